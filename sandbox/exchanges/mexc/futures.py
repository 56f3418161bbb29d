"""What MEXC's futures side can be asked, and what it answers."""

import functools
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import orjson

from sandbox import holdings
from sandbox.calls import Call, Endpoint, Refused
from sandbox.markets import BY_HAND, PAUSED, Market, contracts
from sandbox.wire import Answer

# One contract is this part of a coin, so that a contract is worth some dollars.
_CONTRACT_SIZE = {"BTC": "0.0001", "ETH": "0.01"}
_LEVELS = {
    "BTC": [
        {"level": 1, "maxVol": 50_000, "mmr": 0.004, "imr": 0.005, "maxLeverage": 200},
        {"level": 2, "maxVol": 310_000, "mmr": 0.008, "imr": 0.01, "maxLeverage": 100},
        {"level": 3, "maxVol": 1_000_000, "mmr": 0.016, "imr": 0.02, "maxLeverage": 50},
    ],
    # A small coin, as exchanges list them: little leverage, and less for more.
    "ORDI": [
        {"level": 1, "maxVol": 2_000, "mmr": 0.05, "imr": 0.1, "maxLeverage": 10},
        {"level": 2, "maxVol": 10_000, "mmr": 0.1, "imr": 0.2, "maxLeverage": 5},
    ],
}


def _said(data: object) -> Answer:
    return Answer(orjson.dumps({"success": True, "code": 0, "data": data}))


def _symbol(market: Market) -> str:
    return f"{market.base}_{market.quote}"


def _size(market: Market) -> Decimal:
    return Decimal(_CONTRACT_SIZE.get(market.base, "1"))


# --- the market place --------------------------------------------------------------------------


def _detail(market: Market) -> dict[str, Any]:
    names = {
        "symbol": _symbol(market),
        "displayName": f"{_symbol(market)}永续",
        "displayNameEn": f"{_symbol(market)} SWAP",
    }
    coins = {"baseCoin": market.base, "quoteCoin": market.quote, "settleCoin": market.quote}
    return (
        names
        | coins
        | {
            "positionOpenType": 3,
            "contractSize": float(_size(market)),
            "minLeverage": 1,
            "maxLeverage": _most_leverage(market),
            "priceScale": market.price_digits,
            "volScale": 0,
            "amountScale": 4,
            "priceUnit": float(market.tick),
            "volUnit": 1,
            "minVol": 1,
            "maxVol": 1_000_000,
            "bidLimitPriceRate": 0.1,
            "askLimitPriceRate": 0.1,
            "takerFeeRate": 0.0004,
            "makerFeeRate": 0.0001,
            "maintenanceMarginRate": 0.004,
            "initialMarginRate": 0.01,
            "state": 4 if market.base in PAUSED else 0,
            "isNew": False,
            "isHot": True,
            "isHidden": False,
            "apiAllowed": market.base not in BY_HAND,
        }
        | _risk_limits(market)
    )


def _most_leverage(market: Market) -> int:
    levels = _LEVELS.get(market.base)
    return int(levels[0]["maxLeverage"]) if levels else 100


def _risk_limits(market: Market) -> dict[str, Any]:
    """Tell how leverage falls with size, counted in contracts: level by level, or as an even rise."""
    if levels := _LEVELS.get(market.base):
        return {"riskLimitType": "BY_VOLUME", "riskLimitMode": "CUSTOM", "riskLimitCustom": levels}
    first = int(500_000 / (market.price * _size(market)))
    return {
        "riskLimitType": "BY_VOLUME",
        "riskLimitMode": "INCREASE",
        "riskLimitCustom": [],
        "riskBaseVol": first,
        "riskIncrVol": first,
        "riskIncrMmr": 0.004,
        "riskIncrImr": 0.01,
        "riskLevelLimit": 5,
    }


def _ticker(market: Market) -> dict[str, Any]:
    price, tick = market.price, market.tick
    return {
        "symbol": _symbol(market),
        "lastPrice": float(price),
        "bid1": float(price - tick),
        "ask1": float(price + tick),
        "volume24": int(market.volume),
        "amount24": float(market.volume * price * _size(market)),
        "holdVol": int(market.volume / 10),
        "lower24Price": float(price * Decimal("0.97")),
        "high24Price": float(price * Decimal("1.03")),
        "riseFallRate": float(market.change),
        "riseFallValue": float(price * market.change),
        "indexPrice": float(price),
        "fairPrice": float(price),
        "fundingRate": 0.0001,
        "timestamp": holdings.BUSY_AT_MS,
    }


def _of_contracts(describe: Callable[[Market], dict[str, Any]]) -> Callable[[Call], Answer]:
    """Return an endpoint that describes all contracts, or the one it is asked about."""

    @functools.cache
    def found() -> dict[str, dict[str, Any]]:
        return {_symbol(market): describe(market) for market in contracts()}

    def answer(call: Call) -> Answer:
        symbol = call.request.params.get("symbol")
        if symbol is None:
            return _said(list(found().values()))
        if symbol not in found():
            raise Refused("bad-symbol")
        return _said(found()[symbol])

    return answer


def _ping(call: Call) -> Answer:
    return _said(call.now_ms)


# --- the account ---------------------------------------------------------------------------------


def _assets() -> list[dict[str, Any]]:
    position = holdings.position()
    margin, profit = round(float(position.margin), 4), round(float(position.profit), 4)
    nothing = (
        "positionMargin",
        "availableBalance",
        "cashBalance",
        "frozenBalance",
        "equity",
        "unrealized",
        "bonus",
    )
    dollars = {"availableBalance": 812.4036, "cashBalance": 812.4036, "equity": 812.4036 + margin + profit}
    return [
        {"currency": "USDT"}
        | dict.fromkeys(nothing, 0)
        | dollars
        | {"positionMargin": margin, "unrealized": profit},
        {"currency": "BTC"} | dict.fromkeys(nothing, 0),
    ]


def _asset(call: Call) -> Answer:
    currency = call.request.path.rpartition("/")[2]
    return _said(next((asset for asset in _assets() if asset["currency"] == currency), None))


def _positions() -> list[dict[str, Any]]:
    position = holdings.position()
    entry, margin = float(position.entry), round(float(position.margin), 4)
    held = {"holdVol": int(position.size / _size(position.market)), "frozenVol": 0, "closeVol": 0}
    prices = {
        "holdAvgPrice": entry,
        "openAvgPrice": entry,
        "closeAvgPrice": 0,
        "liquidatePrice": round(entry * 0.91, 2),
    }
    return [
        {
            "positionId": 1394650,
            "symbol": _symbol(position.market),
            "positionType": 1,
            "openType": 1,
            "state": 1,
        }
        | held
        | prices
        | {"oim": margin, "im": margin, "holdFee": 0, "realised": -0.8355, "leverage": position.leverage}
        | {"createTime": holdings.BUSY_AT_MS, "updateTime": holdings.BUSY_AT_MS, "autoAddIm": False}
    ]


def _orders() -> list[dict[str, Any]]:
    return [
        {
            "orderId": f"65428731202145792{order.number}",
            "symbol": _symbol(order.market),
            "positionId": 0,
            "price": float(order.price),
            "vol": int(Decimal(order.size) / _size(order.market)),
            "leverage": 10,
            "side": 1 if order.side == "buy" else 4,  # opens a long position, closes one
            "category": 1,
            "orderType": 1,
            "dealAvgPrice": 0,
            "dealVol": 0,
            "orderMargin": float(order.cost) / 10,
            "takerFee": 0,
            "makerFee": 0,
            "profit": 0,
            "feeCurrency": "USDT",
            "openType": 1,
            "state": 2,
            "externalOid": f"_m_{order.number}",
            "errorCode": 0,
            "usedMargin": 0,
            "createTime": holdings.BUSY_AT_MS,
            "updateTime": holdings.BUSY_AT_MS,
        }
        for order in holdings.orders()
    ]


def _always(data: object) -> Callable[[Call], Answer]:
    answer = _said(data)
    return lambda call: answer


def _public(answer: Callable[[Call], Answer]) -> Endpoint:
    return Endpoint(answer, is_public=True)


def _private(answer: Callable[[Call], Answer], right: str, is_dangerous: bool = False) -> Endpoint:
    return Endpoint(answer, right=right, is_futures=True, is_dangerous=is_dangerous)


_READ, _ORDERS, _TRADE = "CONTRACT_ACCOUNT_READ", "CONTRACT_DEAL_READ", "CONTRACT_DEAL_WRITE"

ENDPOINTS = {
    ("GET", "/api/v1/contract/ping"): _public(_ping),
    ("GET", "/api/v1/contract/detail"): _public(_of_contracts(_detail)),
    ("GET", "/api/v1/contract/ticker"): _public(_of_contracts(_ticker)),
    ("GET", "/api/v1/private/account/assets"): _private(_always(_assets()), _READ),
    ("GET", "/api/v1/private/account/asset/*"): _private(_asset, _READ),
    ("GET", "/api/v1/private/position/open_positions"): _private(_always(_positions()), _ORDERS),
    ("GET", "/api/v1/private/order/list/open_orders"): _private(_always(_orders()), _ORDERS),
    ("GET", "/api/v1/private/order/list/open_orders/*"): _private(_always(_orders()), _ORDERS),
    # Only reads, but the older documents ask for the right to trade; newer ones are content with reading orders.
    ("GET", "/api/v1/private/position/position_mode"): _private(_always(1), _TRADE),
    ("POST", "/api/v1/private/order/submit"): _private(
        _always(102057569836905984), _TRADE, is_dangerous=True
    ),
}
