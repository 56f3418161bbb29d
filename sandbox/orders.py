"""Judge a test order as an exchange does: the market, the precision, the minimum, in this order."""

from decimal import Decimal, InvalidOperation

from sandbox.calls import Refused
from sandbox.markets import Market

# Beyond these no division by a tick is exact any more.
_SMALLEST, _LARGEST = Decimal("1e-15"), Decimal("1e12")


def amount(text: str, what: str) -> Decimal:
    """Return a positive number; raises Refused("missing" or "not-a-number")."""
    if not text:
        raise Refused("missing", what=what)
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal(0)
    if not (number.is_finite() and _SMALLEST <= number <= _LARGEST):
        raise Refused("not-a-number", what=what)
    return number


def check_limit(market: Market, price: str, size: str) -> None:
    """Check a limit order; raises Refused."""
    price_number, size_number = amount(price, "price"), amount(size, "size")
    if price_number % market.tick:
        raise Refused("price-scale", what="price")
    if size_number % market.lot:
        raise Refused("size-scale", what="size")
    check_cost(market, price_number * size_number)


def check_market_order(market: Market, size: str, cost: str) -> None:
    """Check a market order, which names either a size or a cost; raises Refused."""
    if cost:
        check_cost(market, amount(cost, "cost"))
        return
    size_number = amount(size, "size")
    if size_number % market.lot:
        raise Refused("size-scale", what="size")
    check_cost(market, size_number * market.price)


def check_cost(market: Market, cost: Decimal) -> None:
    if cost < market.minimum:
        raise Refused("below-minimum", minimum=format(market.minimum, "f"), quote=market.quote)
