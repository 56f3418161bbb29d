"""What a group is worth when the price has moved: filled, stopped or liquidated on the way there."""

from collections.abc import Iterator
from decimal import Decimal

from strategies.ladder.building import Ladder
from strategies.ladder.outcome import bounce
from strategies.ladder.rungs import Rung
from strategies.ladder.terms import ONE, ZERO, Settings
from strategies.preview.result import Stress

# Against the position: down for a long, up for a short.
_MOVES = (Decimal("0.1"), Decimal("0.2"))
_ALIVE, _STOPPED, _LIQUIDATED = "alive", "stopped", "liquidated"


def stresses(ladder: Ladder, settings: Settings, fee: Decimal) -> Iterator[Stress]:
    """Yield the group at its base price, after each move, and at its stop if it has one.

    Where liquidation comes before the stop, the last one is at liquidation.
    """
    base = ladder.rungs[0].price
    yield _stress("now", base, base, ladder, settings, fee)
    for move in _MOVES:
        yield _stress("move", base * (ONE - settings.side.sign * move), base, ladder, settings, fee)
    rung, end = _path(ladder, settings, None)
    closed_at = rung.liquidation if end == _LIQUIDATED else rung.stop
    if settings.stop_loss is not None and closed_at is not None:
        yield _stress("stop", closed_at, base, ladder, settings, fee)


def _stress(
    kind: str, price: Decimal, base: Decimal, ladder: Ladder, settings: Settings, fee: Decimal
) -> Stress:
    rung, end = _path(ladder, settings, price)
    margin, target = rung.cost / settings.leverage, rung.tp_total
    if settings.is_profit_of_base:
        target = rung.tp_base
    if end == _LIQUIDATED:
        profit = -margin - fee * rung.cost
    else:
        left_at = rung.stop if end == _STOPPED and rung.stop is not None else price
        profit = profit_at(rung, left_at, settings, fee)
    return Stress(
        kind=kind,
        move=price / base - ONE,
        price=price,
        addons=rung.n,
        cost=rung.cost,
        average=rung.average,
        margin=margin,
        profit=profit,
        share=profit / rung.cost,
        bounce=bounce(price, target, settings.side) if end == _ALIVE else ZERO,
        is_liquidated=end == _LIQUIDATED,
        is_stopped=end == _STOPPED,
    )


def profit_at(rung: Rung, price: Decimal, settings: Settings, fee: Decimal) -> Decimal:
    """Return what closing the position of a rung brings, the fees of both sides paid."""
    value = rung.sum_q * price
    return settings.side.sign * (value - rung.cost) - fee * (value + rung.cost)


def _path(ladder: Ladder, settings: Settings, price: Decimal | None) -> tuple[Rung, str]:
    """Return the rung and the end of a move from the base price to `price`; None goes as far as it takes.

    Of what lies at the same price the stop comes first, then liquidation, then the next add-on.
    """
    sign = settings.side.sign

    def is_reached(level: Decimal | None, before: Decimal | None) -> bool:
        return level is not None and (before is None or sign * (level - before) >= 0)

    for rung, following in zip(ladder.rungs, (*ladder.rungs[1:], None), strict=True):
        goes_on = following is not None and is_reached(following.price, price)
        until = following.price if goes_on and following else price
        if is_reached(rung.stop, until) and is_reached(rung.stop, rung.liquidation):
            return rung, _STOPPED
        if is_reached(rung.liquidation, until):
            return rung, _LIQUIDATED
        if not goes_on:
            return rung, _ALIVE
    raise AssertionError("the last rung is followed by none")
