"""Who is told of an incident: those it affects, once, and when it is over exactly those."""

import pytest
import time_machine
from django.utils import timezone

from connections import incidents
from connections.models import Affected, Connection, Incident, Pulse
from notifications.models import Notification
from notifications.words import words_for
from tests.connections.incidents.conftest import People, answers, down, open_lanes, told

pytestmark = pytest.mark.django_db


def test_only_those_affected_are_told_and_exactly_those_get_the_all_clear(people: People) -> None:
    failing, idle, used, paused, elsewhere = people(3), *people(3), *people(1, "mexc")
    Connection.objects.filter(pk=used.pk).update(is_in_use=True)
    Connection.objects.filter(pk=paused.pk).update(is_in_use=True, paused_at=timezone.now())
    with time_machine.travel(timezone.now(), tick=False) as clock:
        down(*failing)
        assert Notification.objects.count() == 0
        clock.shift(61)
        for _ in range(2):
            incidents.watch()
        affected = {row.user_id for row in [*failing, used]}
        assert set(Affected.objects.values_list("user", flat=True)) == affected
        late = people(1)[0]
        Connection.objects.filter(pk=late.pk).update(unreachable_since=timezone.now())
        clock.shift(600)
        for user in range(3):
            answers(user)
        for _ in range(2):
            incidents.watch()
    assert open_lanes() == []
    for row in [*failing, used]:
        assert told(row.user_id) == ["exchange_down", "exchange_back"]
    for row in [idle, paused, elsewhere, late]:
        assert told(row.user_id) == []


def test_a_hiccup_wakes_nobody(people: People) -> None:
    down(*people(3))
    for user in range(3):
        answers(user)
    incidents.watch()
    assert open_lanes() == []
    assert Notification.objects.count() == 0


def test_who_has_two_keys_there_is_told_once(people: People) -> None:
    rows = people(3)
    people(2, user=rows[0].user)
    Connection.objects.update(unreachable_since=timezone.now())
    with time_machine.travel(timezone.now(), tick=False) as clock:
        down(*rows)
        clock.shift(61)
        incidents.watch()
    assert told(rows[0].user_id) == ["exchange_down"]


def test_the_notices_blame_no_key(people: People) -> None:
    rows = people(3)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        down(*rows)
        clock.shift(90)
        incidents.watch()
        clock.shift(90)
        for user in range(3):
            answers(user)
        incidents.watch()
    first, second = Notification.objects.filter(user=rows[0].user_id).order_by("pk")
    down_words, back = (words_for(one.code, one.params, rows[0].user) for one in (first, second))
    assert down_words.title == "KuCoin does not answer at the moment"
    assert "not the cause" in down_words.text
    assert "every 15 seconds" in down_words.text
    assert back.title == "KuCoin answers again"
    assert "3 minutes" in back.text
    assert (first.url, second.url) == ("/status/", "/status/")


def test_what_is_old_is_forgotten(people: People) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        answers(1)
        incident = Incident.objects.create(
            exchange="kucoin", started_at=timezone.now(), ended_at=timezone.now()
        )
        Affected.objects.create(incident=incident, user=people(1)[0].user)
        clock.shift(8 * 86_400)
        answers(1)
        incidents.forget_old()
        assert Pulse.objects.count() == 1
        assert Affected.objects.count() == 0
        assert Incident.objects.count() == 1


def test_what_runs_on_a_key_that_does_not_work_waits_for_its_user(people: People) -> None:
    failing, dead, failed = people(3), *people(2)
    Connection.objects.filter(pk__in=[dead.pk, failed.pk]).update(is_in_use=True, verdict="action_required")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        down(*failing, failed)
        clock.shift(61)
        incidents.watch()
    assert (told(dead.user_id), told(failed.user_id)) == ([], ["exchange_down"])
