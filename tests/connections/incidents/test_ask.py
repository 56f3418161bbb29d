"""During an incident: rechecks stop, a canary asks, people are answered; afterwards all come back by and by."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from connections import budgets, checking, incidents, tasks
from connections.budgets import blocking
from connections.models import Check, Connection, Incident
from tests.connections.conftest import Connect, look, look_at, make_due, requests_of
from tests.connections.incidents.conftest import KUCOIN, People, answers, down, open_lanes, told
from tests.stack.sandbox import Sandbox

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_outage_from_the_first_silence_to_the_last_canary(
    people: People, connection_of: Connect, sandbox: Sandbox
) -> None:
    rows, other = people(4), connection_of("mexc", verdict="connected")
    sandbox.put("/_sandbox/exchanges/kucoin", {"mode": "down"})
    look_at(rows[:3])
    incidents.watch()
    assert open_lanes() == [KUCOIN]
    for row in rows:
        make_due(row)
    assert checking.due_ids() == [other.pk]
    asked = []
    for mode in ("down", "up", "up", "up"):
        sandbox.put("/_sandbox/exchanges/kucoin", {"mode": mode})
        Incident.objects.update(canary_at=timezone.now() - timedelta(seconds=15))
        (canary,) = incidents.canaries()
        assert incidents.canaries() == []
        checking.check([canary], only_due=True)
        asked.append(canary)
        incidents.watch()
    assert open_lanes() == []
    assert asked[0] == rows[3].pk
    assert len(set(asked)) >= 3
    assert set(checking.due_ids()) <= {row.pk for row in [*rows, other]}


def test_a_canary_that_is_not_answered_ends_nothing(people: People) -> None:
    down(*people(3))
    answers(50)
    answers(51)
    incidents.record([incidents.Look(KUCOIN, 52, "exchange_unavailable", 0)])
    answers(53)
    incidents.watch()
    assert open_lanes() == [KUCOIN]


def test_a_person_who_asks_is_answered_meanwhile(people: People, sandbox: Sandbox) -> None:
    rows = people(3)
    down(*rows)
    row = look(rows[0])
    assert row.unreachable_since is None
    assert row.checks.latest("requested_at").verdict == "connected"


def test_a_check_that_fell_out_of_the_queue_is_found(people: People) -> None:
    rows = people(3)
    down(*rows)
    assert incidents.people_waiting() == []
    asked = timezone.now() - timedelta(minutes=1)
    Check.objects.create(connection=rows[1], requested_at=asked)
    assert incidents.people_waiting() == [rows[1].pk]


def test_a_check_that_fell_out_of_the_queue_is_found_while_we_are_banned(
    people: People, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sweep leaves an exchange alone that told us to: only here is found who waits for it, to be told so."""
    settings.BUDGETS = True
    (row,) = people(1)
    Check.objects.create(connection=row, requested_at=timezone.now() - timedelta(minutes=1))
    Connection.objects.filter(pk=row.pk).update(
        next_check_at=timezone.now(), check_requested_at=timezone.now()
    )
    queued: list[object] = []
    monkeypatch.setattr(tasks.check_connections, "apply_async", lambda args, **_: queued.append(args))
    tasks.watch_exchanges()
    assert queued == []
    assert checking.due_ids() == [row.pk]
    try:
        budgets.block("kucoin", settings.EGRESS[0], 60)
        tasks.watch_exchanges()
        assert checking.due_ids() == []
    finally:
        blocking.forget()
    assert queued == [([row.pk], True)]


def test_a_site_that_answers_is_asked_while_another_is_silent(people: People) -> None:
    rows = people(3, "okx")
    (elsewhere,) = people(1, "okx", site="eea")
    silent = Incident.objects.create(exchange="okx", started_at=timezone.now())
    for row in [*rows, elsewhere]:
        make_due(row)
    assert checking.due_ids() == [elsewhere.pk]
    silent.delete()
    assert len(checking.due_ids()) == 4


def test_rechecks_come_back_by_and_by(db: None) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        incident = Incident.objects.create(exchange="kucoin", started_at=now)
        assert incidents.standstill().room("kucoin", 500) == 0
        Incident.objects.filter(pk=incident.pk).update(ended_at=now)
        widths = []
        for _ in range(4):
            clock.shift(20)
            widths.append(incidents.standstill().room("kucoin", 500))
    assert 0 < widths[0] < widths[1] < widths[2] == widths[3] == 500
    assert incidents.standstill().room("mexc", 500) == 500


def test_a_canary_is_a_healthy_one_and_the_choice_costs_the_same_for_many(people: People) -> None:
    rows = people(3)
    Connection.objects.filter(pk=rows[0].pk).update(verdict="action_required")
    down(rows[0], rows[1], rows[2])
    Connection.objects.filter(pk=rows[2].pk).update(unreachable_since=None)
    with CaptureQueriesContext(database) as few:
        assert incidents.canaries() == [rows[2].pk]
    people(20)
    Incident.objects.update(canary_at=None)
    with CaptureQueriesContext(database) as many:
        assert len(incidents.canaries()) == 1
    assert len(few) == len(many)


def test_requests_stop(people: People, key: object, connection_of: Connect, sandbox: Sandbox) -> None:
    mine = key("kucoin", "healthy")  # type: ignore[operator]
    row = connection_of("kucoin", key=mine, verdict="connected")
    down(*people(3))
    make_due(row)
    checking.check(checking.due_ids(), only_due=True)
    assert requests_of(mine, sandbox) == []


def test_where_nobody_is_left_to_ask_with_it_ends_and_nobody_is_told_that_it_is_back(people: People) -> None:
    rows = people(3)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        down(*rows)
        clock.shift(61)
        incidents.watch()
        claimed = {"claim_token": uuid4(), "claimed_until": timezone.now() + timedelta(seconds=20)}
        Connection.objects.update(**claimed)
        assert (incidents.canaries(), open_lanes()) == ([], [KUCOIN])  # they are being asked just now
        Connection.objects.update(paused_at=timezone.now(), next_check_at=None)
        clock.shift(61)
        assert (incidents.canaries(), open_lanes()) == ([], [])
    assert told(rows[0].user_id) == ["exchange_down"]
