"""Where a ladder is built: one market with its rules and its last price."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from strategies.ladder.terms import ZERO


@dataclass(frozen=True, slots=True)
class Tier:
    """Up to this notional (in quote, None without bound) this much leverage, at this maintenance rate."""

    most_notional: Decimal | None
    most_leverage: Decimal
    maintenance_rate: Decimal


@dataclass(frozen=True, slots=True)
class Site:
    """A market as a ladder sees it; sizes in base currency, a step or minimum of 0 is none, `price` None if unknown."""

    symbol: str
    quote: str
    price: Decimal | None
    price_at: datetime | None = None
    fee: Decimal = ZERO
    lot_step: Decimal = ZERO
    price_step: Decimal = ZERO
    min_cost: Decimal = ZERO
    min_amount: Decimal = ZERO
    tiers: tuple[Tier, ...] = ()
    is_tradable: bool = True
    is_open_to_api: bool = True
    max_leverage: Decimal | None = None  # of any position here, where no tiers are known

    @property
    def is_awaited(self) -> bool:
        """Say whether a price will come: what is not traded has none, and never gets one."""
        return not self.price and self.is_tradable and self.is_open_to_api

    def most_leverage(self, notional: Decimal) -> Decimal | None:
        """Return the leverage that a position of this size may have; None where the exchange does not tell."""
        tier = self.tier(notional)
        return tier.most_leverage if tier else self.max_leverage

    def tier(self, notional: Decimal) -> Tier | None:
        """Return the tier that a position of this size is in; the last one for a size beyond all; None without."""
        inside = (tier for tier in self.tiers if tier.most_notional is None or notional <= tier.most_notional)
        return next(inside, self.tiers[-1] if self.tiers else None)
