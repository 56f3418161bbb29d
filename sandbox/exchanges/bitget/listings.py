"""Bitget's spot markets: their rules and prices, without a signature."""

import functools
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import orjson

from sandbox import holdings
from sandbox.calls import Call, Endpoint, Refused
from sandbox.markets import PAUSED, Market, listing
from sandbox.wire import Answer


def said(call: Call, data: object) -> Answer:
    """Return an answer with the time that stands in every one."""
    return in_time(call, orjson.dumps(data))


def in_time(call: Call, data: bytes) -> Answer:
    return Answer(b'{"code":"00000","msg":"success","requestTime":%d,"data":%s}' % (call.now_ms, data))


def always(data: object) -> Callable[[Call], Answer]:
    body = orjson.dumps(data)
    return lambda call: in_time(call, body)


def public(answer: Callable[[Call], Answer], per_second: int = 20) -> Endpoint:
    return Endpoint(answer, is_public=True, pool=str(per_second))


def day(market: Market) -> dict[str, Any]:
    """Return what spot and futures both tell of the last day."""
    volume, change = format(market.volume, "f"), format(market.change, "f")
    worth = format(market.volume * market.price, ".8f")
    prices = {
        "lastPr": market.price,
        "bidPr": market.price - market.tick,
        "askPr": market.price + market.tick,
        "high24h": market.price * Decimal("1.03"),
        "low24h": market.price * Decimal("0.97"),
        "openUtc": market.price / (1 + market.change),
    }
    return {
        "symbol": name(market),
        **{field: market.rounded(price) for field, price in prices.items()},
        "bidSz": format(market.lot, "f"),
        "askSz": format(market.lot, "f"),
        "baseVolume": volume,
        "quoteVolume": worth,
        "usdtVolume": worth,
        "ts": str(holdings.BUSY_AT_MS),
        "changeUtc24h": change,
        "change24h": change,
    }


def name(market: Market) -> str:
    return f"{market.base}{market.quote}"


def _symbol(market: Market) -> dict[str, Any]:
    return {
        "symbol": name(market),
        "baseCoin": market.base,
        "quoteCoin": market.quote,
        "minTradeAmount": format(market.lot, "f"),
        "maxTradeAmount": "900000000000000000000",
        "takerFeeRate": "0.001",
        "makerFeeRate": "0.001",
        "pricePrecision": str(market.price_digits),
        "quantityPrecision": str(market.size_digits),
        "quotePrecision": "8",
        "status": "halt" if market.base in PAUSED else "online",
        "minTradeUSDT": "1",
        "buyLimitPriceRatio": "0.05",
        "sellLimitPriceRatio": "0.05",
        "areaSymbol": "no",
        "orderQuantity": "200",
        "openTime": "1532454360000",
        "offTime": "",
    }


def _ticker(market: Market) -> dict[str, Any]:
    return day(market) | {"open": market.rounded(market.price / (1 + market.change))}


def _borrowable(market: Market) -> dict[str, Any]:
    kinds = ("isBorrowable", "isCrossBorrowable", "isIsolatedBaseBorrowable", "isIsolatedQuoteBorrowable")
    rules = {"maxCrossedLeverage": "3", "maxIsolatedLeverage": "10", "status": "1"}
    return (
        {"symbol": name(market), "baseCoin": market.base, "quoteCoin": market.quote}
        | rules
        | dict.fromkeys(kinds, True)
    )


def _of_all(describe: Callable[[Market], dict[str, Any]]) -> Callable[[Call], Answer]:
    """Return an endpoint that describes all spot markets, or the one it is asked about."""

    @functools.cache
    def of(symbol: str) -> bytes:
        asked = [market for market in listing().values() if symbol in ("", name(market))]
        return orjson.dumps([describe(market) for market in asked])

    def answer(call: Call) -> Answer:
        symbol = call.request.params.get("symbol", "")
        if symbol and symbol not in _names():
            raise Refused("bad-symbol", symbol=symbol)
        return in_time(call, of(symbol))

    return answer


@functools.cache
def _names() -> frozenset[str]:
    return frozenset(map(name, listing().values()))


@functools.cache
def _all_coins() -> bytes:
    names = dict.fromkeys(one for market in listing().values() for one in (market.base, market.quote))
    chain = {
        "chain": "SANDBOX",
        "needTag": "false",
        "withdrawable": "true",
        "rechargeable": "true",
        "withdrawFee": "1",
        "minDepositAmount": "1",
        "minWithdrawAmount": "2",
        "withdrawMinScale": "8",
    }
    coins = enumerate(names)
    return orjson.dumps(
        [{"coinId": str(at), "coin": coin, "transfer": "true", "chains": [chain]} for at, coin in coins]
    )


def _coins(call: Call) -> Answer:
    return in_time(call, _all_coins())


def _time(call: Call) -> Answer:
    return said(call, {"serverTime": str(call.now_ms)})


def _margin(call: Call) -> Answer:
    return said(call, [_borrowable(listing()[f"{base}-USDT"]) for base in ("BTC", "ETH")])


ENDPOINTS = {
    ("GET", "/api/v2/public/time"): public(_time),
    ("GET", "/api/v2/spot/public/symbols"): public(_of_all(_symbol)),
    ("GET", "/api/v2/spot/public/coins"): public(_coins, 3),
    ("GET", "/api/v2/spot/market/tickers"): public(_of_all(_ticker)),
    ("GET", "/api/v2/margin/currencies"): public(_margin, 10),
}
