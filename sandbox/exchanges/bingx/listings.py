"""What BingX trades: spot pairs and contracts, their rules and prices, without a signature."""

import functools
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import orjson

from sandbox import holdings
from sandbox.calls import Call, Endpoint, Refused
from sandbox.markets import BY_HAND, PAUSED, Market, contracts, listing
from sandbox.wire import Answer

# (up to this many dollars, leverage, maintenance); a small coin, as exchanges list them, has little leverage.
_LEVELS = (("500000", "125", "0.004000"), ("2000000", "100", "0.005000"), ("10000000", "50", "0.010000"))
_LEVELS_OF = {"ORDI": (("50000", "10", "0.050000"), ("250000", "5", "0.100000"))}
_OFFLINE, _ONLINE = 0, 1


def said(data: object) -> Answer:
    return Answer(orjson.dumps({"code": 0, "msg": "", "debugMsg": "", "data": data}))


def always(data: object) -> Callable[[Call], Answer]:
    answer = said(data)
    return lambda call: answer


def symbol(market: Market) -> str:
    return f"{market.base}-{market.quote}"


def levels(market: Market) -> tuple[tuple[str, str, str], ...]:
    return _LEVELS_OF.get(market.base, _LEVELS)


def _status(market: Market) -> int:
    return _OFFLINE if market.base in PAUSED else _ONLINE


def _pair(market: Market) -> dict[str, Any]:
    is_open = market.base not in BY_HAND
    return {
        "symbol": symbol(market),
        "displayName": symbol(market),
        "minQty": float(market.lot),
        "maxQty": 10_000_000,
        "minNotional": float(market.minimum),
        "maxNotional": 100_000,
        "status": _status(market),
        "tickSize": float(market.tick),
        "stepSize": float(market.lot),
        "apiStateSell": is_open,
        "apiStateBuy": is_open,
        "timeOnline": 0,
        "offTime": 0,
        "maintainTime": 0,
    }


def _contract(market: Market) -> dict[str, Any]:
    state = "false" if market.base in BY_HAND else "true"
    leverage = int(levels(market)[0][1])
    return {
        "contractId": "100",
        "symbol": symbol(market),
        "displayName": symbol(market),
        "size": format(market.lot, "f"),
        "quantityPrecision": market.size_digits,
        "pricePrecision": market.price_digits,
        "feeRate": 0.0005,
        "makerFeeRate": 0.0002,
        "takerFeeRate": 0.0005,
        "tradeMinLimit": 0,
        "tradeMinQuantity": float(market.lot),
        "tradeMinUSDT": 2,
        "maxLongLeverage": leverage,
        "maxShortLeverage": leverage,
        "currency": market.quote,
        "asset": market.base,
        "status": _status(market),
        "apiStateOpen": state,
        "apiStateClose": state,
        "brokerState": "true",
        "ensureTrigger": True,
        "triggerFeeRate": "0.00020000",
        "launchTime": 1585526400000,
        "maintainTime": 0,
        "offTime": 0,
    }


def _coin_margined() -> list[dict[str, Any]]:
    terms = {
        "pricePrecision": 1,
        "minTickSize": "100",
        "minTradeValue": "100",
        "minQty": "1.00000000",
        "status": 1,
    }
    return [{"symbol": "BTC-USD", "timeOnline": 1713175200000} | terms]


def _day(market: Market) -> dict[str, Any]:
    opened = market.price / (1 + market.change)
    return {
        "symbol": symbol(market),
        "openPrice": market.rounded(opened),
        "highPrice": market.rounded(max(opened, market.price) * Decimal("1.01")),
        "lowPrice": market.rounded(min(opened, market.price) * Decimal("0.99")),
        "lastPrice": market.rounded(market.price),
        "priceChange": market.rounded(market.price - opened),
        "priceChangePercent": f"{market.change * 100:.2f}%",
        "volume": format(market.volume, "f"),
        "quoteVolume": format(market.volume * market.price, ".2f"),
        "openTime": holdings.BUSY_AT_MS - 86_400_000,
        "closeTime": holdings.BUSY_AT_MS,
        "bidPrice": float(market.price - market.tick),
        "bidQty": float(market.lot),
        "askPrice": float(market.price + market.tick),
        "askQty": float(market.lot),
    }


def _future_day(market: Market) -> dict[str, Any]:
    return _day(market) | {"lastQty": format(market.lot, "f")}  # what only contracts tell


def _each(describe: Callable[[Market], dict[str, Any]], are_futures: bool, inside: str = "") -> Endpoint:
    """Return an endpoint that describes all markets, or a list of the one it is asked about."""

    @functools.cache
    def found() -> dict[str, dict[str, Any]]:
        markets = contracts() if are_futures else tuple(listing().values())
        return {symbol(market): describe(market) for market in markets}

    @functools.cache
    def everything() -> Answer:
        told = list(found().values())
        return said({inside: told} if inside else told)

    def answer(call: Call) -> Answer:
        asked = call.request.params.get("symbol")
        if not asked:
            return everything()
        if asked not in found():
            raise Refused("bad-symbol", what=asked)
        return said({inside: [found()[asked]]} if inside else [found()[asked]])

    return Endpoint(answer, is_public=True)


def _time(call: Call) -> Answer:
    return said({"serverTime": call.now_ms})


ENDPOINTS = {
    ("GET", "/swap/v2/server/time"): Endpoint(_time, is_public=True),
    ("GET", "/spot/v1/server/time"): Endpoint(_time, is_public=True),
    ("GET", "/spot/v1/common/symbols"): _each(_pair, are_futures=False, inside="symbols"),
    ("GET", "/spot/v1/ticker/24hr"): _each(_day, are_futures=False),
    ("GET", "/swap/v2/quote/contracts"): _each(_contract, are_futures=True),
    ("GET", "/swap/v2/quote/ticker"): _each(_future_day, are_futures=True),
    ("GET", "/cswap/v1/market/contracts"): Endpoint(always(_coin_margined()), is_public=True),
}
