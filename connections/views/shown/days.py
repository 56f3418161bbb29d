"""The geometry of the status page: a day in five minutes, and ninety days of incidents.

Neither drawing holds a word or a digit: what is said beside them is laid out by the page. So time runs in the reading
direction, by mirroring the whole drawing.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from connections.incidents.status import DAYS, Beat
from connections.models import Incident

CELL, BAR, HEIGHT = 10, 8, 24  # a day's place, its bar, and how high it is
PLOT_HEIGHT, _HEADROOM = 60, 1.5
_LEAST = 4.0  # what happened at all is seen
_ROUND = (1, 2, 5, 10)
_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Curve:
    """Average of each five minutes as a path from 0 up to `most` milliseconds; `gaps` are where many got no answer."""

    path: str
    gaps: tuple[tuple[int, int], ...]  # (x, width)
    most: int
    width: int


def curve(beats: Sequence[Beat | None]) -> Curve | None:
    """Return the drawing of a day; None where nobody was answered."""
    timed = [beat.mean_ms for beat in beats if beat and beat.mean_ms is not None]
    if not timed:
        return None
    most = _round_up(max(timed) * _HEADROOM)
    silent = [beat is not None and beat.percent < 50 for beat in beats]
    gaps = tuple((first, last - first) for first, last in _runs(silent))
    return Curve(_path(beats, most), gaps, most, len(beats))


def _path(beats: Sequence[Beat | None], most: int) -> str:
    """Return a line through what was measured: straight on where nobody looked, broken where nobody was answered."""
    path, is_drawing = [], False
    for number, beat in enumerate(beats):
        if beat and beat.mean_ms is not None:
            y = PLOT_HEIGHT * (1 - beat.mean_ms / most)
            path.append(f"{'L' if is_drawing else 'M'}{number} {y:.1f}h1")
        is_drawing = beat.mean_ms is not None if beat else is_drawing
    return "".join(path)


def _runs(marks: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield first and end of each run of marks."""
    start = None
    for number, mark in enumerate([*marks, False]):
        if mark and start is None:
            start = number
        elif not mark and start is not None:
            yield start, number
            start = None


@dataclass(frozen=True, slots=True)
class DayBar:
    """One day: how many minutes an exchange was down, and how high that stands."""

    day: datetime
    minutes: int
    x: int
    y: float
    height: float


def watched_days(since: datetime, now: datetime) -> str:
    """Return the bars of the days on which somebody watched, as one path: what nobody saw was not fine."""
    watched = min(DAYS, (now.date() - since.astimezone(now.tzinfo).date()).days + 1)
    places = (number * CELL + (CELL - BAR) // 2 for number in range(DAYS - watched, DAYS))
    return "".join(f"M{x} 0h{BAR}v{HEIGHT}h-{BAR}z" for x in places)


def day_bars(incidents: Sequence[Incident], now: datetime) -> list[DayBar]:
    """Return those of the last days that had an incident, the oldest first."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    days = [today - timedelta(days=ago) for ago in reversed(range(DAYS))]
    bars = (_bar(number, day, _minutes(incidents, day, now)) for number, day in enumerate(days))
    return [bar for bar in bars if bar.minutes]


def _bar(number: int, day: datetime, minutes: float) -> DayBar:
    # By the root: five minutes are seen beside a whole day.
    height = max(_LEAST, HEIGHT * math.sqrt(min(minutes / _MINUTES, 1)))
    # Rounded as an outage is told: three minutes and a bit are three in the sum of the days, too.
    shown = max(1, round(minutes)) if minutes else 0
    return DayBar(day, shown, number * CELL + (CELL - BAR) // 2, HEIGHT - height, height)


def _minutes(incidents: Sequence[Incident], day: datetime, now: datetime) -> float:
    end = day + timedelta(days=1)
    spans = (min(one.ended_at or now, end) - max(one.started_at, day) for one in incidents)
    return sum(max(span.total_seconds(), 0) for span in spans) / 60


def _round_up(number: float) -> int:
    """Return the next of 1, 2, 5, 10, 20, 50, ..."""
    power = int(10.0 ** math.floor(math.log10(max(number, 1))))
    return next(factor * power for factor in _ROUND if factor * power >= number)
