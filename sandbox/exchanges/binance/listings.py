"""Binance's markets: their rules and prices, without a signature."""

import functools
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import orjson

from sandbox import holdings
from sandbox.calls import Call, Endpoint, Refused
from sandbox.markets import PAUSED, Market, contracts, listing
from sandbox.wire import Answer, in_json

_FOR_EVER_MS = 4_133_404_800_000  # how the end of a perpetual contract is told
_SPOT_TYPES = ["LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS_LIMIT", "TAKE_PROFIT_LIMIT"]
_FUTURES_TYPES = ["LIMIT", "MARKET", "STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET"]
_MODES = ["EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH"]


def symbol(market: Market) -> str:
    return f"{market.base}{market.quote}"


@functools.cache
def _by_symbol(is_futures: bool) -> dict[str, Market]:
    return {symbol(market): market for market in (contracts() if is_futures else listing().values())}


def asked_market(call: Call) -> Market:
    """Return the market that a question or an order names; raises Refused."""
    found = _by_symbol(call.request.path.startswith("/fapi/")).get(call.request.params.get("symbol", ""))
    if found is None:
        raise Refused("bad-symbol")
    return found


def _filters(market: Market, minimum: dict[str, Any]) -> list[dict[str, Any]]:
    sizes = {"minQty": format(market.lot, "f"), "maxQty": "9000000.00", "stepSize": format(market.lot, "f")}
    return [
        {
            "filterType": "PRICE_FILTER",
            "minPrice": format(market.tick, "f"),
            "maxPrice": "10000000.00",
            "tickSize": format(market.tick, "f"),
        },
        {"filterType": "LOT_SIZE", **sizes},
        {"filterType": "MARKET_LOT_SIZE", **sizes, "minQty": "0.00000000", "stepSize": "0.00000000"},
        minimum,
    ]


def _spot(market: Market) -> dict[str, Any]:
    least = {
        "minNotional": format(market.minimum, "f"),
        "applyMinToMarket": True,
        "maxNotional": "9000000.00",
    }
    digits = dict.fromkeys(("baseAssetPrecision", "quotePrecision", "quoteAssetPrecision"), 8)
    allowed = ("icebergAllowed", "ocoAllowed", "otoAllowed", "allowTrailingStop", "cancelReplaceAllowed")
    return {
        "symbol": symbol(market),
        "status": "BREAK" if market.base in PAUSED else "TRADING",
        "baseAsset": market.base,
        "quoteAsset": market.quote,
        **digits,
        "baseCommissionPrecision": 8,
        "quoteCommissionPrecision": 8,
        "orderTypes": _SPOT_TYPES,
        **dict.fromkeys((*allowed, "quoteOrderQtyMarketAllowed", "isSpotTradingAllowed"), True),
        "isMarginTradingAllowed": False,
        "filters": _filters(market, {"filterType": "NOTIONAL", **least, "applyMaxToMarket": False}),
        "permissions": [],
        "permissionSets": [["SPOT", "TRD_GRP_004"]],
        "defaultSelfTradePreventionMode": "EXPIRE_MAKER",
        "allowedSelfTradePreventionModes": ["NONE", *_MODES],
    }


def _contract(market: Market) -> dict[str, Any]:
    return {
        "symbol": symbol(market),
        "pair": symbol(market),
        "contractType": "PERPETUAL",
        "deliveryDate": _FOR_EVER_MS,
        "onboardDate": 1_569_398_400_000,
        "status": "SETTLING" if market.base in PAUSED else "TRADING",
        # The same for all: "ignore", as the documents say.
        "maintMarginPercent": "2.5000",
        "requiredMarginPercent": "5.0000",
        "baseAsset": market.base,
        "quoteAsset": market.quote,
        "marginAsset": market.quote,
        "pricePrecision": market.price_digits,
        "quantityPrecision": market.size_digits,
        "baseAssetPrecision": 8,
        "quotePrecision": 8,
        "underlyingType": "COIN",
        "underlyingSubType": ["PoW"],
        "triggerProtect": "0.0500",
        "liquidationFee": "0.012500",
        "marketTakeBound": "0.05",
        "maxMoveOrderLimit": 10_000,
        "filters": _filters(market, {"filterType": "MIN_NOTIONAL", "notional": format(market.minimum, "f")}),
        "orderTypes": _FUTURES_TYPES,
        "timeInForce": ["GTC", "IOC", "FOK", "GTX", "GTD"],
        "permissionSets": ["GRID", "COPY"],
    }


def _limit(weight: int) -> dict[str, Any]:
    return {"rateLimitType": "REQUEST_WEIGHT", "interval": "MINUTE", "intervalNum": 1, "limit": weight}


@functools.cache
def _described(is_futures: bool) -> bytes:
    describe = _contract if is_futures else _spot
    return orjson.dumps([describe(market) for market in _by_symbol(is_futures).values()])


def _information(is_futures: bool) -> Callable[[Call], Answer]:
    more = {"futuresType": "U_MARGINED", "assets": [{"asset": "USDT", "marginAvailable": True}]}
    rules = {"timezone": "UTC", "rateLimits": [_limit(2400 if is_futures else 6000)], "exchangeFilters": []}
    head = orjson.dumps(rules | (more if is_futures else {}))[:-1]

    def answer(call: Call) -> Answer:
        if "symbol" not in call.request.params:
            symbols = _described(is_futures)
        else:
            symbols = orjson.dumps([(_contract if is_futures else _spot)(asked_market(call))])
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
    return in_json([_day(market, is_futures) for market in _by_symbol(is_futures).values()])


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
    return in_json(told(_by_symbol(call.request.path.startswith("/fapi/")).values()))


def brackets(market: Market) -> dict[str, Any]:
    """Return the leverage tiers of a contract, which are told to keys alone."""
    levels = {"BTC": ((125, 300_000, "0.004"), (100, 800_000, "0.005"), (50, 3_000_000, "0.01"))}
    small = ((10, 50_000, "0.05"), (5, 250_000, "0.1"))
    floor, found = 0, []
    for number, (leverage, cap, rate) in enumerate(
        levels.get(market.base, small if market.base == "ORDI" else ((75, 50_000, "0.0065"),)), start=1
    ):
        found.append(
            {"bracket": number, "initialLeverage": leverage, "notionalCap": cap, "notionalFloor": floor}
            | {"maintMarginRatio": float(Decimal(rate)), "cum": 0.0}
        )
        floor = cap
    return {"symbol": symbol(market), "notionalCoef": 1.0, "brackets": found}


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
