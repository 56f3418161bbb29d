"""What Binance tells everybody: markets and prices, without a signature."""

import functools
from collections.abc import Callable, Iterable
from typing import Any

import orjson

from sandbox import holdings
from sandbox.calls import Call, Endpoint
from sandbox.exchanges.binance.rules import asked_market, by_symbol, contract, described, spot, symbol
from sandbox.markets import Market
from sandbox.wire import Answer, in_json


def _limit(weight: int) -> dict[str, Any]:
    return {"rateLimitType": "REQUEST_WEIGHT", "interval": "MINUTE", "intervalNum": 1, "limit": weight}


def _information(is_futures: bool) -> Callable[[Call], Answer]:
    more = {"futuresType": "U_MARGINED", "assets": [{"asset": "USDT", "marginAvailable": True}]}
    rules = {"timezone": "UTC", "rateLimits": [_limit(2400 if is_futures else 6000)], "exchangeFilters": []}
    head = orjson.dumps(rules | (more if is_futures else {}))[:-1]

    def answer(call: Call) -> Answer:
        if "symbol" not in call.request.params:
            symbols = described(is_futures)
        else:
            symbols = orjson.dumps([(contract if is_futures else spot)(asked_market(call))])
        return Answer(b'%s,"serverTime":%d,"symbols":%s}' % (head, call.now_ms, symbols))

    return answer


def _day(market: Market, is_futures: bool) -> dict[str, Any]:
    opened = market.price / (1 + market.change)
    day = {
        "symbol": symbol(market),
        "priceChange": market.rounded(market.price - opened),
        "priceChangePercent": format(market.change * 100, ".3f"),
        "weightedAvgPrice": market.rounded(market.price),
        "lastPrice": market.rounded(market.price),
        "lastQty": format(market.lot, "f"),
        "openPrice": market.rounded(opened),
        "highPrice": market.rounded(max(opened, market.price)),
        "lowPrice": market.rounded(min(opened, market.price)),
        "volume": format(market.volume, "f"),
        "quoteVolume": format(market.volume * market.price, ".2f"),
        "openTime": holdings.BUSY_AT_MS,
        "closeTime": holdings.BUSY_AT_MS + 7_200_000,
        "firstId": 1,
        "lastId": 76,
        "count": 76,
    }
    # What is bid and asked is told at spot alone.
    return day if is_futures else day | {"prevClosePrice": market.rounded(opened)} | _best(market)


def _best(market: Market) -> dict[str, str]:
    return {
        "bidPrice": market.rounded(market.price - market.tick),
        "bidQty": format(market.lot, "f"),
        "askPrice": market.rounded(market.price + market.tick),
        "askQty": format(market.lot, "f"),
    }


@functools.cache
def _all_days(is_futures: bool) -> Answer:
    return in_json([_day(market, is_futures) for market in by_symbol(is_futures).values()])


def _tickers(call: Call) -> Answer:
    is_futures = call.request.path.startswith("/fapi/")
    if "symbol" in call.request.params:
        return in_json(_day(asked_market(call), is_futures))
    return _all_days(is_futures)


def _prices(call: Call) -> Answer:
    def told(markets: Iterable[Market]) -> list[dict[str, str]]:
        return [{"symbol": symbol(market), "price": market.rounded(market.price)} for market in markets]

    if "symbol" in call.request.params:
        return in_json(told([asked_market(call)])[0])
    return in_json(told(by_symbol(call.request.path.startswith("/fapi/")).values()))


def _ping(call: Call) -> Answer:
    return Answer(b"{}")


def _time(call: Call) -> Answer:
    return Answer(b'{"serverTime":%d}' % call.now_ms)


def _status(call: Call) -> Answer:
    return Answer(b'{"status":0,"msg":"normal"}')


def _nothing(call: Call) -> Answer:
    return Answer(b'{"timezone":"UTC","serverTime":%d,"symbols":[]}' % call.now_ms)


def _public(answer: Callable[[Call], Answer], weight: int = 1) -> Endpoint:
    return Endpoint(answer, is_public=True, weight=weight)


SPOT = {
    ("GET", "/api/v3/ping"): _public(_ping),
    ("GET", "/api/v3/time"): _public(_time),
    ("GET", "/api/v3/exchangeInfo"): _public(_information(False), 20),
    ("GET", "/api/v3/ticker/24hr"): _public(_tickers, 80),
    ("GET", "/api/v3/ticker/price"): _public(_prices, 4),
    ("GET", "/sapi/v1/system/status"): _public(_status),
}
FUTURES = {
    ("GET", "/fapi/v1/ping"): _public(_ping),
    ("GET", "/fapi/v1/time"): _public(_time),
    ("GET", "/fapi/v1/exchangeInfo"): _public(_information(True)),
    ("GET", "/fapi/v1/ticker/24hr"): _public(_tickers, 40),
    ("GET", "/fapi/v1/ticker/price"): _public(_prices, 2),
}
# Coin-margined contracts are not told here: there are none in this market place.
COIN_FUTURES = {("GET", "/dapi/v1/exchangeInfo"): _public(_nothing)}
