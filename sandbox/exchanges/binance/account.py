"""What Binance can be asked about a key, its account and its spot orders."""

import functools
from collections.abc import Callable
from typing import Any

from sandbox import holdings
from sandbox.calls import Call, Endpoint, Refused
from sandbox.exchanges.base import rights_of
from sandbox.exchanges.binance.rules import asked_market
from sandbox.markets import Market, listing
from sandbox.orders import check_limit, check_market_order
from sandbox.stories import Story, Trouble
from sandbox.wire import Answer, in_json

_DAY_MS = 86_400_000
_READ, _TRADE, _FUTURES = "enableReading", "enableSpotAndMarginTrading", "enableFutures"
_WITHDRAW = "enableWithdrawals"
# The other flags of a key, which no story switches on.
_OFF = (
    "enableInternalTransfer",
    "permitsUniversalTransfer",
    "enableMargin",
    "enableVanillaOptions",
    "enablePortfolioMarginTrading",
    "enableFixApiTrade",
    "enableFixReadOnly",
)
LIMIT_TYPES = ("LIMIT", "LIMIT_MAKER")


@functools.cache
def rights(story: Story) -> tuple[str, ...]:
    if story.trouble is Trouble.EXPIRED:  # it is the right to trade that ends
        return (_READ,)
    return rights_of(story, reading=_READ, trading=_TRADE, futures=_FUTURES, withdrawing=_WITHDRAW)


# --- the key and its account -------------------------------------------------------------------


def _restrictions(call: Call) -> Answer:
    story, granted = call.holder.story, rights(call.holder.story)
    days = story.expires_in_days
    told: dict[str, Any] = {
        "ipRestrict": story.has_ip_list and days is None,
        "createTime": 1789412016000,
        **{name: name in granted for name in (_READ, _TRADE, _WITHDRAW, _FUTURES)},
        **dict.fromkeys(_OFF, False),
    }
    if days is not None:  # only a key without addresses has an end
        told["tradingAuthorityExpirationTime"] = (call.now_ms // _DAY_MS + days) * _DAY_MS
    return in_json(told)


def _account(call: Call) -> Answer:
    # The flags describe the account, not the key: they are true for a key that may only read.
    rate = dict.fromkeys(("maker", "taker"), "0.00100000") | dict.fromkeys(("buyer", "seller"), "0.00000000")
    flags = {"canTrade": True, "canWithdraw": True, "canDeposit": True, "brokered": False}
    owned = [{"asset": b.currency, "free": b.free, "locked": b.locked} for b in holdings.balances("BNB")]
    return in_json(
        {
            "makerCommission": 10,
            "takerCommission": 10,
            "buyerCommission": 0,
            "sellerCommission": 0,
            "commissionRates": rate,
            **flags,
            "requireSelfTradePrevention": False,
            "preventSor": False,
            "updateTime": holdings.BUSY_AT_MS,
            "accountType": "SPOT",
            "balances": owned,
            "permissions": ["SPOT"],
            "uid": call.holder.uid,
        }
    )


def _open_order(order: holdings.Order) -> dict[str, Any]:
    return {
        "symbol": f"{order.market.base}{order.market.quote}",
        "orderId": 28_457_003_120 + order.number,
        "orderListId": -1,
        "clientOrderId": f"web_0c6a1a2f6b7e4f4c9d{order.number}",
        "price": order.price,
        "origQty": order.size,
        "executedQty": "0.00000000",
        "origQuoteOrderQty": "0.00000000",
        "cummulativeQuoteQty": "0.00000000",
        "status": "NEW",
        "timeInForce": "GTC",
        "type": "LIMIT",
        "side": order.side.upper(),
        "stopPrice": "0.00000000",
        "icebergQty": "0.00000000",
        "time": holdings.BUSY_AT_MS,
        "updateTime": holdings.BUSY_AT_MS,
        "isWorking": True,
        "workingTime": holdings.BUSY_AT_MS,
        "selfTradePreventionMode": "EXPIRE_MAKER",
    }


def _open_orders(call: Call) -> Answer:
    symbol = call.request.params.get("symbol")
    found = [_open_order(order) for order in holdings.orders()]
    return in_json([order for order in found if symbol in (None, order["symbol"])])


@functools.cache
def _coins() -> Answer:
    coins = dict.fromkeys(name for market in listing().values() for name in (market.base, market.quote))
    return in_json([{"coin": coin, "name": coin, "networkList": []} for coin in coins])


def always(data: object) -> Callable[[Call], Answer]:
    answer = in_json(data)
    return lambda call: answer


# --- orders --------------------------------------------------------------------------------------


def checked(call: Call) -> Market:
    """Return the market of an order that a real server would pass on to matching; raises Refused."""
    params = call.request.params
    for name in ("symbol", "side", "type"):
        if not params.get(name):
            raise Refused("missing", what=name)
    market = asked_market(call)
    if params["side"] not in ("BUY", "SELL"):
        raise Refused("bad-side")
    size, kind = params.get("quantity", ""), params["type"]
    if kind == "MARKET":
        check_market_order(market, size, params.get("quoteOrderQty", ""))
    elif kind not in LIMIT_TYPES:
        raise Refused("bad-type")
    else:
        if kind == "LIMIT" and not params.get("timeInForce"):
            raise Refused("missing", what="timeInForce")
        check_limit(market, params.get("price", ""), size)
    return market


def _test_order(call: Call) -> Answer:
    checked(call)
    return in_json({})


def _order(call: Call) -> Answer:
    market, params = checked(call), call.request.params
    made = {"symbol": f"{market.base}{market.quote}", "orderId": 28_457_003_121, "orderListId": -1}
    return in_json(made | {"clientOrderId": params.get("newClientOrderId", ""), "transactTime": call.now_ms})


def _signed(answer: Callable[[Call], Answer], weight: int = 1, right: str = _READ) -> Endpoint:
    return Endpoint(answer, right=right, weight=weight)


def _dangerous(answer: Callable[[Call], Answer], right: str) -> Endpoint:
    return Endpoint(answer, right=right, is_dangerous=True)


ENDPOINTS = {
    ("GET", "/sapi/v1/account/apiRestrictions"): Endpoint(_restrictions, right=_READ, is_introspection=True),
    ("GET", "/sapi/v1/account/status"): _signed(always({"data": "Normal"})),
    ("GET", "/sapi/v1/account/apiTradingStatus"): _signed(
        always({"data": {"isLocked": False, "plannedRecoverTime": 0, "updateTime": holdings.BUSY_AT_MS}})
    ),
    ("GET", "/sapi/v1/capital/config/getall"): _signed(lambda call: _coins(), 10),
    ("GET", "/sapi/v1/margin/allPairs"): _signed(always([])),
    ("GET", "/sapi/v1/margin/isolated/allPairs"): _signed(always([]), 10),
    ("GET", "/api/v3/account"): _signed(_account, 20),
    ("GET", "/api/v3/openOrders"): _signed(_open_orders, 6),
    ("POST", "/api/v3/order/test"): _signed(_test_order, right=_TRADE),
    # Answered as documented and counted; nothing is placed, moved or paid out.
    ("POST", "/api/v3/order"): _dangerous(_order, _TRADE),
    ("POST", "/sapi/v1/capital/withdraw/apply"): _dangerous(
        always({"id": "7213fea8e94b4a5593d507237e5a555b"}), _WITHDRAW
    ),
    ("POST", "/sapi/v1/asset/transfer"): _dangerous(
        always({"tranId": 13526853623}), "permitsUniversalTransfer"
    ),
}
