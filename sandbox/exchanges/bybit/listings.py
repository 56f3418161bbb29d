"""Bybit's markets, prices and risk limits: one endpoint each for all categories, without a signature."""

import functools
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import orjson

from sandbox import holdings
from sandbox.calls import Call, Endpoint, Refused
from sandbox.markets import PAUSED, Market, contracts, listing
from sandbox.wire import Answer

_CATEGORIES = ("spot", "linear", "inverse", "option")
_SYMBOLS_ON_A_PAGE = 15
_STEP = {"BTC": "0.001", "ETH": "0.01"}
# (position in dollars, maintenance rate, initial rate, leverage)
_USUAL = (("500000", "0.01", "0.02", "50"), ("1000000", "0.02", "0.04", "25"))
_LEVELS = {
    "BTC": (("2000000", "0.005", "0.01", "100"), ("10000000", "0.01", "0.02", "50")),
    # A small coin, as exchanges list them: little leverage, and less for more.
    "ORDI": (("50000", "0.05", "0.1", "10"), ("100000", "0.1", "0.2", "5")),
}


def said(call: Call, result: object) -> Answer:
    told = {"retCode": 0, "retMsg": "OK", "result": result, "retExtInfo": {}, "time": call.now_ms}
    return Answer(orjson.dumps(told))


def always(result: object) -> Callable[[Call], Answer]:
    return lambda call: said(call, result)


def category(call: Call) -> str:
    """Return the category that is asked for; raises Refused."""
    asked = call.request.params.get("category", "")
    if asked not in _CATEGORIES:
        raise Refused("category")
    return asked


def symbol(market: Market) -> str:
    return f"{market.base}{market.quote}"


def step(market: Market) -> Decimal:
    """Return the step of a contract's quantity, in coins."""
    return Decimal(_STEP.get(market.base, "0.1"))


# --- rules ---------------------------------------------------------------------------------------


def _named(market: Market) -> dict[str, Any]:
    status = "Closed" if market.base in PAUSED else "Trading"
    return {"symbol": symbol(market), "baseCoin": market.base, "quoteCoin": market.quote, "status": status}


def _pair(market: Market) -> dict[str, Any]:
    lot = format(market.lot, "f")
    return _named(market) | {
        "innovation": "0",
        "symbolType": "",
        "marginTrading": "utaOnly",
        "stTag": "0",
        "lotSizeFilter": {
            "basePrecision": lot,
            "quotePrecision": "0.0000001",
            "minOrderQty": lot,
            "maxOrderQty": "10000000",
            "minOrderAmt": format(market.minimum, "f"),
            "maxOrderAmt": "8000000",
            "maxLimitOrderQty": "10000000",
            "maxMarketOrderQty": "5000000",
        },
        "priceFilter": {"tickSize": format(market.tick, "f")},
        "riskParameters": {"priceLimitRatioX": "0.01", "priceLimitRatioY": "0.02"},
    }


def _levels(market: Market) -> tuple[tuple[str, str, str, str], ...]:
    return _LEVELS.get(market.base, _USUAL)


def _contract(market: Market) -> dict[str, Any]:
    tick, least = format(market.tick, "f"), format(step(market), "f")
    return _named(market) | {
        "contractType": "LinearPerpetual",
        "launchTime": "1585526400000",
        "deliveryTime": "0",
        "deliveryFeeRate": "",
        "priceScale": str(market.price_digits),
        "leverageFilter": {
            "minLeverage": "1",
            "maxLeverage": f"{_levels(market)[0][3]}.00",
            "leverageStep": "0.01",
        },
        "priceFilter": {"minPrice": tick, "maxPrice": "1999999.80", "tickSize": tick},
        "lotSizeFilter": {
            "maxOrderQty": "100000",
            "minOrderQty": least,
            "qtyStep": least,
            "postOnlyMaxOrderQty": "100000",
            "maxMktOrderQty": "50000",
            "minNotionalValue": "5",
        },
        "unifiedMarginTrade": True,
        "fundingInterval": 480,
        "settleCoin": market.quote,
        "copyTrading": "none",
        "upperFundingRate": "0.00375",
        "lowerFundingRate": "-0.00375",
        "isPreListing": False,
        "preListingInfo": None,
        "symbolType": "",
    }


@functools.cache
def _rules(kind: str) -> tuple[dict[str, Any], ...]:
    if kind == "spot":
        return tuple(_pair(market) for market in listing().values())
    return tuple(_contract(market) for market in contracts()) if kind == "linear" else ()


# --- prices --------------------------------------------------------------------------------------


def _day(market: Market) -> dict[str, Any]:
    opened, size = market.price / (1 + market.change), format(market.lot, "f")
    return {
        "symbol": symbol(market),
        "bid1Price": market.rounded(market.price - market.tick),
        "bid1Size": size,
        "ask1Price": market.rounded(market.price + market.tick),
        "ask1Size": size,
        "lastPrice": market.rounded(market.price),
        "prevPrice24h": market.rounded(opened),
        "price24hPcnt": format(market.change, "f"),
        "highPrice24h": market.rounded(max(opened, market.price)),
        "lowPrice24h": market.rounded(min(opened, market.price)),
        "turnover24h": format(market.volume * market.price, ".4f"),
        "volume24h": format(market.volume, "f"),
    }


def _future_day(market: Market) -> dict[str, Any]:
    price = market.rounded(market.price)
    return _day(market) | {
        "indexPrice": price,
        "markPrice": price,
        "prevPrice1h": price,
        "openInterest": format(market.volume / 10, ".3f"),
        "openInterestValue": format(market.volume * market.price / 10, ".2f"),
        "fundingRate": "0.0001",
        "nextFundingTime": str(holdings.BUSY_AT_MS + 28_800_000),
        "basisRate": "",
        "deliveryFeeRate": "",
        "deliveryTime": "0",
    }


@functools.cache
def _days(kind: str) -> tuple[dict[str, Any], ...]:
    if kind == "spot":
        return tuple(_day(m) | {"usdIndexPrice": m.rounded(m.price)} for m in listing().values())
    return tuple(_future_day(market) for market in contracts()) if kind == "linear" else ()


# --- risk limits -----------------------------------------------------------------------------------


def _risk_levels(number: int, market: Market) -> list[dict[str, Any]]:
    return [
        {
            "id": 10 * number + level,
            "symbol": symbol(market),
            "riskLimitValue": most,
            "maintenanceMargin": maintenance,
            "initialMargin": initial,
            "isLowestRisk": int(level == 1),
            "maxLeverage": f"{leverage}.00",
            "mmDeduction": "",
        }
        for level, (most, maintenance, initial, leverage) in enumerate(_levels(market), 1)
    ]


def _risk_limits(call: Call) -> Answer:
    """Tell the levels of fifteen symbols, and where the next ones begin."""
    kind, asked = category(call), call.request.params.get("symbol")
    numbered = list(enumerate(contracts() if kind == "linear" else (), 1))
    found = [(n, market) for n, market in numbered if asked in (None, symbol(market))]
    begin = int(call.request.params.get("cursor") or 0)
    page, rest = found[begin:][:_SYMBOLS_ON_A_PAGE], found[begin + _SYMBOLS_ON_A_PAGE :]
    levels = [level for number, market in page for level in _risk_levels(number, market)]
    cursor = str(begin + _SYMBOLS_ON_A_PAGE) if rest else ""
    return said(call, {"category": kind, "list": levels, "nextPageCursor": cursor})


# --- answers ---------------------------------------------------------------------------------------


def _of_category(found: Callable[[str], tuple[dict[str, Any], ...]]) -> Callable[[Call], Answer]:
    """Return an endpoint that tells about all symbols of a category, or of the one it is asked about."""

    def answer(call: Call) -> Answer:
        kind, params = category(call), call.request.params
        told = list(found(kind)) if "status" not in params else []  # what is to be launched: nothing
        if "symbol" in params:
            told = [one for one in told if one["symbol"] == params["symbol"]]
            if not told:
                raise Refused("bad-symbol")
        return said(call, {"category": kind, "list": told, "nextPageCursor": ""})

    return answer


def _time(call: Call) -> Answer:
    return said(call, {"timeSecond": str(call.now_ms // 1000), "timeNano": f"{call.now_ms}000000"})


def _public(answer: Callable[[Call], Answer]) -> Endpoint:
    return Endpoint(answer, is_public=True)


ENDPOINTS = {
    ("GET", "/v5/market/time"): _public(_time),
    ("GET", "/v5/system/status"): _public(always({"list": []})),
    ("GET", "/v5/market/instruments-info"): _public(_of_category(_rules)),
    ("GET", "/v5/market/tickers"): _public(_of_category(_days)),
    ("GET", "/v5/market/risk-limit"): _public(_risk_limits),
}
