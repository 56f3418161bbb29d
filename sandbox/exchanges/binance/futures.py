"""What Binance's USD-margined futures can be asked of an account, and what they answer."""

import functools
from collections.abc import Callable
from typing import Any

from sandbox import holdings
from sandbox.calls import Call, Endpoint
from sandbox.exchanges.binance.account import always, checked
from sandbox.exchanges.binance.rules import asked_market, brackets, symbol
from sandbox.markets import contracts
from sandbox.wire import Answer, in_json

_FREE = "812.40362800"
_FUTURES = "enableFutures"


def _position() -> dict[str, Any]:
    held = holdings.position()
    profit, margin = format(held.profit, ".8f"), format(held.margin, ".8f")
    return {
        "symbol": symbol(held.market),
        "positionSide": "BOTH",
        "positionAmt": format(held.size, "f"),
        "unRealizedProfit": profit,
        "unrealizedProfit": profit,
        "isolatedMargin": "0",
        "isolatedWallet": "0",
        "notional": format(held.size * held.market.price, ".8f"),
        "initialMargin": margin,
        "maintMargin": format(held.margin / 15, ".8f"),
        "updateTime": holdings.BUSY_AT_MS,
    }


def _risks() -> list[dict[str, Any]]:
    held = holdings.position()
    margin = format(held.margin, ".8f")
    prices = {
        "entryPrice": format(held.entry, "f"),
        "breakEvenPrice": format(held.entry, "f"),
        "markPrice": format(held.market.price, "f"),
        "liquidationPrice": format(held.entry * 91 / 100, ".8f"),
    }
    more = {"positionInitialMargin": margin, "openOrderInitialMargin": "0", "adl": 2}
    assets = {"marginAsset": "USDT", "bidNotional": "0", "askNotional": "0"}
    return [_position() | prices | more | assets]


def _asset() -> dict[str, Any]:
    held = holdings.position()
    margin, profit = format(held.margin, ".8f"), format(held.profit, ".8f")
    return {
        "asset": "USDT",
        "walletBalance": _FREE,
        "unrealizedProfit": profit,
        "marginBalance": _FREE,
        "maintMargin": "9.20000000",
        "initialMargin": margin,
        "positionInitialMargin": margin,
        "openOrderInitialMargin": "0.00000000",
        "crossWalletBalance": _FREE,
        "crossUnPnl": profit,
        "availableBalance": _FREE,
        "maxWithdrawAmount": _FREE,
        "updateTime": holdings.BUSY_AT_MS,
    }


def _account() -> dict[str, Any]:
    asset = _asset()
    totals = {
        f"total{name[0].upper()}{name[1:]}": asset[name]
        for name in ("initialMargin", "maintMargin", "walletBalance", "unrealizedProfit", "marginBalance")
    }
    return totals | {
        "availableBalance": _FREE,
        "maxWithdrawAmount": _FREE,
        "assets": [asset],
        "positions": [_position()],
    }


def _balances() -> list[dict[str, Any]]:
    names = ("asset", "crossWalletBalance", "crossUnPnl", "availableBalance", "maxWithdrawAmount")
    told = {name: _asset()[name] for name in names}
    return [told | {"accountAlias": "SgsR", "balance": _FREE, "marginAvailable": True}]


def _order(order: holdings.Order) -> dict[str, Any]:
    nothing = dict.fromkeys(("avgPrice", "executedQty", "cumQuote", "stopPrice"), "0")
    flags = dict.fromkeys(("reduceOnly", "closePosition", "priceProtect"), False)
    return {
        "orderId": 389_870_114_000 + order.number,
        "symbol": symbol(order.market),
        "status": "NEW",
        "clientOrderId": f"web_Sx1zQ3Yw5u7t9r{order.number}",
        "price": order.price,
        "origQty": order.size,
        **nothing,
        **flags,
        "timeInForce": "GTC",
        "type": "LIMIT",
        "origType": "LIMIT",
        "side": order.side.upper(),
        "positionSide": "BOTH",
        "workingType": "CONTRACT_PRICE",
        "priceMatch": "NONE",
        "selfTradePreventionMode": "NONE",
        "goodTillDate": 0,
        "time": holdings.BUSY_AT_MS,
        "updateTime": holdings.BUSY_AT_MS,
    }


def _open_orders(call: Call) -> Answer:
    wanted = call.request.params.get("symbol")
    found = [_order(order) for order in holdings.orders()]
    return in_json([order for order in found if wanted in (None, order["symbol"])])


@functools.cache
def _all_brackets() -> Answer:
    return in_json([brackets(market) for market in contracts()])


def _brackets(call: Call) -> Answer:
    if "symbol" in call.request.params:
        return in_json([brackets(asked_market(call))])
    return _all_brackets()


def _accepted(call: Call) -> Answer:
    market, params = checked(call), call.request.params
    asked = {"side": params["side"], "type": params["type"], "price": params.get("price", "0")}
    made = {"orderId": 389_870_114_003, "symbol": symbol(market), "status": "NEW", "positionSide": "BOTH"}
    size = {"origQty": params.get("quantity", "0"), "executedQty": "0", "cumQuote": "0", "avgPrice": "0.00"}
    return in_json(made | asked | size | {"timeInForce": "GTC", "updateTime": call.now_ms})


def _signed(answer: Callable[[Call], Answer], weight: int = 5, is_dangerous: bool = False) -> Endpoint:
    return Endpoint(answer, right=_FUTURES, weight=weight, is_futures=True, is_dangerous=is_dangerous)


ENDPOINTS = {
    ("GET", "/fapi/v2/account"): _signed(always(_account())),
    ("GET", "/fapi/v3/account"): _signed(always(_account())),
    ("GET", "/fapi/v2/balance"): _signed(always(_balances())),
    ("GET", "/fapi/v3/balance"): _signed(always(_balances())),
    ("GET", "/fapi/v2/positionRisk"): _signed(always(_risks())),
    ("GET", "/fapi/v3/positionRisk"): _signed(always(_risks())),
    ("GET", "/fapi/v1/openOrders"): _signed(_open_orders, 1),
    ("GET", "/fapi/v1/leverageBracket"): _signed(_brackets, 1),
    ("POST", "/fapi/v1/order/test"): _signed(_accepted, 1),
    # Answered as documented and counted; nothing is placed.
    ("POST", "/fapi/v1/order"): _signed(_accepted, 1, is_dangerous=True),
}
