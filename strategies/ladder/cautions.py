"""What a trader must know of a ladder that is allowed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from strategies.ladder.crop import Cropped
from strategies.ladder.rungs import Rung
from strategies.ladder.terms import Settings, Side

# Every code there is, those of the preview and the command too: each has words.
CODES = frozenset(
    {
        *(
            "raised_to_minimum",
            "shrunk_to_limit",
            "dropped",
            "worst_above_limit",
            "stopped_before",
            "cascade",
        ),
        *("buffer_thin", "buffer_dangerous", "stop_after_liquidation", "improvement_too_small"),
        *("below_zone", "above_zone", "stopped_by_hard_limit", "trailing_may_lose"),
        *("groups_above_pairs", "cross_not_estimated", "maintenance_unknown"),
        *("recovery_before_watch", "unknown_field", "pairs_of_main_site"),
    }
)
# Distance from the last rung to liquidation: above the first it is good, below the second dangerous.
_GOOD, _THIN = Decimal("0.20"), Decimal("0.08")


@dataclass(frozen=True, slots=True)
class Caution:
    """A code with the rung or field it is about, the measured values (fractions, amounts, prices), and names."""

    code: str
    rung: int | None = None
    values: dict[str, Decimal] = field(default_factory=dict)
    about: str = ""
    names: dict[str, str] = field(default_factory=dict)


def cascade_at(rungs: Sequence[Rung], side: Side) -> int | None:
    """Return the first add-on that can never fill, because the position is liquidated before."""
    for rung, following in pairwise(rungs):
        if rung.liquidation is not None and not _is_beyond(rung.liquidation, following.price, side):
            return following.n
    return None


def cautions(
    rungs: Sequence[Rung], cropped: Cropped, settings: Settings, worst: Decimal
) -> Iterator[Caution]:
    """Yield everything worth a warning, in the order of the money: sizes, margin, stop, liquidation."""
    yield from _sizes(cropped)
    if settings.margin_limit is not None and worst > settings.margin_limit:
        yield Caution("worst_above_limit", None, {"worst": worst, "limit": settings.margin_limit})
    yield from _stop(rungs, settings)
    yield from _liquidation(rungs, settings.side)


def _sizes(cropped: Cropped) -> Iterator[Caution]:
    for fill in cropped.kept:
        if fill.is_raised:
            yield Caution("raised_to_minimum", fill.n, {"asked": fill.asked, "quote": fill.quote})
    if cropped.shrunk:
        values = {"asked": cropped.shrunk.asked, "quote": cropped.shrunk.quote}
        yield Caution("shrunk_to_limit", cropped.shrunk.n, values)
    for n in cropped.dropped:
        yield Caution("dropped", n)


def _stop(rungs: Sequence[Rung], settings: Settings) -> Iterator[Caution]:
    for rung, following in pairwise(rungs):
        if rung.stop is not None and not _is_beyond(rung.stop, following.price, settings.side):
            yield Caution("stopped_before", following.n, {"stop": rung.stop, "price": following.price})
            return


def _liquidation(rungs: Sequence[Rung], side: Side) -> Iterator[Caution]:
    n = cascade_at(rungs, side)
    if n is not None:
        before = rungs[n - 1].liquidation
        assert before is not None, "a rung without liquidation ends no ladder"
        yield Caution("cascade", n, {"liq": before, "price": rungs[n].price})
    left = buffer(rungs[-1], side)
    if left is not None and left <= _GOOD:
        code = "buffer_thin" if left >= _THIN else "buffer_dangerous"
        yield Caution(code, rungs[-1].n, {"buffer": left})


def buffer(rung: Rung, side: Side) -> Decimal | None:
    """Return how far a rung's price lies from liquidation, as a fraction of it; None without liquidation."""
    if rung.liquidation is None:
        return None
    return side.sign * (1 - rung.liquidation / rung.price)


def _is_beyond(price: Decimal, rung: Decimal, side: Side) -> bool:
    return side.sign * (rung - price) > 0
