"""Find markets and their prices for whoever sets up a strategy; what is missing or old is asked for meanwhile."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Replace

from connections import exchanges
from strategies.markets import asking, prices
from strategies.markets.prices import Price
from strategies.models import Market
from strategies.preview.site import Site, Tier

_LONGEST = 60
_SEPARATORS = re.compile(r"[\s/:_\-\x00]+")


@dataclass(frozen=True, slots=True)
class Found:
    """Sites in the order they were asked for; while `is_loading`, nothing is known of the exchange yet."""

    sites: list[Site]
    unknown: list[str]
    is_loading: bool
    unpriced: list[str]


def sites(exchange: str, market_type: str, symbols: Sequence[str]) -> Found:
    """Return what is known of these symbols; what is not known yet was asked for when this returns."""
    rows = {row.symbol: row for row in Market.objects.at(exchange, market_type).filter(symbol__in=symbols)}
    wanted = list(dict.fromkeys(symbols))
    if not rows and is_loading(exchange):
        return Found([], [], is_loading=True, unpriced=[])
    found = [rows[symbol] for symbol in wanted if symbol in rows]
    priced = priced_at(exchange, market_type, [row.symbol for row in found])
    return Found(
        [_site(row, priced.get(row.symbol)) for row in found],
        [symbol for symbol in wanted if symbol not in rows],
        is_loading=False,
        unpriced=[row.symbol for row in found if row.symbol not in priced],
    )


def search(exchange: str, market_type: str, text: str, limit: int) -> list[Market]:
    """Return markets by symbol or base: those that begin so first, what can be traded before what cannot.

    Without a market type both are searched; of equals spot comes first.
    """
    text = _SEPARATORS.sub("", text[:_LONGEST])
    of_exchange = Market.objects.filter(exchange=exchange)
    rows = (of_exchange.filter(market_type=market_type) if market_type else of_exchange).annotate(
        joined=Replace(Replace(F("symbol"), Value("/")), Value(":")),
        rank=Case(When(base__iexact=text, then=0), When(joined__istartswith=text, then=1), default=2),
        is_second=Case(When(is_active=True, is_open_to_api=True, then=0), default=1),
        is_side=Case(When(quote=exchanges.get(exchange).quote, then=0), default=1),
    )
    # The name of a currency may be the beginning of another's: what is called so comes first.
    rows = rows.filter(Q(joined__icontains=text))
    rows = rows.order_by("rank", "is_second", "is_side", "-market_type", "symbol")
    return list(rows[:limit])


def is_loading(exchange: str) -> bool:
    """Say whether nothing is known of an exchange yet; its markets were asked for then."""
    if Market.objects.filter(exchange=exchange).exists():
        return False
    asking.ask_for_markets(exchange)
    return True


def priced_at(exchange: str, market_type: str, symbols: Sequence[str]) -> dict[str, Price]:
    """Return last prices by symbol; where one is missing or old, new ones were asked for."""
    found = prices.known(exchange, market_type, symbols)
    if any(symbol not in found or found[symbol].is_old for symbol in symbols):
        asking.ask_for_prices(exchange)
    return found


def prices_of(exchange: str, rows: Sequence[Market]) -> dict[str, Price]:
    """Return last prices of rows of any market by symbol, which no two markets share."""
    found: dict[str, Price] = {}
    for market_type in dict.fromkeys(row.market_type for row in rows):
        found |= priced_at(
            exchange, market_type, [row.symbol for row in rows if row.market_type == market_type]
        )
    return found


def _site(row: Market, price: Price | None) -> Site:
    tiers = tuple(
        Tier(None if most is None else Decimal(most), Decimal(leverage), Decimal(rate))
        for most, leverage, rate in row.tiers
    )
    return Site(
        row.symbol,
        row.quote,
        price.value if price else None,
        price.at if price else None,
        row.fee,
        row.lot_step,
        row.price_step,
        row.min_cost,
        row.min_quantity,
        tiers,
        row.is_active,
        row.is_open_to_api,
        None if row.max_leverage is None else Decimal(row.max_leverage),
    )
