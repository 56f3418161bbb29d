"""From settings to a ladder, or to every reason why there is none."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext

from strategies.ladder.cautions import Caution, cascade_at, cautions
from strategies.ladder.crop import crop, problems
from strategies.ladder.fills import Fill, fills, least_quote
from strategies.ladder.outcome import worst_margin
from strategies.ladder.rungs import Rung, rungs
from strategies.ladder.terms import EXACT, Market, Settings
from strategies.problems import Problem, Refused, at_least


@dataclass(frozen=True, slots=True)
class Ladder:
    """What settings do with the money at one price."""

    rungs: tuple[Rung, ...]
    margin_now: Decimal
    margin_worst: Decimal
    cascade_at: int | None
    dropped: tuple[int, ...]
    cautions: tuple[Caution, ...]


def build(settings: Settings, market: Market, price: Decimal) -> Ladder:
    """Return the ladder from a base order filled at `price`; raise Refused with all problems."""
    with localcontext(EXACT):
        filled, wrong = fills(settings, market, price)
        cropped = crop(filled, settings, market)
        wrong += problems(cropped, settings, filled[0])
        wrong += _minimums(cropped.kept or tuple(filled), settings, market)
        if wrong:
            raise Refused(wrong)
        found = tuple(rungs(cropped.kept, settings, market))
        worst = worst_margin(found[-1].cost, market.fee, settings.leverage, settings.max_groups)
        # A ladder that was cropped has fewer add-ons than are to rest.
        resting = found[: settings.active_addons + 1][-1]
        return Ladder(
            rungs=found,
            # Divided first, as the worst case is: of equal amounts this one must not come out higher.
            margin_now=settings.max_groups * (resting.cost / settings.leverage),
            margin_worst=worst,
            cascade_at=cascade_at(found, settings.side),
            dropped=cropped.dropped,
            cautions=tuple(cautions(found, cropped, settings, worst)),
        )


def _minimums(filled: tuple[Fill, ...], settings: Settings, market: Market) -> Iterator[Problem]:
    """Yield the orders that the exchange's minimum would make another ladder of."""
    for fill in filled:
        if fill.is_raised_too_far:
            least = least_quote(fill.price, market)
            if fill.n:
                least /= settings.volume_scale ** (fill.n - 1)
            field = "addon_order" if fill.n else "base_order"
            yield Problem(field, "below_minimum", fill.asked, at_least(least), fill.n)
