"""The rungs of a ladder: what is owned after each fill, and what it takes to come out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from strategies.ladder import outcome
from strategies.ladder.fills import Fill
from strategies.ladder.terms import ZERO, Market, Settings


@dataclass(frozen=True, slots=True)
class Rung:
    """The position after fill `n`: quantities in base, `cost` in quote, `bounce` a fraction."""

    n: int
    price: Decimal
    quote: Decimal
    quantity: Decimal
    sum_q: Decimal
    cost: Decimal
    average: Decimal
    break_even: Decimal
    tp_total: Decimal
    tp_base: Decimal
    bounce: Decimal
    stop: Decimal | None
    liquidation: Decimal | None


def rungs(filled: Sequence[Fill], settings: Settings, market: Market) -> Iterator[Rung]:
    """Yield the position after each fill."""
    quantity = cost = ZERO
    for fill in filled:
        quantity, cost = quantity + fill.quantity, cost + fill.cost
        average = cost / quantity if fill.n else fill.price
        yield _rung(filled[0], fill, quantity, cost, average, settings, market)


def _rung(
    base: Fill,
    fill: Fill,
    quantity: Decimal,
    cost: Decimal,
    average: Decimal,
    settings: Settings,
    market: Market,
) -> Rung:
    side, target = settings.side, settings.take_profit
    of_total = outcome.profit_of_total(average, target, side)
    of_base = outcome.profit_of_base(average, target, base.quote, quantity, side)
    wanted = of_base if settings.is_profit_of_base else of_total
    return Rung(
        n=fill.n,
        price=fill.price,
        quote=fill.quote,
        quantity=fill.quantity,
        sum_q=quantity,
        cost=cost,
        average=average,
        break_even=outcome.break_even(average, market.fee, side),
        tp_total=of_total,
        tp_base=of_base,
        bounce=outcome.bounce(fill.price, wanted, side),
        stop=outcome.stop_price(settings, base.price, average),
        liquidation=outcome.liquidation(average, settings.leverage, market.maintenance_rate, side),
    )
