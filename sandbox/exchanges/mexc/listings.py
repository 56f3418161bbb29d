"""MEXC's spot markets: their rules and prices, without a signature."""

import functools
from collections.abc import Callable
from typing import Any

import orjson

from sandbox import holdings
from sandbox.calls import Call, Endpoint, Refused
from sandbox.markets import BY_HAND, PAUSED, Market, listing
from sandbox.wire import Answer, in_json


@functools.cache
def markets() -> dict[str, Market]:
    return {f"{market.base}{market.quote}": market for market in listing().values()}


def _market(call: Call) -> Market | None:
    """Return the market that a question is about, None if about all; raises Refused."""
    symbol = call.request.params.get("symbol")
    if symbol is None:
        return None
    if symbol not in markets():
        raise Refused("no-such-symbol")
    return markets()[symbol]


def _information(market: Market) -> dict[str, Any]:
    fees = {"makerCommission": "0", "takerCommission": "0.0005"}
    return fees | {
        "symbol": f"{market.base}{market.quote}",
        "status": "2" if market.base in PAUSED else "1",
        "baseAsset": market.base,
        "baseAssetPrecision": market.size_digits,
        "quoteAsset": market.quote,
        "quotePrecision": market.price_digits,
        "quoteAssetPrecision": market.price_digits,
        "baseCommissionPrecision": market.size_digits,
        "quoteCommissionPrecision": market.price_digits,
        "orderTypes": ["LIMIT", "MARKET", "LIMIT_MAKER"],
        "isSpotTradingAllowed": market.base not in BY_HAND,
        "isMarginTradingAllowed": False,
        "quoteAmountPrecision": format(market.minimum, "f"),
        "baseSizePrecision": format(market.lot, "f"),
        "permissions": ["SPOT"],
        "filters": [],
        "maxQuoteAmount": "2000000",
        "quoteAmountPrecisionMarket": format(market.minimum, "f"),
        "maxQuoteAmountMarket": "100000",
        "fullName": market.base,
        "tradeSideType": 1,
    }


@functools.cache
def _all_information() -> bytes:
    return orjson.dumps([_information(market) for market in listing().values()])


def _exchange_info(call: Call) -> Answer:
    market = _market(call)
    symbols = _all_information() if market is None else orjson.dumps([_information(market)])
    head = b'{"timezone":"CST","serverTime":%d,"rateLimits":[],"exchangeFilters":[],"symbols":' % call.now_ms
    return Answer(head + symbols + b"}")


def _day(market: Market) -> dict[str, Any]:
    opened = market.price / (1 + market.change)
    volume = format(market.volume, "f")
    return {
        "symbol": f"{market.base}{market.quote}",
        "priceChange": market.rounded(market.price - opened),
        "priceChangePercent": format(market.change, "f"),
        "prevClosePrice": market.rounded(opened),
        "lastPrice": market.rounded(market.price),
        "bidPrice": market.rounded(market.price - market.tick),
        "bidQty": volume,
        "askPrice": market.rounded(market.price + market.tick),
        "askQty": volume,
        "openPrice": market.rounded(opened),
        "highPrice": market.rounded(max(opened, market.price)),
        "lowPrice": market.rounded(min(opened, market.price)),
        "volume": volume,
        "quoteVolume": format(market.volume * market.price, ".2f"),
        "openTime": holdings.BUSY_AT_MS,
        "closeTime": holdings.BUSY_AT_MS + 7_200_000,
        "count": None,
    }


@functools.cache
def _all_tickers(fields: tuple[str, ...]) -> Answer:
    days = (_day(market) for market in listing().values())
    return in_json([{name: day[name] for name in fields or day} for day in days])


def _ticker(*fields: str) -> Callable[[Call], Answer]:
    """Return an endpoint that tells some fields of the day (all, if none is named) for one or all markets."""

    def answer(call: Call) -> Answer:
        market = _market(call)
        if market is None:
            return _all_tickers(fields)
        day = _day(market)
        return in_json({name: day[name] for name in fields or day})

    return answer


def _price(call: Call) -> Answer:
    market = _market(call)
    asked = listing().values() if market is None else [market]
    prices = [{"symbol": f"{m.base}{m.quote}", "price": m.rounded(m.price)} for m in asked]
    return in_json(prices if market is None else prices[0])


def _ping(call: Call) -> Answer:
    return Answer(b"{}")


def _time(call: Call) -> Answer:
    return Answer(b'{"serverTime":%d}' % call.now_ms)


def _symbols(call: Call) -> Answer:
    return in_json({"code": 200, "data": list(markets()), "msg": None})


def _public(answer: Callable[[Call], Answer], weight: int = 1) -> Endpoint:
    return Endpoint(answer, is_public=True, weight=weight)


ENDPOINTS = {
    ("GET", "/api/v3/ping"): _public(_ping),
    ("GET", "/api/v3/time"): _public(_time),
    ("GET", "/api/v3/defaultSymbols"): _public(_symbols),
    ("GET", "/api/v3/exchangeInfo"): _public(_exchange_info, weight=10),
    ("GET", "/api/v3/ticker/24hr"): _public(_ticker(), weight=40),
    ("GET", "/api/v3/ticker/price"): _public(_price, weight=2),
    ("GET", "/api/v3/ticker/bookTicker"): _public(
        _ticker("symbol", "bidPrice", "bidQty", "askPrice", "askQty")
    ),
}
