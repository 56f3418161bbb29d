"""A market as ccxt describes it, made into the row that is stored."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from backfuture.lib.text import clean
from connections.exchanges.base import Exchange
from connections.findings import Market as Kind
from connections.listings import Described, Listings, Step, number
from strategies.models import Market

_LARGEST = Decimal(10) ** 20  # what the columns hold before the point
_NAMES = ("symbol", "base", "quote")
_LIMITS = {one.name: one.max_length or 0 for one in Market._meta.concrete_fields if one.name in _NAMES}
_MOST_LEVERAGE = 32_767


def rows_of(exchange: Exchange, found: Listings, now: datetime) -> Iterator[Market]:
    """Yield the rows of all markets; one that cannot be read costs nobody the others."""
    for kind, markets in found.markets.items():
        for market in markets:
            try:
                yield _row(exchange, kind, market, found, now)
            except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError):
                continue


def _row(exchange: Exchange, kind: Kind, market: Described, found: Listings, now: datetime) -> Market:
    precision, symbol = market["precision"], market["symbol"]
    names: dict[str, Any] = {name: market[name] for name in _NAMES}
    if any(clean(value, _LIMITS[name], one_line=True) != value for name, value in names.items()):
        raise ValueError("a name that cannot be kept")
    row = Market(exchange=exchange.code, market_type=kind.value, **names, loaded_at=now)
    row.is_active = exchange.is_trading(market)
    row.is_open_to_api = exchange.is_open_to_api(market)
    row.min_cost = _fitting(exchange.least_cost(market))
    row.min_amount = _fitting(exchange.least_amount(market))
    row.price_step = _fitting(number(precision["price"]))
    row.amount_step = _fitting(number(precision["amount"]))
    row.fee = _fitting(max(number(market["maker"]), number(market["taker"])))
    if kind is Kind.FUTURES:
        row.contract_size = _fitting(number(market["contractSize"]))
        if not row.contract_size:
            raise ValueError("nobody knows what one contract is")
        price, listed = found.prices.get(kind, {}).get(symbol), found.tiers.get(symbol, [])
        row.max_leverage = _leverage(exchange.most_leverage(market, listed))
        row.tiers = [_written(step) for step in exchange.tiers(market, listed, price)]
    return row


def _fitting(value: Decimal) -> Decimal:
    return value if 0 <= value < _LARGEST else Decimal(0)


def _leverage(value: Decimal) -> int | None:
    return min(int(value), _MOST_LEVERAGE) if value >= 1 else None


def _written(step: Step) -> list[str | None]:
    return [
        None if step.most_notional is None else _plain(step.most_notional),
        _plain(step.most_leverage),
        _plain(step.maintenance_rate),
    ]


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
