"""Old checks are thinned, and days forgotten: what is kept, and that it may run twice at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import redis
from django.conf import settings
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from connections import checking, housekeeping, tasks
from connections.models import Check, Connection, Day, Event, StatusChange
from tests.connections.conftest import Connect

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

Run = Callable[..., Check]


def noon(days: int) -> datetime:
    """Return noon so many days ago, by UTC."""
    today = timezone.now().astimezone(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    return today - timedelta(days=days)


@pytest.fixture
def row(connection_of: Connect) -> Connection:
    return connection_of("kucoin")


@pytest.fixture
def run(row: Connection) -> Run:
    """Return checks of a connection that are over, by how many days and minutes they are old."""

    def check(days: int, minutes: int = 0, of: Connection = row, *, is_open: bool = False) -> Check:
        at = noon(days) - timedelta(minutes=minutes)
        return Check.objects.create(connection=of, requested_at=at, finished_at=None if is_open else at)

    return check


def kept() -> set[int]:
    return set(Check.objects.values_list("pk", flat=True))


def test_of_old_days_the_last_check_stays(run: Run) -> None:
    old = [run(20, minutes) for minutes in (60, 30, 0)]
    young = [run(13, minutes) for minutes in (60, 30, 0)]
    assert housekeeping.thin_checks() == 2
    assert kept() == {check.pk for check in (*young, old[-1])}
    assert housekeeping.thin_checks() == 0


def test_each_connection_has_its_own_days(run: Run, connection_of: Connect) -> None:
    mine, theirs = run(20, 30), run(20, of=connection_of("mexc"))
    assert housekeeping.thin_checks() == 0
    assert kept() == {mine.pk, theirs.pk}


def test_after_a_year_only_the_latest_stays(run: Run, connection_of: Connect) -> None:
    run(500)
    run(400)
    within, quiet = run(300), run(900, of=connection_of("mexc"))
    assert housekeeping.thin_checks() == 2
    assert kept() == {within.pk, quiet.pk}


def test_what_is_referred_to_or_still_open_stays(run: Run, row: Connection) -> None:
    changed, told, waiting = run(20, 90), run(20, 60), run(20, 30, is_open=True)
    run(20, 15)
    last = run(20)
    StatusChange.objects.create(connection=row, check_run=changed, at=changed.requested_at)
    Event.objects.create(connection=row, check_run=told, at=told.requested_at, code="withdraw_switched_on")
    assert housekeeping.thin_checks() == 1
    assert kept() == {changed.pk, told.pk, waiting.pk, last.pk}


def test_it_goes_on_where_it_stopped_and_begins_anew_without_its_mark(run: Run) -> None:
    late, last = run(20, 30), run(20)
    Check.objects.filter(pk=late.pk).update(finished_at=None)
    housekeeping.thin_checks()
    Check.objects.filter(pk=late.pk).update(finished_at=last.finished_at)
    assert housekeeping.thin_checks() == 0, "what was walked is not read again"
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.flushall()
    assert housekeeping.thin_checks() == 1


def test_long_walks_are_made_in_batches(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "_BATCH", 2)
    for minutes in range(9, 0, -1):
        run(20, minutes)
    assert housekeeping.thin_checks() == 8


def test_a_walk_costs_the_same_for_few_and_many(run: Run) -> None:
    def queries(count: int) -> int:
        for minutes in range(count, 0, -1):
            run(20, minutes)
        with CaptureQueriesContext(database) as seen:
            housekeeping.thin_checks()
        return len(seen)

    assert queries(3) == queries(30)


def test_it_ends_between_batches_once_it_is_to_stop(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "_BATCH", 2)
    for minutes in range(6, 0, -1):
        run(20, minutes)
    looks = iter([False, True])
    assert housekeeping.thin_checks(lambda: next(looks, True)) == 2
    assert housekeeping.forget_days(lambda: True) == 0
    assert housekeeping.thin_checks() == 3  # where it stopped


def test_a_worker_that_stops_thins_nothing(run: Run, row: Connection) -> None:
    run(20, 5), run(20)
    Day.objects.create(connection=row, date=noon(1000).date())
    checking.stopping.ask()
    try:
        tasks.forget_old()
        assert (Check.objects.count(), Day.objects.count()) == (2, 1)
    finally:
        checking.stopping.take_back()
    tasks.forget_old()
    assert (Check.objects.count(), Day.objects.count()) == (1, 0)


def test_two_at_once_do_no_harm(run: Run) -> None:
    for minutes in range(100, 0, -1):
        run(20, minutes)

    def thin(_: int) -> int:
        try:
            return housekeeping.thin_checks()
        finally:
            database.close()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(thin, range(2))) >= 99
    assert Check.objects.count() == 1


def test_old_days_go(row: Connection) -> None:
    for days in (401, 400, 0):
        Day.objects.create(connection=row, date=noon(days).date())
    tasks.forget_old()
    assert sorted(Day.objects.values_list("date", flat=True)) == [noon(400).date(), noon(0).date()]
