"""Where everything of a ladder's chart is drawn: geometry alone, no words and no colours.

A column for the base order and one for each add-on, from left to right as they fill. Above, prices: what each order
fills at, and what average, break-even, take-profit, stop and liquidation are once it has. Below, what each costs.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from strategies.ladder.rungs import Rung
from strategies.shown.scale import Scale, scale, spread

# Narrow enough that on the narrowest phone the texts are still as large as small print.
WIDTH, HEIGHT = 320, 376
LEFT, RIGHT = 50, 216  # of the columns; prices are written left of them, what the lines are right of them
TOP, BOTTOM = 12, 286
BARS_TOP, BARS_BOTTOM = 310, 352
TAG_X, TAG_GAP = RIGHT + 20, 27.0
_TICKS = 8
_WIDEST = 2.6  # how far a stop or liquidation may stretch the prices before it is only pointed at
_ROOM_FOR_SIZE, _ROOM_FOR_NUMBER, _ROOM_FOR_BASE = 27.0, 14.0, 24.0
_THICKEST_BAR = 26.0


@dataclass(frozen=True, slots=True)
class Column:
    """One order: its dot at (x, y), its bar below. What has no room for a text has none."""

    rung: Rung
    x: float
    y: float
    bar_x: float
    bar_y: float
    bar_width: float
    bar_height: float
    is_resting: bool
    has_size: bool
    has_number: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A price after each fill, as the `d` of a path; empty where all of it is beyond the chart."""

    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class Tag:
    """What a line is called and where it ends: the text at `y`, the end of the line at `line_y`."""

    kind: str
    price: Decimal
    y: float
    line_y: float
    beyond: str = ""  # up | down: the price is not on the chart, it lies further there


@dataclass(frozen=True, slots=True)
class Chart:
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    tags: tuple[Tag, ...]
    ticks: tuple[tuple[float, Decimal], ...]  # (y, price)
    fall: str  # the way of the price through the orders, as the `d` of a path
    now_y: float

    # What the template has to know of the sheet.
    width: ClassVar[int] = WIDTH
    height: ClassVar[int] = HEIGHT
    left: ClassVar[int] = LEFT
    right: ClassVar[int] = RIGHT
    floor: ClassVar[int] = BARS_BOTTOM
    tag_x: ClassVar[int] = TAG_X


_Price = Callable[[Rung], Decimal | None]


def chart(rungs: Sequence[Rung], price: Decimal, *, is_profit_of_base: bool, resting: int) -> Chart:
    """Return the drawing of a ladder at a current price; `resting` add-ons lie on the exchange from the start."""
    kinds = _kinds(is_profit_of_base)
    prices = _scale(rungs, price, kinds)
    edges = [LEFT + (RIGHT - LEFT) * n / len(rungs) for n in range(len(rungs) + 1)]
    columns = tuple(_columns(rungs, prices, edges, resting))
    lines = tuple(
        Line(kind, _path([of(rung) for rung in rungs], prices, edges)) for kind, of in kinds.items()
    )
    return Chart(
        columns=columns,
        lines=tuple(line for line in lines if line.path),
        tags=tuple(_tags(rungs[-1], price, prices, kinds)),
        ticks=tuple((prices.y(tick), Decimal(f"{tick:.12g}")) for tick in prices.ticks(_TICKS)),
        fall="M" + " L".join(f"{column.x:.1f} {column.y:.1f}" for column in columns),
        now_y=prices.y(float(price)),
    )


def _kinds(is_profit_of_base: bool) -> dict[str, _Price]:
    """Return what is drawn as a line, by its name."""
    return {
        "profit": lambda rung: rung.tp_base if is_profit_of_base else rung.tp_total,
        "even": lambda rung: rung.break_even,
        "average": lambda rung: rung.average,
        "stop": lambda rung: rung.stop,
        "liquidation": lambda rung: rung.liquidation,
    }


def _scale(rungs: Sequence[Rung], price: Decimal, kinds: dict[str, _Price]) -> Scale:
    """Return the prices of the chart; those that threaten are on it where they do not flatten it."""
    sure = [kinds[kind](rung) for kind in ("profit", "even", "average") for rung in rungs]
    needed = [float(one) for one in (*sure, *(rung.price for rung in rungs), price) if one is not None]
    threats = (kinds[kind](rung) for kind in ("stop", "liquidation") for rung in rungs)
    return scale(needed, [float(one) for one in threats if one is not None], TOP, BOTTOM, _WIDEST)


def _columns(rungs: Sequence[Rung], prices: Scale, edges: Sequence[float], resting: int) -> Iterator[Column]:
    room, largest = edges[1] - edges[0], max(rung.quote for rung in rungs)
    thickness = min(room * 0.62, _THICKEST_BAR)
    every = max(1, -int(-_ROOM_FOR_NUMBER // room))
    for rung, edge in zip(rungs, edges, strict=False):
        x, height = edge + room / 2, max(1.5, (BARS_BOTTOM - BARS_TOP) * float(rung.quote / largest))
        yield Column(
            rung=rung,
            x=x,
            y=prices.y(float(rung.price)),
            bar_x=x - thickness / 2,
            bar_y=BARS_BOTTOM - height,
            bar_width=thickness,
            bar_height=height,
            is_resting=rung.n <= resting,
            has_size=room >= _ROOM_FOR_SIZE or rung is rungs[-1],
            has_number=not rung.n or (rung.n % every == 0 and rung.n * room >= _ROOM_FOR_BASE),
        )


def _path(values: Sequence[Decimal | None], prices: Scale, edges: Sequence[float]) -> str:
    """Return steps from column to column; what is beyond the chart is left out."""
    path, is_drawing = [], False
    for n, value in enumerate(values):
        is_inside = value is not None and prices.holds(float(value))
        if is_inside and value is not None:
            y = prices.y(float(value))
            path.append(f"V{y:.1f}" if is_drawing else f"M{edges[n]:.1f} {y:.1f}")
            path.append(f"H{edges[n + 1]:.1f}")
        is_drawing = is_inside
    return " ".join(path)


def _tags(last: Rung, price: Decimal, prices: Scale, kinds: dict[str, _Price]) -> Iterator[Tag]:
    """Yield what stands beside the end of each line, from top to bottom."""
    ends = [(kind, value) for kind, of in kinds.items() if (value := of(last)) is not None]
    ends = [("now", price), *ends, *([("last", last.price)] if last.n else [])]
    ends.sort(key=lambda end: -end[1])
    ys = [min(max(prices.y(float(value)), TOP), BOTTOM) for _, value in ends]
    places = spread(ys, TAG_GAP, TOP + 2, BOTTOM - 2)
    for (kind, value), line_y, y in zip(ends, ys, places, strict=True):
        beyond = "" if prices.holds(float(value)) else "up" if value > price else "down"
        yield Tag(kind, value, y, line_y, beyond)
