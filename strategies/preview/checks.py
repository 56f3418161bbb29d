"""What one market says against settings: fees, minimums of the parts, leverage, whether it trades at all."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from strategies.ladder.building import Ladder
from strategies.ladder.rungs import Rung
from strategies.ladder.spacing import rounded_down, rounded_up
from strategies.ladder.terms import ONE, Settings
from strategies.preview.site import Site
from strategies.problems import Problem, at_least
from strategies.settings import Chosen
from strategies.settings.nested import TpStep

_HUNDRED = Decimal(100)
# Four decimals of a percentage are what anybody types.
_SHOWN = Decimal("0.0001")


def problems_of_site(site: Site, settings: Settings | None, notional: Decimal) -> Iterator[Problem]:
    """Yield why nothing can be traded here, or not with this leverage."""
    if not site.is_tradable:
        yield Problem("pairs", "pair_inactive", site.symbol)
    elif not site.is_open_to_api:
        yield Problem("pairs", "pair_not_by_api", site.symbol)
    most = site.most_leverage(notional)
    if settings and most and settings.leverage > most:
        yield Problem("leverage", "leverage_too_high", settings.leverage, f"1..{most:f}")


def problems_of_profit(chosen: Chosen, ladder: Ladder, settings: Settings, site: Site) -> Iterator[Problem]:
    """Yield why the profit cannot be taken: it would pay the fees only, or the exchange takes no part so small."""
    steps: Sequence[TpStep] = chosen.values["tp_steps"]
    # The nearest target earns the least.
    field, target = ("tp_steps", steps[0][0]) if steps else ("take_profit", settings.take_profit)
    least = _least_profit(ladder, settings)
    if target <= least:
        above = (least * _HUNDRED).quantize(_SHOWN, ROUND_FLOOR) + _SHOWN
        yield Problem(field, "take_profit_below_fees", target * _HUNDRED, at_least(above))
    # Of what is bought on spot the fee is kept back; futures take it from the margin.
    kept = ONE - site.fee if chosen.values["market_type"] == "spot" else ONE
    yield from (
        _steps_too_small(steps, ladder, settings, site, kept)
        if steps
        else _base_too_small(ladder.rungs[0], settings, site, kept)
    )


def _least_profit(ladder: Ladder, settings: Settings) -> Decimal:
    """Return the take-profit at which the full ladder comes out even, the fees of both sides paid."""
    base, last = ladder.rungs[0], ladder.rungs[-1]
    even = settings.side.sign * (last.break_even / last.average - ONE)
    # A profit of the base order has to pay the fees of all that was added to it.
    return even * last.cost / base.quote if settings.is_profit_of_base else even


def _base_too_small(base: Rung, settings: Settings, site: Site, kept: Decimal) -> Iterator[Problem]:
    """Yield that what is left of the base order could never be closed; a position only grows from there."""
    least = _least_part(base, settings.take_profit, settings, site)
    if rounded_down(base.sum_q * kept, site.lot_step) < least:
        needed = rounded_up(least / kept, site.lot_step) * base.price
        yield Problem("base_order", "part_below_minimum", base.quote, at_least(needed), 0)


def _steps_too_small(
    steps: Sequence[TpStep], ladder: Ladder, settings: Settings, site: Site, kept: Decimal
) -> Iterator[Problem]:
    """Yield the first rung at which a part is less than an order may be."""
    for rung in ladder.rungs:
        held = rung.sum_q * kept
        for at, share in steps:
            least = _least_part(rung, at, settings, site)
            if rounded_down(held * share, site.lot_step) < least:
                needed = (least / held * _HUNDRED).quantize(_SHOWN, ROUND_CEILING)
                yield Problem("tp_steps", "part_below_minimum", share * _HUNDRED, at_least(needed), rung.n)
                return


def _least_part(rung: Rung, at: Decimal, settings: Settings, site: Site) -> Decimal:
    """Return the smallest quantity the exchange takes at a target of this rung."""
    price = rung.average * (ONE + settings.side.sign * at)
    return rounded_up(max(site.min_amount, site.min_cost / price, site.lot_step), site.lot_step)
