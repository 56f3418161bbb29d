"""Where a price lies on a chart, the round prices beside it, and labels that never cover one another."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

_MARGIN = 0.05  # of the span, kept free above and below
_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """Prices from `low` to `high`, drawn from `bottom` up to `top` (pixels grow downwards)."""

    low: float
    high: float
    top: float
    bottom: float

    def y(self, price: float) -> float:
        return self.bottom - (price - self.low) / (self.high - self.low) * (self.bottom - self.top)

    def holds(self, price: float) -> bool:
        return self.low <= price <= self.high

    def ticks(self, most: int) -> list[float]:
        """Return at most `most` round prices inside, rising."""
        step = _step((self.high - self.low) / most)
        first, last = math.ceil(self.low / step), math.floor(self.high / step)
        return [number * step for number in range(first, last + 1)]


def scale(
    needed: Sequence[float], wished: Sequence[float], top: float, bottom: float, widest: float
) -> Scale:
    """Return a scale that holds every `needed` price, and of the `wished` those that do not flatten the rest.

    `widest` is how many times wider than the needed prices the whole may be.
    """
    low, high = min(needed), max(needed)
    most = max(high - low, abs(high) * 1e-6, 1e-12) * widest
    for price in sorted(wished, key=lambda one: max(low - one, one - high)):
        if max(high, price) - min(low, price) <= most:
            low, high = min(low, price), max(high, price)
    spare = max((high - low) * _MARGIN, abs(high) * 1e-7, 1e-13)
    return Scale(low - spare, high + spare, top, bottom)


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return places in the order of `wanted`, at least `gap` apart and as near to it as that allows.

    Taking i times the gap from the i-th leaves numbers that only must not fall: neighbours that do are pooled.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    pools: list[tuple[float, int]] = []
    for rank, index in enumerate(order):
        mean, count = wanted[index] - rank * gap, 1
        while pools and pools[-1][0] > mean:
            before, others = pools.pop()
            mean, count = (mean * count + before * others) / (count + others), count + others
        pools.append((mean, count))
    most = max(low, high - (len(wanted) - 1) * gap)
    flat = [min(max(mean, low), most) for mean, count in pools for _ in range(count)]
    places = [0.0] * len(wanted)
    for rank, index in enumerate(order):
        places[index] = flat[rank] + rank * gap
    return places


def _step(least: float) -> float:
    """Return the smallest round number that is not below `least`."""
    power: float = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in _ROUND if factor * power >= least * (1 - 1e-9))
