"""A problem that comes and goes is told once in some hours, its end only to whoever was told, the worst always."""

from datetime import datetime, timedelta

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from connections import notices
from connections.drift import Drift
from connections.findings import EventCode, Verdict
from connections.models import Connection
from connections.transitions import Change
from notifications.models import Notification
from tests.connections.conftest import Connect

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

GOOD, PART, BAD, WORST = Verdict.CONNECTED, Verdict.LIMITED, Verdict.ACTION_REQUIRED, Verdict.QUARANTINED


class Story:
    """One connection, judged again and again; collects what its user is told."""

    def __init__(self, row: Connection) -> None:
        self.row = row

    def found(
        self,
        verdict: str,
        *,
        is_destroyed: bool = False,
        replacement: str = "",
        drifts: tuple[Drift, ...] = (),
    ) -> None:
        row = Connection.objects.get(pk=self.row.pk)
        before, row.verdict = str(row.verdict), verdict
        notices.send([Change(row, before, before, (), replacement, is_destroyed, drifts=drifts)])
        Connection.objects.filter(pk=row.pk).update(verdict=verdict)

    def wait(self, hours: float) -> None:
        """Let time pass, by making everything that was told older."""
        row = Connection.objects.get(pk=self.row.pk)
        later = timedelta(hours=hours)
        told = {code: (datetime.fromisoformat(at) - later).isoformat() for code, at in row.told.items()}
        Connection.objects.filter(pk=row.pk).update(told=told)

    @property
    def told(self) -> list[str]:
        rows = Notification.objects.for_user(self.row.user).order_by("pk")
        return [code.removeprefix("connection_") for code in rows.values_list("code", flat=True)]


@pytest.fixture
def story(connection_of: Connect, settings: Settings) -> Story:
    settings.NOTICE_HOURS = 6
    return Story(connection_of("kucoin", verdict="connected"))


def test_what_comes_and_goes_is_told_once(story: Story) -> None:
    for verdict in (BAD, GOOD, BAD, GOOD, BAD, BAD, GOOD):
        story.found(verdict)
    assert story.told == ["action_required", "recovered"]


def test_what_was_held_back_is_told_when_it_lasts(story: Story) -> None:
    for verdict in (BAD, GOOD, BAD):
        story.found(verdict)
    story.wait(7)
    story.found(BAD)
    story.found(BAD)
    story.found(GOOD)
    assert story.told == ["action_required", "recovered", "action_required", "recovered"]


def test_a_worse_thing_always_goes_out(story: Story) -> None:
    for verdict in (BAD, WORST, WORST, GOOD, WORST):
        story.found(verdict)
    story.found(WORST, is_destroyed=True)
    story.found(WORST)
    assert story.told == [
        *("action_required", "quarantined", "recovered", "quarantined", "credentials_destroyed"),
    ]


def test_a_security_event_is_not_held_back_with_the_trouble_that_came_with_it(story: Story) -> None:
    removed = Drift(EventCode.LIST_REMOVED, is_security=True)
    story.found(PART)
    story.found(GOOD)
    story.found(PART, drifts=(removed,))
    assert story.told == ["limited", "recovered", "changed"]
    story.wait(7)
    story.found(PART)
    assert story.told == ["limited", "recovered", "changed", "limited"]


def test_nobody_hears_that_all_is_clear_who_heard_of_no_problem(story: Story) -> None:
    Connection.objects.update(verdict="pending")
    for verdict in (BAD, BAD, PART, GOOD):
        story.found(verdict)
    assert story.told == []


def test_a_market_that_stops_is_told_and_its_return(story: Story) -> None:
    for verdict in (PART, PART, GOOD):
        story.found(verdict)
    assert story.told == ["limited", "recovered"]


def test_what_works_again_in_part_is_not_called_well(story: Story) -> None:
    for verdict in (BAD, PART, GOOD):
        story.found(verdict)
    assert story.told == ["action_required", "limited", "recovered"]


def test_a_new_key_begins_anew(story: Story) -> None:
    story.found(BAD)
    story.found(GOOD, replacement="done")
    story.found(GOOD)
    story.found(BAD)
    assert story.told == ["action_required", "replacement_done", "action_required"]


def test_silence_is_no_news(story: Story) -> None:
    story.found(BAD)
    story.found(GOOD)
    story.found(BAD)
    story.wait(7)
    Connection.objects.update(unreachable_since=timezone.now())
    story.found(BAD)
    assert story.told == ["action_required", "recovered"]


def test_a_group_of_fifty_costs_as_many_queries_as_one_of_five(connection_of: Connect) -> None:
    def cost(number: int) -> int:
        rows = [connection_of("kucoin", verdict="action_required") for _ in range(number)]
        with CaptureQueriesContext(database) as queries:
            notices.send([Change(row, "connected", "connected", ()) for row in rows])
        assert Notification.objects.filter(user__in=[row.user_id for row in rows]).count() == number
        return len(queries)

    assert cost(50) == cost(5)


def test_no_news_costs_nothing(connection_of: Connect) -> None:
    row = connection_of("kucoin", verdict="connected")
    with CaptureQueriesContext(database) as queries:
        notices.send([Change(row, "connected", "connected", ())])
    assert len(queries) == 0
