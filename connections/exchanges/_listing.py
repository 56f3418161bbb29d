"""What an exchange trades, in the words of ccxt, and what of it differs from one exchange to the next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal, InvalidOperation
from typing import Any, ClassVar

Described = Mapping[str, Any]
_MOST_LEVELS = 200


@dataclass(frozen=True, slots=True)
class Step:
    """A leverage tier: up to this notional (in quote, None without bound), this leverage, this maintenance rate."""

    most_notional: Decimal | None
    most_leverage: Decimal
    maintenance_rate: Decimal


class Listing:
    """The part of an exchange that needs no key: which targets are asked, and how a market is read."""

    # All that loading markets, prices and leverage tiers asks, written as "GET api.example.com/v1/symbols".
    public: ClassVar[tuple[str, ...]] = ()
    # What the last part of the path of its public clock may be; "" where it has none. Asked at its own hosts alone.
    clock: ClassVar[str] = r"time|timestamp|ping"
    # By how many seconds the time in a signed request may be wrong, either way; by default the least of any exchange.
    clock_tolerance: ClassVar[float] = 1.0
    # Options of ccxt's own client, for what it would otherwise ask without need.
    client_options: ClassVar[Mapping[str, Any]] = {}
    # Addresses of ccxt's own client, where it takes others than the documents name first.
    client_urls: ClassVar[Mapping[str, Any]] = {}
    # Whether ccxt's fetch_leverage_tiers() answers without a key for all symbols at once.
    has_public_tiers: ClassVar[bool] = False

    def is_trading(self, market: Described) -> bool:
        """Tell whether a market is open; `market` is ccxt's, with the exchange's own words under `info`."""
        return market.get("active") is not False

    def is_open_to_api(self, market: Described) -> bool:
        """Tell whether orders may come by API."""
        return True

    def least_cost(self, market: Described) -> Decimal:
        """Return the least value of an order in quote; 0 is none."""
        return number(market["limits"]["cost"]["min"])

    def least_amount(self, market: Described) -> Decimal:
        """Return the least size of an order, in contracts where it is for futures; 0 is none."""
        return number(market["limits"]["amount"]["min"])

    def most_leverage(self, market: Described, listed: Iterable[Described]) -> Decimal:
        """Return the most leverage that a contract has at any size; 0 is unknown. `listed` are ccxt's tiers of it."""
        return number(market["limits"]["leverage"]["max"])

    def tiers(self, market: Described, listed: Iterable[Described], price: Decimal | None) -> list[Step]:
        """Return leverage tiers, rising; nothing where they are not told without a key.

        `listed` are ccxt's for this market, `price` is the last one, for exchanges that count in contracts.
        """
        known = [one for one in listed if number(one.get("maxLeverage")) and one.get("maintenanceMarginRate")]
        return [
            Step(
                number(one["maxNotional"]) or None,
                number(one["maxLeverage"]),
                number(one["maintenanceMarginRate"]),
            )
            for one in known
        ]


def number(value: Any) -> Decimal:
    """Return a number as it was written, 0 for one that is missing or none at all."""
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return Decimal(0)
    return found if found.is_finite() else Decimal(0)


def told(info: Described, name: str, fields: str) -> list[tuple[Decimal, ...]]:
    """Return levels that are told one by one, as numbers in the order of `fields`."""
    return [tuple(number(one.get(field)) for field in fields.split()) for one in info.get(name) or ()]


def rising(info: Described, names: Iterable[str], count: str) -> list[tuple[Decimal, ...]]:
    """Return levels that are told as what the first one has and each further one adds; `names` are of both."""
    pairs = [(number(info.get(first)), number(info.get(more))) for first, more in map(str.split, names)]
    at_most = min(int(number(info.get(count))), _MOST_LEVELS)
    return [tuple(first + level * more for first, more in pairs) for level in range(max(1, at_most))]


def tiers_of(levels: Iterable[Sequence[Decimal]], unit: Decimal | int, most_leverage: Decimal) -> list[Step]:
    """Return tiers of levels told as (size in units, initial margin rate, maintenance rate); nothing unless all are."""
    known = [(size * unit, initial, rate) for size, initial, rate in levels]
    if not all(all(level) for level in known):
        return []
    return [
        Step(most, _at_most((1 / initial).to_integral_value(ROUND_FLOOR), most_leverage), rate)
        for most, initial, rate in known
    ]


def _at_most(leverage: Decimal, most: Decimal) -> Decimal:
    return min(leverage, most) if most else leverage
