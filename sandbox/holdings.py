"""What every account of the sandbox owns: some balances, two open orders, one futures position."""

import time
from dataclasses import dataclass
from decimal import Decimal

from sandbox.markets import Market, listing

# The account was busy two hours before the sandbox started.
BUSY_AT_MS = int(time.time() * 1000) - 7_200_000


@dataclass(frozen=True)
class Balance:
    currency: str
    free: str
    locked: str

    @property
    def total(self) -> str:
        return format(Decimal(self.free) + Decimal(self.locked), "f")


@dataclass(frozen=True)
class Order:
    """A resting limit order."""

    market: Market
    side: str
    price: str
    size: str
    number: int

    @property
    def cost(self) -> str:
        return format((Decimal(self.price) * Decimal(self.size)).quantize(Decimal("0.0001")), "f")


def balances(native: str) -> tuple[Balance, ...]:
    """Return the balances that are not zero; `native` is the exchange's own coin."""
    return (
        Balance("USDT", "1520.43718205", "120.5"),
        Balance("BTC", "0.03184250", "0"),
        Balance("ETH", "0.84210000", "0.25"),
        Balance("SOL", "12.405", "0"),
        Balance("XRP", "860.1", "0"),
        Balance("DOGE", "4100", "0"),
        Balance(native, "25.75", "0"),
    )


def orders() -> tuple[Order, ...]:
    """Return two open orders: a bid below and an offer above the price."""
    btc, eth = listing()["BTC-USDT"], listing()["ETH-USDT"]
    bid, offer = btc.rounded(btc.price * Decimal("0.9")), eth.rounded(eth.price * Decimal("1.1"))
    return (Order(btc, "buy", bid, "0.0012", 1), Order(eth, "sell", offer, "0.25", 2))


@dataclass(frozen=True)
class Position:
    """A long position; `size` in coins, prices in USDT."""

    market: Market
    size: Decimal
    entry: Decimal
    leverage: int

    @property
    def cost(self) -> Decimal:
        return self.size * self.entry

    @property
    def margin(self) -> Decimal:
        return self.cost / self.leverage

    @property
    def profit(self) -> Decimal:
        return self.size * (self.market.price - self.entry)


def position() -> Position:
    eth = listing()["ETH-USDT"]
    return Position(eth, Decimal("0.5"), eth.price * Decimal("0.98"), 10)
