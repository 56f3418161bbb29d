"""The geometry of two drawings over the same days: what each day was, and how long answers took.

Neither holds a word or a digit: what is said beside them is laid out by the page. So time runs in the reading
direction, the oldest day at its start and today at its end, by mirroring the whole drawing.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from connections.models.past import PastDay

CELL = 10  # the width of a day
_BAR, _TOP, _FLOOR = 8.0, 6.0, 44.0  # a bar, and from where to where it stands
_LEAST = 5.0  # what happened at all is seen
_PLOT_HEIGHT, _HEADROOM = 100.0, 1.6
_ROUND = (1, 2, 3, 4, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a day's bar; `kind` is fine, faulty or silent, or what the whole day was where nobody looked."""

    kind: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A day's bar; `has_flag` marks one that needed the reader, so that colour does not speak alone."""

    x: float
    pieces: tuple[Piece, ...]
    has_flag: bool
    width: float = _BAR


def bars(days: Sequence[PastDay]) -> list[Bar]:
    """Return a bar for each day, in the order of the days."""
    return [
        Bar(number * CELL + (CELL - _BAR) / 2, tuple(_pieces(day)), day.faulty > 0)
        for number, day in enumerate(days)
    ]


def _pieces(day: PastDay) -> Iterator[Piece]:
    """Yield the parts from the floor up, each as high as its share of the looks."""
    if not day.looks:
        yield Piece(day.state, _FLOOR - 3, 3)
        return
    counts = {"faulty": day.faulty, "fine": day.fine, "silent": day.silent}
    shares = {
        kind: max(count / day.looks, _LEAST / (_FLOOR - _TOP)) for kind, count in counts.items() if count
    }
    y, unit = _FLOOR, (_FLOOR - _TOP) / sum(shares.values())
    for kind, share in shares.items():
        y -= share * unit
        yield Piece(kind, y, share * unit)


@dataclass(frozen=True, slots=True)
class Curve:
    """Mean and slowest answer of each day as paths, from 0 up to `most` milliseconds."""

    mean: str
    peaks: str
    most: int
    is_cut: bool  # some answers took longer than the drawing is high
    height: float = _PLOT_HEIGHT


def curve(days: Sequence[PastDay]) -> Curve | None:
    """Return the drawing of how long answers took; None where fewer than two days were timed."""
    timed = [day for day in days if day.mean_ms is not None]
    if len(timed) < 2:
        return None
    # A single answer of eight seconds must not flatten everything else to a line on the floor.
    most = _round_up(max(day.mean_ms or 1 for day in timed) * _HEADROOM)
    mean, peaks = [], []
    for first, run in _runs(days):
        mean.append(_line(first, [min(day.mean_ms or 0, most) / most for day in run]))
        peaks.append(_area(first, [min(day.ms_most, most) / most for day in run]))
    return Curve(" ".join(mean), " ".join(peaks), most, any(day.ms_most > most for day in timed))


def _runs(days: Sequence[PastDay]) -> Iterator[tuple[int, list[PastDay]]]:
    """Yield the days between gaps with the number of the first: nothing is drawn over a day without an answer."""
    run: list[PastDay] = []
    for number, day in enumerate(days):
        if day.mean_ms is not None:
            run.append(day)
        elif run:
            yield number - len(run), run
            run = []
    if run:
        yield len(days) - len(run), run


def _line(first: int, heights: list[float]) -> str:
    """Return a line through the middles of the days; a day alone is a dash."""
    points = [((first + n + 0.5) * CELL, _PLOT_HEIGHT * (1 - height)) for n, height in enumerate(heights)]
    ends = [(points[0][0] - CELL / 2, points[0][1]), *points, (points[-1][0] + CELL / 2, points[-1][1])]
    return "M" + " L".join(f"{x:g} {y:.1f}" for x, y in ends)


def _area(first: int, heights: list[float]) -> str:
    """Return steps on the floor, a day wide each."""
    steps = " ".join(f"V{_PLOT_HEIGHT * (1 - height):.1f} h{CELL}" for height in heights)
    return f"M{first * CELL} {_PLOT_HEIGHT:g} {steps} V{_PLOT_HEIGHT:g} Z"


def _round_up(number: float) -> int:
    """Return the next round number, one that halves well."""
    power = int(10.0 ** math.floor(math.log10(max(number, 1))))
    return next(factor * power for factor in _ROUND if factor * power >= number)
