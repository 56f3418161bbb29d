"""Cut a ladder to the margin a trader allows."""

from collections.abc import Sequence
from dataclasses import dataclass

from strategies.ladder.fills import Fill, shrunk
from strategies.ladder.terms import Market, Settings
from strategies.problems import Problem, at_least


@dataclass(frozen=True, slots=True)
class Cropped:
    """What is left: the rungs that fit, which of them was made smaller, and which are gone."""

    kept: tuple[Fill, ...]
    shrunk: Fill | None = None
    dropped: tuple[int, ...] = ()


def crop(filled: Sequence[Fill], settings: Settings, market: Market) -> Cropped:
    """Keep the rungs whose cost the margin limit carries; the next one takes the money that remains."""
    if settings.margin_limit is None:
        return Cropped(tuple(filled))
    money = settings.margin_limit * settings.leverage
    kept: list[Fill] = []
    for fill in filled:
        if fill.cost > money:
            break
        kept.append(fill)
        money -= fill.cost
    rest = filled[len(kept) :]
    # A base order that does not fit is refused, not shrunk: without it there is no ladder.
    last = shrunk(rest[0], money, market) if kept and rest else None
    gone = rest[1:] if last else rest
    return Cropped((*kept, last) if last else tuple(kept), last, tuple(fill.n for fill in gone))


def problems(cropped: Cropped, settings: Settings, base: Fill) -> list[Problem]:
    """Return why not even the base order fits, if so."""
    if cropped.kept:
        return []
    least = at_least(base.cost / settings.leverage)
    return [Problem("margin_limit", "below_base_order", settings.margin_limit, least, 0)]
