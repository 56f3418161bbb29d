"""Last prices, kept in the cache with the time at which they were asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from connections.listings import Prices

_KEPT_SECONDS = 86_400  # an older one is shown with its time, until a new one is there


@dataclass(frozen=True, slots=True)
class Price:
    """The last price of a symbol in quote currency, as it was at `at`."""

    value: Decimal
    at: datetime

    @property
    def is_old(self) -> bool:
        return timezone.now() - self.at > timedelta(seconds=settings.PRICE_SECONDS)


def keep(exchange: str, prices: Prices, at: datetime) -> None:
    """Write down all last prices of an exchange at once."""
    told = {
        _key(exchange, market_type, symbol): (str(price), at.timestamp())
        for market_type, of_market in prices.items()
        for symbol, price in of_market.items()
    }
    cache.set_many(told, _KEPT_SECONDS)


def known(exchange: str, market_type: str, symbols: Iterable[str]) -> dict[str, Price]:
    """Return the last known prices by symbol, with one read; symbols without a price are left out."""
    keys = {_key(exchange, market_type, symbol): symbol for symbol in symbols}
    found = cache.get_many(keys) if keys else {}
    return {
        keys[key]: Price(Decimal(value), datetime.fromtimestamp(at, UTC))
        for key, (value, at) in found.items()
    }


def _key(exchange: str, market_type: str, symbol: str) -> str:
    return f"price:{exchange}:{market_type}:{symbol}"
