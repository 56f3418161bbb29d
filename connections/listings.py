"""Ask an exchange, without any key, what it trades, at which prices, and how much leverage it allows.

A key never takes part: ccxt would sign some of these questions with one, and fail where it lacks the right.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, TypeVar

from backfuture.lib.route import Route
from connections.exchanges._guard import ForbiddenTarget
from connections.exchanges._limits import OPEN, Admission, Held
from connections.exchanges._listing import Described, Step, number
from connections.exchanges._wire import open_wire
from connections.exchanges.base import Exchange, ProbeKind, libraries
from connections.findings import Market, Refusal

__all__ = ("Described", "Listings", "Prices", "Step", "Unlisted", "fetch", "fetch_prices", "number")

T = TypeVar("T")
Prices = Mapping[Market, Mapping[str, Decimal]]

_DEADLINE = 30  # seconds: several answers of some megabytes
_PATIENCE = 12.0  # seconds: a window of most exchanges, and some more
_KINDS = {Market.SPOT: "spot", Market.FUTURES: "swap"}  # ours and ccxt's
# What reading a price does not need: most of the memory of 2,500 markets.
_HEAVY = frozenset({"info", "limits", "precision", "marginModes"})
_LIGHT_SECONDS = 21_600  # after which a process looks anew: symbols come and go
_light: dict[str, SimpleNamespace] = {}


class Unlisted(Exception):
    """Raised when an exchange did not tell; `reason` is a word of ours or of ccxt, never what was sent."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Listings:
    """What an exchange trades: ccxt's markets by kind, its leverage tiers and last prices by symbol."""

    markets: Mapping[Market, list[Described]]
    tiers: Mapping[str, list[Described]]
    prices: Prices


def fetch(
    exchange: Exchange,
    sandbox_url: str = "",
    routes: Sequence[Route] = (),
    admission: Admission = OPEN,
) -> Listings:
    """Return all of an exchange's markets; raises Unlisted, also where one kind of market is missing."""
    found = _run(_markets, exchange, sandbox_url, routes, admission)
    if missing := [market for market in exchange.markets if not found.markets[market]]:
        raise Unlisted(f"no {missing[0]} markets")
    return found


def fetch_prices(
    exchange: Exchange,
    sandbox_url: str = "",
    wanted: Collection[str] = (),
    routes: Sequence[Route] = (),
    admission: Admission = OPEN,
) -> Prices:
    """Return the last prices by kind of market and symbol; raises Unlisted.

    `wanted` are the symbols that somebody knows of, perhaps from another process: of one that this process has
    not met yet it asks what it is.
    """

    def ask(client: Any, exchange: Exchange) -> Coroutine[Any, Any, Prices]:
        return _prices_alone(client, exchange, wanted)

    return _run(ask, exchange, sandbox_url, routes, admission)


def _run(
    ask: Callable[[Any, Exchange], Awaitable[T]],
    exchange: Exchange,
    sandbox_url: str,
    routes: Sequence[Route],
    admission: Admission,
) -> T:
    loop_factory = libraries().uvloop.new_event_loop
    try:
        with asyncio.Runner(loop_factory=loop_factory) as runner:
            return runner.run(_with_client(ask, exchange, sandbox_url, routes, admission))
    except Held:
        raise Unlisted("left alone") from None
    except Refusal as refusal:
        admission.heard(refusal, exchange.diagnose(refusal, None, ProbeKind.KEY_INFO))
        raise Unlisted(refusal.transport or refusal.error_class or f"HTTP {refusal.status}") from None
    except TimeoutError:
        raise Unlisted("timeout") from None
    except (
        libraries().ccxt.BaseError,
        ForbiddenTarget,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
    ) as error:
        # Only the name: the text of ccxt's errors holds the whole request.
        raise Unlisted(type(error).__name__) from None


async def _with_client(
    ask: Callable[[Any, Exchange], Awaitable[T]],
    exchange: Exchange,
    sandbox_url: str,
    routes: Sequence[Route],
    admission: Admission,
) -> T:
    wire = open_wire(sandbox_url, routes)
    try:
        async with asyncio.timeout(_DEADLINE):
            return await ask(wire.keyless(exchange, admission, _PATIENCE), exchange)
    finally:
        await wire.close()


async def _markets(client: Any, exchange: Exchange) -> Listings:
    client.set_markets(await client.fetch_markets())
    _light[exchange.site.client] = _lightened(client)
    asked: list[Coroutine[Any, Any, Any]] = [_prices(client, exchange)]
    asked += [client.fetch_leverage_tiers()] if exchange.has_public_tiers else []
    prices, *tiers = await asyncio.gather(*asked)
    markets = {
        kind: [one for one in client.markets.values() if _is_of(kind, one)] for kind in exchange.markets
    }
    return Listings(markets, tiers[0] if tiers else {}, prices)


async def _prices_alone(client: Any, exchange: Exchange, wanted: Collection[str]) -> Prices:
    """Read prices with the markets that this process already knows, or ask for them once."""
    known = _light.get(exchange.site.client)
    if known is None or time.monotonic() - known.at > _LIGHT_SECONDS or not known.met.issuperset(wanted):
        client.set_markets(await client.fetch_markets())
        known = _light[exchange.site.client] = _lightened(client)
        # What the exchange does not list any more is looked for once, not every time.
        known.met.update(wanted)
    client.markets, client.markets_by_id, client.symbols = known.markets, known.by_id, list(known.markets)
    return await _prices(client, exchange)


async def _prices(client: Any, exchange: Exchange) -> Prices:
    kinds = exchange.markets
    answers = await asyncio.gather(*(client.fetch_tickers(params={"type": _KINDS[kind]}) for kind in kinds))
    return {
        kind: {
            symbol: price
            for symbol, ticker in tickers.items()
            if _is_of(kind, client.markets.get(symbol, {})) and (price := number(ticker.get("last"))) > 0
        }
        for kind, tickers in zip(kinds, answers, strict=True)
    }


def _is_of(kind: Market, market: Described) -> bool:
    """Say whether we trade it: spot, and perpetual contracts that are settled in what they are quoted in."""
    if kind is Market.SPOT:
        return bool(market.get("spot"))
    return bool(market.get("swap") and market.get("linear")) and market["settle"] == market["quote"]


def _lightened(client: Any) -> SimpleNamespace:
    markets = {
        symbol: {name: value for name, value in market.items() if name not in _HEAVY}
        for symbol, market in client.markets.items()
    }
    by_id: dict[str, list[Any]] = {}
    for market in markets.values():
        by_id.setdefault(market["id"], []).append(market)
    return SimpleNamespace(markets=markets, by_id=by_id, met=set(markets), at=time.monotonic())
