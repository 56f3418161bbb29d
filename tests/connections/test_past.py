"""The days of a connection as they are read, and the row of everything that happened to it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from connections import exchanges
from connections.messages.past import answered, percent, speed
from connections.models import Connection, Day, Event, StatusChange
from connections.models.past import Past, past_of
from connections.models.timeline import Place, timeline
from tests.connections.conftest import Connect

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

NOW = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)


@pytest.fixture
def row(connection_of: Connect) -> Connection:
    return connected(connection_of("kucoin"), NOW - timedelta(days=5))


def connected(row: Connection, at: datetime) -> Connection:
    Connection.objects.filter(pk=row.pk).update(created_at=at)
    row.refresh_from_db()
    return row


def day(row: Connection, number: int, **counts: int) -> Day:
    return Day.objects.create(connection=row, date=date(2026, 3, number), **counts)


def past(row: Connection, days: int = 7) -> Past:
    with time_machine.travel(NOW, tick=False):
        return past_of([row], days)[row.pk]


def states(row: Connection) -> list[str]:
    return [str(day.state) for day in past(row).days]


def test_each_day_says_what_asks_most_of_the_reader(row: Connection) -> None:
    day(row, 6, fine=24, silent=2)
    day(row, 7, fine=1, faulty=23)
    day(row, 8, faulty=24, silent=1)
    day(row, 9, silent=24)
    assert states(row) == ["not_yet", "no_data", "working", "partly", "your_move", "silent", "no_data"]


def test_days_of_a_pause_are_told_from_those_when_nobody_looked(row: Connection) -> None:
    for at, before, after in ((6, "connected", "paused"), (8, "paused", "connected")):
        moment = datetime(2026, 3, at, 12, tzinfo=UTC)
        StatusChange.objects.create(connection=row, at=moment, before=before, after=after)
    day(row, 8, fine=3)
    assert states(row)[1:] == ["no_data", "paused", "paused", "working", "no_data", "no_data"]


def test_a_pause_from_before_the_first_day_goes_on(row: Connection) -> None:
    row.paused_at = NOW - timedelta(days=30)
    assert states(connected(row, NOW - timedelta(days=60)))[0] == "no_data", "it was saved as running"
    row.paused_at = NOW - timedelta(days=30)
    assert states(row) == ["paused"] * 7


def test_many_cost_as_many_queries_as_one(row: Connection, connection_of: Connect) -> None:
    rows = [row, *(connection_of("mexc") for _ in range(4))]
    for one in rows:
        day(one, 9, fine=one.pk)
    for some in (rows[:1], rows):
        with CaptureQueriesContext(database) as queries, time_machine.travel(NOW, tick=False):
            found = past_of(some, 3)
        assert len(queries) == 2
        assert [found[one.pk].days[1].fine for one in some] == [one.pk for one in some]


def test_silence_is_not_held_against_the_key(row: Connection) -> None:
    day(row, 8, fine=990, silent=10, answered=990, ms_sum=99_000, ms_most=2310)
    kucoin, shown = exchanges.get("kucoin"), past(row).last(30)
    assert answered(shown, kucoin) == (
        "In 6 days KuCoin answered 99 % of our looks, and the key worked in 100 % of those."
    )
    assert speed(shown, kucoin) == (
        "KuCoin took 100 ms to answer on average; the slowest answer took 2,310 ms."
    )
    assert answered(Past(()), kucoin) == speed(Past(()), kucoin) == ""


def test_where_nothing_was_answered_nothing_is_said_of_the_key(row: Connection) -> None:
    day(row, 10, silent=3)
    assert (
        answered(past(row).last(1), exchanges.get("kucoin")) == "KuCoin answered none of our looks in 1 day."
    )


@pytest.mark.parametrize(
    ("part", "whole", "told"), [(1, 1, "100 %"), (0, 1, "0 %"), (99_999, 100_000, "99.9 %"), (1, 3, "33.3 %")]
)
def test_a_share_is_never_told_as_more_than_it_is(part: int, whole: int, told: str) -> None:
    assert percent(part, whole) == told


def happened(row: Connection, count: int, *, at: datetime | None = None) -> list[str]:
    """Let things happen in turns, each a minute later than the last or all at one moment; return them, newest first."""
    for number in range(count):
        moment = at or NOW + timedelta(minutes=number)
        if number % 2:
            Event.objects.create(connection=row, at=moment, code=str(number))
        else:
            StatusChange.objects.create(connection=row, at=moment, before="", after=str(number))
    return [str(number) for number in reversed(range(count))]


def name(found: StatusChange | Event) -> str:
    return found.code if isinstance(found, Event) else found.after


@pytest.mark.parametrize("at", [None, NOW], ids=["one after another", "at one moment"])
def test_pages_hold_everything_once(row: Connection, at: datetime | None) -> None:
    told, seen, place = happened(row, 11, at=at), list[str](), None
    for _ in range(4):
        page, place = timeline(row, 3, place)
        seen += [name(one) for one in page]
        place = Place.read(str(place)) if place else None
    assert place is None
    assert sorted(seen) == sorted(told)
    assert at is not None or seen == told


def test_what_is_added_meanwhile_moves_no_page(row: Connection) -> None:
    told = happened(row, 6)
    first, place = timeline(row, 3)
    Event.objects.create(connection=row, at=timezone.now() + timedelta(days=900), code="new")
    second, _ = timeline(row, 3, place)
    assert [name(one) for one in (*first, *second)] == told


@pytest.mark.parametrize(
    "text", ["", "x", "1_2_3", "1_0_0", f"1_0_{2**63}", "1e99_0_1", "nan_0_1", "inf_0_1", "1_0_1_1", "1__1"]
)
def test_a_made_up_place_is_none(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (whatever the words)
        Place.read(text)
