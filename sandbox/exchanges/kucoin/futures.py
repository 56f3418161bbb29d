"""What KuCoin's futures host can be asked, and what it answers."""

import functools
from decimal import Decimal
from typing import Any

from sandbox import holdings
from sandbox.calls import Call, Endpoint, Refused
from sandbox.exchanges.kucoin.listings import always, public, said, time_now
from sandbox.markets import PAUSED, Market, contracts
from sandbox.orders import amount
from sandbox.wire import Answer

_COIN_NAMES = {"BTC": "XBT"}
_MULTIPLIER = {"BTC": "0.001", "ETH": "0.01"}


def _symbol(market: Market) -> str:
    return f"{_COIN_NAMES.get(market.base, market.base)}{market.quote}M"


def _multiplier(market: Market) -> Decimal:
    return Decimal(_MULTIPLIER.get(market.base, "1"))


# What is the same for every contract.
_CONTRACT_TERMS = {
    "firstOpenDate": 1585555200000,
    "expireDate": None,
    "settleDate": None,
    "maxOrderQty": 1_000_000,
    "maxPrice": 1_000_000.0,
    "lotSize": 1,
    "initialMargin": 0.01,
    "maintainMargin": 0.005,
    "maxRiskLimit": 1_000_000,
    "minRiskLimit": 1_000_000,
    "riskStep": 500_000,
    "makerFeeRate": 0.0002,
    "takerFeeRate": 0.0006,
    "takerFixFee": 0.0,
    "makerFixFee": 0.0,
    "settlementFee": None,
    "isDeleverage": True,
    "isQuanto": True,
    "isInverse": False,
    "markMethod": "FairPrice",
    "fairMethod": "FundingRate",
    "fundingFeeRate": 0.0001,
    "predictedFundingFeeRate": 0.0001,
    "nextFundingRateTime": 17_752_926,
    "maxLeverage": 75,
    "supportCross": True,
}

# A small coin, as exchanges list them, has little leverage.
_TERMS_OF = {
    "ORDI": {
        "maxLeverage": 10,
        "initialMargin": 0.1,
        "maintainMargin": 0.05,
        "maxRiskLimit": 50_000,
        "minRiskLimit": 50_000,
        "riskStep": 25_000,
    }
}


def _contract(market: Market) -> dict[str, Any]:
    coin, price = _COIN_NAMES.get(market.base, market.base), float(market.price)
    terms = _CONTRACT_TERMS | _TERMS_OF.get(market.base, {})
    return terms | {
        "symbol": _symbol(market),
        "status": "Paused" if market.base in PAUSED else "Open",
        "rootSymbol": market.quote,
        "type": "FFWCSX",
        "baseCurrency": coin,
        "quoteCurrency": market.quote,
        "settleCurrency": market.quote,
        "tickSize": float(market.tick),
        "indexPriceTickSize": float(market.tick),
        "multiplier": float(_multiplier(market)),
        "indexSymbol": f".K{coin}USDT",
        "openInterest": str(int(market.volume)),
        "turnoverOf24h": float(market.volume * market.price),
        "volumeOf24h": float(market.volume),
        "markPrice": price,
        "indexPrice": price,
        "lastTradePrice": price,
        "lowPrice": float(market.price * Decimal("0.97")),
        "highPrice": float(market.price * Decimal("1.03")),
        "priceChgPct": float(market.change),
        "priceChg": float(market.price * market.change),
    }


@functools.cache
def _all_contracts() -> Answer:
    return said([_contract(market) for market in contracts()])


def _active_contracts(call: Call) -> Answer:
    return _all_contracts()


# --- the account ---------------------------------------------------------------------------------


def _overview(call: Call) -> Answer:
    """Tell the balance in one currency, bitcoin (called XBT) unless another is named."""
    currency = call.request.params.get("currency", "XBT")
    position = holdings.position()
    margin, profit, free = float(position.margin), float(position.profit), 812.403628
    if currency != "USDT":
        margin = profit = free = 0.0
    return said(
        {
            "accountEquity": round(free + margin + profit, 8),
            "unrealisedPNL": round(profit, 8),
            "marginBalance": round(free + margin, 8),
            "positionMargin": round(margin, 8),
            "orderMargin": 0.0,
            "frozenFunds": 0.0,
            "availableBalance": free,
            "currency": currency,
            "riskRatio": 0.0065289525,
            "maxWithdrawAmount": free,
        }
    )


# What is the same for every position and every order of the story.
_POSITION_TERMS = {
    "id": "500000000000988255",
    "autoDeposit": False,
    "crossMode": False,
    "maintMarginReq": 0.005,
    "riskLimit": 1_000_000,
    "delevPercentage": 0.5,
    "openingTimestamp": holdings.BUSY_AT_MS,
    "currentTimestamp": holdings.BUSY_AT_MS + 7_200_000,
    "currentComm": 1.2533,
    "realisedGrossCost": 0.0,
    "realisedCost": 1.2533,
    "isOpen": True,
    "posCross": 0.0,
    "posComm": 0.9,
    "posLoss": 0.0,
    "posMaint": 9.2,
    "realisedGrossPnl": 0.0,
    "realisedPnl": -1.2533,
    "unrealisedPnlPcnt": 0.0204,
    "unrealisedRoePcnt": 0.2041,
    "settleCurrency": "USDT",
    "isInverse": False,
    "maintainMargin": 0.005,
    "marginMode": "ISOLATED",
    "positionSide": "BOTH",
}
_ORDER_TERMS = {
    **dict.fromkeys(["dealValue", "filledValue", "avgDealPrice"], "0"),
    **dict.fromkeys(["dealSize", "filledSize", "visibleSize"], 0),
    **dict.fromkeys(["stopTriggered", "postOnly", "hidden", "iceberg", "forceHold"], False),
    **dict.fromkeys(["closeOrder", "cancelExist", "reduceOnly"], False),
    **dict.fromkeys(["stp", "stop", "stopPriceType", "tags"], ""),
    **dict.fromkeys(["stopPrice", "remark", "endAt"], None),
    "type": "limit",
    "timeInForce": "GTC",
    "leverage": "10",
    "isActive": True,
    "createdAt": holdings.BUSY_AT_MS,
    "updatedAt": holdings.BUSY_AT_MS,
    "orderTime": holdings.BUSY_AT_MS * 1_000_000,
    "marginMode": "ISOLATED",
    "status": "open",
}


def _positions() -> list[dict[str, Any]]:
    position = holdings.position()
    price, entry, cost = float(position.market.price), float(position.entry), round(float(position.cost), 8)
    margin, profit = round(float(position.margin), 8), round(float(position.profit), 8)
    held = {
        "symbol": _symbol(position.market),
        "realLeverage": float(position.leverage),
        "leverage": position.leverage,
        "currentQty": int(position.size / _multiplier(position.market)),
        "currentCost": cost,
        "unrealisedCost": cost,
        "posCost": cost,
        "markPrice": price,
        "markValue": round(price * float(position.size), 8),
        "posInit": margin,
        "posMargin": margin,
        "maintMargin": round(margin + profit, 8),
        "unrealisedPnl": profit,
        "avgEntryPrice": entry,
        "liquidationPrice": round(entry * 0.91, 2),
        "bankruptPrice": round(entry * 0.9, 2),
    }
    return [_POSITION_TERMS | held]


def _order(order: holdings.Order) -> dict[str, Any]:
    return _ORDER_TERMS | {
        "id": f"23018173757605068{order.number}",
        "symbol": _symbol(order.market),
        "side": order.side,
        "price": order.price,
        "size": int(Decimal(order.size) / _multiplier(order.market)),
        "value": order.cost,
        "clientOid": f"5a80bd847f1811ef8a7faa665a37b3d{order.number}",
        "settleCurrency": order.market.quote,
    }


def _orders(call: Call) -> Answer:
    is_done = call.request.params.get("status") == "done"
    items = [] if is_done else [_order(order) for order in holdings.orders()]
    return said({"currentPage": 1, "pageSize": 50, "totalNum": len(items), "totalPage": 1, "items": items})


def _accepted(call: Call) -> Answer:
    body = {name: str(value) for name, value in call.request.json.items()}
    for name in ("clientOid", "symbol", "side", "type", "leverage"):
        if not body.get(name):
            raise Refused("missing", what=name)
    market = next((market for market in contracts() if _symbol(market) == body["symbol"]), None)
    if market is None:
        raise Refused("no-such-contract")
    if amount(body.get("size", ""), "size") % 1:
        raise Refused("size-scale")
    if body["type"] == "limit" and amount(body.get("price", ""), "price") % market.tick:
        raise Refused("price-scale")
    return said({"orderId": "234125150956625920", "clientOid": body["clientOid"]})


def _private(answer: Any, right: str, weight: int, is_dangerous: bool = False) -> Endpoint:
    return Endpoint(
        answer, right=right, weight=weight, pool="Futures", is_futures=True, is_dangerous=is_dangerous
    )


ENDPOINTS = {
    ("GET", "/api/v1/timestamp"): public(time_now, 2),
    ("GET", "/api/v1/status"): public(always({"status": "open", "msg": ""}), 4),
    ("GET", "/api/v1/contracts/active"): public(_active_contracts, 3),
    ("GET", "/api/v1/account-overview"): _private(_overview, "Futures", 5),
    ("GET", "/api/v1/positions"): _private(always(_positions()), "Futures", 2),
    ("GET", "/api/v1/orders"): _private(_orders, "General", 2),
    ("POST", "/api/v1/orders/test"): _private(_accepted, "Futures", 2),
    ("POST", "/api/v1/orders"): _private(_accepted, "Futures", 2, is_dangerous=True),
}
