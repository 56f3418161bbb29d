"""What BingX's perpetual futures can be asked of an account, and what they answer."""

from collections.abc import Callable
from typing import Any

from sandbox import holdings
from sandbox.calls import Call, Endpoint, Refused
from sandbox.exchanges.bingx.account import FUTURES, READ
from sandbox.exchanges.bingx.listings import always, levels, said, symbol
from sandbox.markets import Market, contracts
from sandbox.orders import check_limit, check_market_order
from sandbox.wire import Answer

_FREE = "812.4036"


def _balance(call: Call) -> Answer:
    held = holdings.position()
    uid = str(call.holder.uid)
    usdt = {
        "userId": f"{uid[:3]}***{uid[-3:]}",
        "asset": "USDT",
        "balance": format(held.margin + 812, ".4f"),
        "equity": format(held.margin + held.profit + 812, ".4f"),
        "unrealizedProfit": format(held.profit, ".4f"),
        "realisedProfit": "-0.8355",
        "availableMargin": _FREE,
        "usedMargin": format(held.margin, ".4f"),
        "freezedMargin": "0.0000",
        "shortUid": uid,
    }
    nothing = dict.fromkeys(("balance", "equity", "availableMargin", "usedMargin", "freezedMargin"), "0.0000")
    return said(
        [usdt, usdt | nothing | {"asset": "USDC", "unrealizedProfit": "0.0000", "realisedProfit": "0.0000"}]
    )


def _position() -> dict[str, Any]:
    held = holdings.position()
    size = format(held.size, "f")
    return {
        "positionId": "1792480725958881280",
        "symbol": symbol(held.market),
        "currency": "USDT",
        "positionAmt": size,
        "availableAmt": size,
        "positionSide": "LONG",
        "isolated": False,
        "avgPrice": format(held.entry, "f"),
        "initialMargin": format(held.margin, ".4f"),
        "margin": format(held.margin + held.profit, ".4f"),
        "leverage": held.leverage,
        "unrealizedProfit": format(held.profit, ".4f"),
        "realisedProfit": "-0.8355",
        "liquidationPrice": 0,
        "pnlRatio": "0.0816",
        "maxMarginReduction": "0.0000",
        "riskRate": "0.0008",
        "markPrice": held.market.rounded(held.market.price),
        "positionValue": format(held.size * held.market.price, ".4f"),
        "onlyOnePosition": False,
        "updateTime": holdings.BUSY_AT_MS,
    }


def _order(order: holdings.Order) -> dict[str, Any]:
    is_buy = order.side == "buy"
    nothing = dict.fromkeys(("avgPrice", "cumQuote", "stopPrice", "profit", "commission", "executedQty"), "0")
    return nothing | {
        "symbol": symbol(order.market),
        "orderId": 1792461744476422000 + order.number,
        "side": order.side.upper(),
        "positionSide": "LONG" if is_buy else "SHORT",
        "type": "LIMIT",
        "origQty": order.size,
        "price": order.price,
        "status": "NEW",
        "time": holdings.BUSY_AT_MS,
        "updateTime": holdings.BUSY_AT_MS,
        "clientOrderId": f"sandbox-{order.number}",
        "leverage": "10X",
        "workingType": "MARK_PRICE",
        "onlyOnePosition": False,
        "reduceOnly": False,
    }


def _open_orders(call: Call) -> Answer:
    wanted = call.request.params.get("symbol")
    found = [_order(order) for order in holdings.orders()]
    return said({"orders": [order for order in found if wanted in (None, order["symbol"])]})


def _market(call: Call) -> Market:
    """Return the contract that a request names; raises Refused."""
    wanted = call.request.params.get("symbol", "")
    if not wanted:
        raise Refused("missing", what="symbol")
    found = [market for market in contracts() if symbol(market) == wanted]
    if not found:
        raise Refused("bad-symbol", what=wanted)
    return found[0]


def _ratios(call: Call) -> Answer:
    """Tell the levels of one contract, without the leverage that belongs to them."""
    market, least = _market(call), "0"
    told = []
    for tier, (most, _, ratio) in enumerate(levels(market), 1):
        told.append(
            {
                "tier": f"Tier {tier}",
                "symbol": symbol(market),
                "minPositionVal": least,
                "maxPositionVal": most,
            }
            | {"maintMarginRatio": ratio, "maintAmount": "0.000000"}
        )
        least = most
    return said(told)


def _checked(call: Call) -> Answer:
    """Judge an order as one that would be placed, and say what would be."""
    params, market = call.request.params, _market(call)
    for name in ("side", "type"):
        if not params.get(name):
            raise Refused("missing", what=name)
    if params["side"] not in ("BUY", "SELL"):
        raise Refused("bad-side")
    if params.get("positionSide", "LONG") not in ("LONG", "SHORT"):
        raise Refused("bad-position")
    size = params.get("quantity", "")
    if params["type"] == "MARKET":
        check_market_order(market, size, params.get("quoteOrderQty", ""))
    elif params["type"] != "LIMIT":
        raise Refused("bad-type")
    else:
        check_limit(market, params.get("price", ""), size)
    asked = {
        name: params.get(name, "") for name in ("symbol", "side", "positionSide", "type", "price", "quantity")
    }
    made = {"orderId": 1792461744476422144, "orderID": "1792461744476422144", "status": "NEW"}
    return said({"order": asked | made | {"workingType": "MARK_PRICE", "clientOrderId": ""}})


def _signed(answer: Callable[[Call], Answer], right: str = READ, is_dangerous: bool = False) -> Endpoint:
    return Endpoint(answer, right=right, is_futures=True, is_dangerous=is_dangerous)


ENDPOINTS = {
    ("GET", "/swap/v3/user/balance"): _signed(_balance),
    ("GET", "/swap/v2/user/positions"): _signed(always([_position()])),
    ("GET", "/swap/v2/trade/openOrders"): _signed(_open_orders),
    ("GET", "/swap/v1/maintMarginRatio"): _signed(_ratios),
    ("POST", "/swap/v2/trade/order/test"): _signed(_checked, FUTURES),
    # Answered as documented and counted; nothing is placed.
    ("POST", "/swap/v2/trade/order"): _signed(_checked, FUTURES, is_dangerous=True),
}
