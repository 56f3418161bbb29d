"""What KuCoin's futures host can be asked, and what it answers."""

import functools
from decimal import Decimal
from typing import Any

from sandbox import holdings
from sandbox.calls import Call, Endpoint, Refused
from sandbox.exchanges.kucoin.listings import always, public, said, time_now
from sandbox.markets import Market, contracts
from sandbox.orders import amount
from sandbox.wire import Answer

_COIN_NAMES = {"BTC": "XBT"}
_MULTIPLIER = {"BTC": "0.001", "ETH": "0.01"}


def _symbol(market: Market) -> str:
    return f"{_COIN_NAMES.get(market.base, market.base)}{market.quote}M"


def _multiplier(market: Market) -> Decimal:
    return Decimal(_MULTIPLIER.get(market.base, "1"))


def _contract(market: Market) -> dict[str, Any]:
    coin, price = _COIN_NAMES.get(market.base, market.base), float(market.price)
    coins = {"baseCurrency": coin, "quoteCurrency": market.quote, "settleCurrency": market.quote}
    dates = {"firstOpenDate": 1585555200000, "expireDate": None, "settleDate": None}
    return (
        {"symbol": _symbol(market), "rootSymbol": market.quote, "type": "FFWCSX"}
        | coins
        | dates
        | {
            "maxOrderQty": 1_000_000,
            "maxPrice": 1_000_000.0,
            "lotSize": 1,
            "tickSize": float(market.tick),
            "indexPriceTickSize": float(market.tick),
            "multiplier": float(_multiplier(market)),
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
            "indexSymbol": f".K{coin}USDT",
            "status": "Open",
            "fundingFeeRate": 0.0001,
            "predictedFundingFeeRate": 0.0001,
            "openInterest": str(int(market.volume)),
            "turnoverOf24h": float(market.volume * market.price),
            "volumeOf24h": float(market.volume),
            "markPrice": price,
            "indexPrice": price,
            "lastTradePrice": price,
            "nextFundingRateTime": 17_752_926,
            "maxLeverage": 75,
            "lowPrice": float(market.price * Decimal("0.97")),
            "highPrice": float(market.price * Decimal("1.03")),
            "priceChgPct": float(market.change),
            "priceChg": float(market.price * market.change),
            "supportCross": True,
        }
    )


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


def _positions() -> list[dict[str, Any]]:
    position = holdings.position()
    price, entry, cost = float(position.market.price), float(position.entry), round(float(position.cost), 8)
    margin, profit = round(float(position.margin), 8), round(float(position.profit), 8)
    held = {
        "currentQty": int(position.size / _multiplier(position.market)),
        "currentCost": cost,
        "currentComm": 1.2533,
    }
    return [
        {
            "id": "500000000000988255",
            "symbol": _symbol(position.market),
            "autoDeposit": False,
            "crossMode": False,
            "maintMarginReq": 0.005,
            "riskLimit": 1_000_000,
            "realLeverage": float(position.leverage),
            "delevPercentage": 0.5,
            "openingTimestamp": holdings.BUSY_AT_MS,
            "currentTimestamp": holdings.BUSY_AT_MS + 7_200_000,
        }
        | held
        | {"unrealisedCost": cost, "realisedGrossCost": 0.0, "realisedCost": 1.2533, "isOpen": True}
        | {
            "markPrice": price,
            "markValue": round(price * float(position.size), 8),
            "posCost": cost,
            "posCross": 0.0,
        }
        | {"posInit": margin, "posComm": 0.9, "posLoss": 0.0, "posMargin": margin, "posMaint": 9.2}
        | {"maintMargin": round(margin + profit, 8), "realisedGrossPnl": 0.0, "realisedPnl": -1.2533}
        | {
            "unrealisedPnl": profit,
            "unrealisedPnlPcnt": 0.0204,
            "unrealisedRoePcnt": 0.2041,
            "avgEntryPrice": entry,
        }
        | {"liquidationPrice": round(entry * 0.91, 2), "bankruptPrice": round(entry * 0.9, 2)}
        | {"settleCurrency": "USDT", "isInverse": False, "maintainMargin": 0.005, "marginMode": "ISOLATED"}
        | {"positionSide": "BOTH", "leverage": position.leverage}
    ]


def _order(order: holdings.Order) -> dict[str, Any]:
    size = int(Decimal(order.size) / _multiplier(order.market))
    nothing = {"dealValue": "0", "dealSize": 0, "filledSize": 0, "filledValue": "0", "avgDealPrice": "0"}
    off = (
        "stopTriggered",
        "postOnly",
        "hidden",
        "iceberg",
        "forceHold",
        "closeOrder",
        "cancelExist",
        "reduceOnly",
    )
    return (
        nothing
        | dict.fromkeys(off, False)
        | {
            "id": f"23018173757605068{order.number}",
            "symbol": _symbol(order.market),
            "type": "limit",
            "side": order.side,
            "price": order.price,
            "size": size,
            "value": order.cost,
            "stp": "",
            "stop": "",
            "stopPriceType": "",
            "stopPrice": None,
            "timeInForce": "GTC",
            "leverage": "10",
            "visibleSize": 0,
            "clientOid": f"5a80bd847f1811ef8a7faa665a37b3d{order.number}",
            "remark": None,
            "tags": "",
            "isActive": True,
            "createdAt": holdings.BUSY_AT_MS,
            "updatedAt": holdings.BUSY_AT_MS,
            "endAt": None,
            "orderTime": holdings.BUSY_AT_MS * 1_000_000,
            "settleCurrency": order.market.quote,
            "marginMode": "ISOLATED",
            "status": "open",
        }
    )


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
