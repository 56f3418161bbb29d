"""The orders of a ladder, one after another: price, size, and the exchange's minimum at that price."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from strategies.ladder.spacing import distances, on_price_step, price_of_addon, rounded_down, rounded_up
from strategies.ladder.terms import ZERO, Market, Settings, Side
from strategies.problems import Problem

# How much a minimum may raise an order before it would be another ladder than the one that was asked for.
_MOST_RAISED = Decimal("1.1")


@dataclass(frozen=True, slots=True)
class Fill:
    """One order as if filled at its price; `quote` is what it was given, `asked` what the settings said."""

    n: int
    price: Decimal
    quantity: Decimal
    cost: Decimal
    quote: Decimal
    asked: Decimal

    @property
    def is_raised(self) -> bool:
        return self.quote > self.asked

    @property
    def is_raised_too_far(self) -> bool:
        return self.quote > self.asked * _MOST_RAISED


def fills(settings: Settings, market: Market, base: Decimal) -> tuple[list[Fill], list[Problem]]:
    """Return every order up to the first whose price does not fit, and what does not fit about it."""
    found = [_sized(0, base, settings.base_order, market)]
    exact, quote = base, settings.addon_order
    for n, distance in enumerate(distances(settings), start=1):
        exact = price_of_addon(settings, distance, base, exact, lambda: average(found))
        price = on_price_step(exact, market.price_step, settings.side)
        if code := _unfit(price, found[-1].price, settings.side):
            return found, [Problem("max_addons", code, settings.max_addons, f"0..{n - 1}", n)]
        found.append(_sized(n, price, quote, market))
        quote *= settings.volume_scale
    return found, []


def average(filled: Sequence[Fill]) -> Decimal:
    """Return the entry price, weighted by base quantity: weighted by quote it would come out too high."""
    if len(filled) == 1:
        return filled[0].price
    return total_cost(filled) / total_quantity(filled)


def total_cost(filled: Sequence[Fill]) -> Decimal:
    return sum((fill.cost for fill in filled), start=ZERO)


def total_quantity(filled: Sequence[Fill]) -> Decimal:
    return sum((fill.quantity for fill in filled), start=ZERO)


def first_addon(budget: Decimal, settings: Settings) -> Decimal:
    """Return the first add-on with which base order and all add-ons together cost `budget`."""
    return (budget - settings.base_order) / _shares(settings)


def planned_cost(settings: Settings) -> Decimal:
    """Return what base order and all add-ons cost before any market rounds them."""
    return settings.base_order + settings.addon_order * _shares(settings)


def shrunk(fill: Fill, money: Decimal, market: Market) -> Fill | None:
    """Return the order made for `money` instead, or None where the exchange would not take it."""
    quantity = rounded_down(money / fill.price, market.lot_step)
    if money <= 0 or quantity < _least(fill.price, market):
        return None
    return _fill(fill.n, fill.price, quantity, money, fill.asked, market)


def least_quote(price: Decimal, market: Market) -> Decimal:
    """Return the cost of the smallest order the exchange takes at this price."""
    return max(_least(price, market) * price, market.min_cost)


def _shares(settings: Settings) -> Decimal:
    """Return how many first add-ons all add-ons are worth."""
    return sum((settings.volume_scale**i for i in range(settings.max_addons)), start=ZERO)


def _sized(n: int, price: Decimal, quote: Decimal, market: Market) -> Fill:
    quantity = rounded_down(quote / price, market.lot_step)
    least = _least(price, market)
    if quantity >= least:
        return _fill(n, price, quantity, quote, quote, market)
    return _fill(n, price, least, least_quote(price, market), quote, market)


def _fill(n: int, price: Decimal, quantity: Decimal, quote: Decimal, asked: Decimal, market: Market) -> Fill:
    # Without lots the order costs what it was given; multiplying back would be off in the last digit.
    cost = price * quantity if market.lot_step else quote
    return Fill(n, price, quantity, cost, quote, asked)


def _least(price: Decimal, market: Market) -> Decimal:
    """Return the smallest quantity the exchange takes at this price; a whole lot at least."""
    wanted = max(market.min_cost / price, market.min_amount, market.lot_step)
    return rounded_up(wanted, market.lot_step)


def _unfit(price: Decimal, previous: Decimal, side: Side) -> str:
    if price <= 0:
        return "price_reaches_zero"
    if side.sign * (previous - price) <= 0:
        return "prices_not_apart"
    return ""
