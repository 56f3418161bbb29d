"""What a position earns, costs and survives at each rung; prices exact, to be rounded at the order."""

from decimal import Decimal

from strategies.ladder.terms import ONE, Settings, Side


def break_even(average: Decimal, fee: Decimal, side: Side) -> Decimal:
    """Return the price at which closing pays the fees of both sides."""
    return average * (ONE + side.sign * fee) / (ONE - side.sign * fee)


def profit_of_total(average: Decimal, target: Decimal, side: Side) -> Decimal:
    """Return the price at which the whole position has earned `target` of its cost."""
    return average * (ONE + side.sign * target)


def profit_of_base(
    average: Decimal, target: Decimal, base_order: Decimal, quantity: Decimal, side: Side
) -> Decimal:
    """Return the price at which the position has earned `target` of the base order only."""
    return average + side.sign * target * base_order / quantity


def stop_price(settings: Settings, base: Decimal, average: Decimal) -> Decimal | None:
    """Return where the position is closed at a loss; None without a stop."""
    if settings.stop_loss is None:
        return None
    origin = base if settings.is_stop_from_base else average
    return origin * (ONE - settings.side.sign * settings.stop_loss)


def bounce(price: Decimal, target: Decimal, side: Side) -> Decimal:
    """Return how far the price must turn back from a rung to reach the target, as a fraction."""
    return side.sign * (target / price - ONE)


def liquidation(average: Decimal, leverage: Decimal, rate: Decimal, side: Side) -> Decimal | None:
    """Return an estimate for an isolated linear position, without funding; None where nothing is borrowed."""
    if leverage <= 1:
        return None
    return average * (ONE - side.sign / leverage) / (ONE - side.sign * rate)


def worst_margin(cost: Decimal, fee: Decimal, leverage: Decimal, groups: int) -> Decimal:
    """Return what all groups tie up when each is filled to its last rung, fees included."""
    return groups * (cost / leverage + fee * cost)
