"""Each look adds to its connection's day: what it found, and how long the exchange took."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from connections.findings import Category, Diagnosis, Judgement, Report, Result, Verdict
from connections.models import Connection, Day
from connections.transitions import Change, Outcome, days
from sandbox.keys import Key
from tests.connections.conftest import Connect, look, look_at, make_due
from tests.stack.sandbox import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def counts(row: Connection) -> tuple[int, int, int, int]:
    day = Day.objects.get(connection=row)
    return day.fine, day.faulty, day.silent, day.answered


def seen(
    row: Connection, verdict: Verdict | None, ms: int = 0, role: str = "active", found: str = Category.NONE
) -> tuple[Outcome, Change]:
    """Return one look as it is written down."""
    report = Report((Result("key_info", Diagnosis(Category(found)), seconds=ms / 1000),), NOON)
    judgement = Judgement(verdict, (), None, verdict is None)
    row.verdict = verdict or row.verdict
    return Outcome(row.pk, None, 1, role, 1, report, judgement), Change(row, "pending", "pending", ())


def test_every_look_counts_also_one_that_leaves_no_check(
    connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    mine = key("kucoin", "healthy")
    row = look(connection_of("kucoin", key=mine))
    make_due(row)
    look(row, asked=False)
    assert (row.checks.count(), counts(row)) == (1, (2, 0, 0, 2))
    sandbox.tell(mine.api_key, story="maintenance")
    look(row)
    sandbox.tell(mine.api_key, story="read-only")
    look(row)
    assert counts(row) == (2, 1, 1, 3)


def test_a_new_key_counts_only_once_it_is_in_use(connection_of: Connect) -> None:
    row = connection_of("kucoin")
    refused = seen(row, Verdict.ACTION_REQUIRED, 50, "candidate")
    days.add([refused], NOON)
    assert not Day.objects.exists()
    works, _ = seen(row, Verdict.CONNECTED, 50, "candidate")
    days.add([(works, Change(row, "pending", "pending", (), "done"))], NOON)
    assert counts(row) == (1, 0, 0, 1)


def test_the_time_is_that_of_answers(connection_of: Connect) -> None:
    row = connection_of("kucoin")
    days.add([seen(row, Verdict.CONNECTED, 80)], NOON)
    days.add([seen(row, None, 8000)], NOON)
    days.add([seen(row, Verdict.ACTION_REQUIRED, 240)], NOON)
    days.add([seen(row, Verdict.ACTION_REQUIRED, 1, found=Category.CREDENTIALS_UNREADABLE)], NOON)
    day = Day.objects.get()
    assert (day.answered, day.ms_sum, day.ms_most) == (2, 320, 240)
    assert counts(row) == (1, 2, 1, 2)


def test_a_day_is_one_of_utc(connection_of: Connect) -> None:
    row = connection_of("kucoin")
    with timezone.override("Asia/Tokyo"):
        for at in (NOON, NOON + timedelta(hours=11, minutes=59), NOON + timedelta(hours=12)):
            days.add([seen(row, Verdict.CONNECTED)], at)
    assert list(Day.objects.order_by("date").values_list("date__day", "fine")) == [(1, 2), (2, 1)]


def test_a_group_of_any_size_is_one_statement(connection_of: Connect) -> None:
    rows = [connection_of("kucoin") for _ in range(5)]
    for some in (rows[:1], rows):
        with CaptureQueriesContext(database) as queries:
            days.add([seen(row, Verdict.CONNECTED, 10) for row in some], NOON)
        assert len(queries) == 1
    with CaptureQueriesContext(database) as queries:
        days.add([], NOON)
    assert len(queries) == 0


def test_a_group_that_was_written_row_by_row_counts_each_look_once(
    connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    mine = key("kucoin", "healthy")
    rows = [connection_of("kucoin", key=mine) for _ in range(2)]
    look_at(rows)
    assert sorted(counts(row) for row in rows) == [(0, 1, 0, 1), (1, 0, 0, 1)]
