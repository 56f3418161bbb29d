"""The days of connections as they are read: what each was, and all of them in a few numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from django.db.models import Q
from django.utils import timezone

from connections.models.check import StatusChange
from connections.models.connection import Connection
from connections.models.history import Day

SHOWN_DAYS = 90
_PAUSED = "paused"
_ONE_DAY = timedelta(days=1)


class DayState(StrEnum):
    """What a day was; where it was several things, what asks most of the reader."""

    WORKING = "working"
    PARTLY = "partly"  # it worked, and at other times its user had to act
    YOUR_MOVE = "your_move"
    SILENT = "silent"  # the exchange did not answer all day
    PAUSED = "paused"
    NO_DATA = "no_data"
    NOT_YET = "not_yet"  # before it was connected


@dataclass(frozen=True)
class PastDay:
    """One day (UTC). Times are in milliseconds, None where no answer was timed."""

    date: date
    state: DayState
    fine: int = 0
    faulty: int = 0
    silent: int = 0
    answered: int = 0
    ms_sum: int = 0
    ms_most: int = 0

    @property
    def looks(self) -> int:
        return self.fine + self.faulty + self.silent

    @property
    def mean_ms(self) -> int | None:
        return round(self.ms_sum / self.answered) if self.answered else None


@dataclass(frozen=True)
class Past:
    """The last days of one connection, the oldest first, without a gap."""

    days: tuple[PastDay, ...]

    def last(self, count: int) -> "Past":
        """Return the last of these days, without those before it was connected."""
        return Past(tuple(day for day in self.days[-count:] if day.state is not DayState.NOT_YET))

    @property
    def looks(self) -> int:
        return sum(day.looks for day in self.days)

    @property
    def judged(self) -> int:
        """Return after how many looks something could be said of the key: the exchange had answered."""
        return sum(day.fine + day.faulty for day in self.days)

    @property
    def fine(self) -> int:
        return sum(day.fine for day in self.days)

    @property
    def mean_ms(self) -> int | None:
        answered = sum(day.answered for day in self.days)
        return round(sum(day.ms_sum for day in self.days) / answered) if answered else None

    @property
    def ms_most(self) -> int:
        return max((day.ms_most for day in self.days), default=0)


def past_of(connections: Sequence[Connection], days: int = SHOWN_DAYS) -> dict[int, Past]:
    """Return the last days of each connection by its id; two queries, however many they are."""
    today = timezone.now().astimezone(UTC).date()
    first = today - (days - 1) * _ONE_DAY
    rows: dict[tuple[int, date], Day] = {
        (row.connection_id, row.date): row
        for row in Day.objects.filter(connection__in=connections, date__gte=first)
    }
    paused = _paused_days(connections, first, today)
    return {
        one.pk: Past(
            tuple(
                _day(one, first + n * _ONE_DAY, rows.get((one.pk, first + n * _ONE_DAY)), paused[one.pk])
                for n in range(days)
            )
        )
        for one in connections
    }


def _day(connection: Connection, date: date, row: Day | None, paused: set[date]) -> PastDay:
    if row is not None:
        counts = row.fine, row.faulty, row.silent, row.answered, row.ms_sum, row.ms_most
        return PastDay(date, _state(row), *counts)
    if date < connection.created_at.astimezone(UTC).date():
        return PastDay(date, DayState.NOT_YET)
    return PastDay(date, DayState.PAUSED if date in paused else DayState.NO_DATA)


def _state(row: Day) -> DayState:
    if row.faulty:
        return DayState.PARTLY if row.fine else DayState.YOUR_MOVE
    return DayState.WORKING if row.fine else DayState.SILENT


def _paused_days(connections: Iterable[Connection], first: date, today: date) -> dict[int, set[date]]:
    """Return on which days each connection was paused for a while, from the changes of what was shown."""
    start = datetime(first.year, first.month, first.day, tzinfo=UTC)
    changes: dict[int, list[StatusChange]] = {}
    rows = StatusChange.objects.filter(connection__in=connections, at__gte=start).order_by("at", "id")
    for row in rows.filter(Q(before=_PAUSED) | Q(after=_PAUSED)).only(
        "connection_id", "at", "before", "after"
    ):
        changes.setdefault(row.connection_id, []).append(row)
    return {one.pk: _paused(changes.get(one.pk, []), one, first, today) for one in connections}


def _paused(changes: list[StatusChange], connection: Connection, first: date, today: date) -> set[date]:
    days: set[date] = set()
    since = first if (changes[0].before == _PAUSED if changes else connection.paused_at) else None
    for change in changes:
        at = change.at.astimezone(UTC).date()
        if since is not None:
            days |= _between(since, at)
        since = at if change.after == _PAUSED else None
    return days | (_between(since, today) if since is not None else set())


def _between(first: date, last: date) -> set[date]:
    return {first + n * _ONE_DAY for n in range((last - first).days + 1)}
