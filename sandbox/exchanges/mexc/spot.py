"""What MEXC's spot side can be asked, and what it answers."""

import functools
from collections.abc import Callable
from typing import Any

from sandbox import holdings
from sandbox.calls import Call, Endpoint, Refused
from sandbox.exchanges.base import rights_of
from sandbox.exchanges.mexc import listings
from sandbox.exchanges.mexc.listings import markets
from sandbox.orders import check_limit, check_market_order
from sandbox.stories import Story
from sandbox.wire import Answer, in_json

_LIMIT_TYPES = ("LIMIT", "LIMIT_MAKER", "IMMEDIATE_OR_CANCEL", "FILL_OR_KILL")


@functools.cache
def rights(story: Story) -> tuple[str, ...]:
    return rights_of(
        story,
        reading="SPOT_ACCOUNT_READ,SPOT_DEAL_READ",
        trading="SPOT_DEAL_WRITE",
        futures="CONTRACT_ACCOUNT_READ,CONTRACT_DEAL_READ,CONTRACT_DEAL_WRITE",
        withdrawing="SPOT_WITHDRAW_READ,SPOT_WITHDRAW_WRITE",
    )


# --- the key and its account -------------------------------------------------------------------


def _key_info(call: Call) -> Answer:
    account = call.holder
    if not (named := call.request.params.get("accessKey", "")):
        raise Refused("no-key-named")
    if named != account.api_key:
        raise Refused("no-such-key")
    story, days = account.story, account.story.expires_in_days
    if days is None:
        days = -999 if story.has_ip_list else 82  # -999 is for ever; without a list a key lasts 90 days
    return in_json(
        {
            "note": f"sandbox {account.number}",
            "accessKey": account.api_key,
            "createTime": "2026-09-14T18:53:36.000+00:00",
            "permissions": ",".join(rights(story)),
            "remainingValidity": days,
            "ipWhiteList": story.address_list if story.has_ip_list else "",
            "status": "VALID",
        }
    )


def _account() -> dict[str, Any]:
    # The flags describe the account, not the key: they are true for a key that may only read.
    flags = {
        "canTrade": True,
        "canWithdraw": True,
        "canDeposit": True,
        "updateTime": None,
        "accountType": "SPOT",
    }
    owned = [{"asset": b.currency, "free": b.free, "locked": b.locked} for b in holdings.balances("MX")]
    return flags | {"balances": owned, "permissions": ["SPOT"]}


def _open_order(order: holdings.Order) -> dict[str, Any]:
    return {
        "symbol": f"{order.market.base}{order.market.quote}",
        "orderId": f"C02__51238779902342348803{order.number}",
        "orderListId": -1,
        "clientOrderId": "",
        "price": order.price,
        "origQty": order.size,
        "executedQty": "0",
        "cummulativeQuoteQty": "0",
        "status": "NEW",
        "timeInForce": None,
        "type": "LIMIT",
        "side": order.side.upper(),
        "stopPrice": None,
        "icebergQty": None,
        "time": holdings.BUSY_AT_MS,
        "updateTime": None,
        "isWorking": True,
        "origQuoteOrderQty": order.cost,
    }


def _open_orders(call: Call) -> Answer:
    symbol = call.request.params.get("symbol")
    found = [_open_order(order) for order in holdings.orders()]
    return in_json([order for order in found if symbol in (None, order["symbol"])])


def _uid(call: Call) -> Answer:
    return in_json({"uid": str(call.holder.uid)})


def _symbols(call: Call) -> Answer:
    return in_json({"code": 200, "data": list(markets()), "msg": None})


def _currencies(call: Call) -> Answer:
    owned = holdings.balances("MX")
    return in_json([{"coin": b.currency, "name": b.currency, "networkList": []} for b in owned])


def _always(data: object) -> Callable[[Call], Answer]:
    answer = in_json(data)
    return lambda call: answer


def _check_order(call: Call) -> None:
    params = call.request.params
    for name in ("symbol", "side", "type"):
        if not params.get(name):
            raise Refused("missing", what=name)
    market = markets().get(params["symbol"])
    if market is None:
        raise Refused("bad-symbol")
    size, kind = params.get("quantity", ""), params["type"]
    if params["side"] not in ("BUY", "SELL") or kind not in (*_LIMIT_TYPES, "MARKET"):
        raise Refused("bad-type")
    if kind == "MARKET":
        check_market_order(market, size, params.get("quoteOrderQty", ""))
    else:
        check_limit(market, params.get("price", ""), size)


def _test_order(call: Call) -> Answer:
    _check_order(call)
    return in_json({})


def _order(call: Call) -> Answer:
    _check_order(call)
    params = call.request.params
    made = {"orderId": "C02__512387799023423488039", "orderListId": -1, "transactTime": call.now_ms}
    asked = {"symbol": "symbol", "price": "price", "quantity": "origQty", "type": "type", "side": "side"}
    return in_json(made | {asked[name]: value for name, value in params.items() if name in asked})


_DONE = {"id": "7213fea8e94b4a5593d507237e5a555b"}
_READ, _ORDERS, _TRADE = "SPOT_ACCOUNT_READ", "SPOT_DEAL_READ", "SPOT_DEAL_WRITE"
_WALLET, _WITHDRAW = "SPOT_WITHDRAW_READ", "SPOT_WITHDRAW_WRITE"

ENDPOINTS = listings.ENDPOINTS | {
    ("GET", "/api/v3/apiKeyInfo"): Endpoint(_key_info, is_introspection=True),
    ("GET", "/api/v3/account"): Endpoint(_always(_account()), right=_READ, weight=10),
    ("GET", "/api/v3/uid"): Endpoint(_uid, right=_READ),
    ("GET", "/api/v3/kyc/status"): Endpoint(_always({"status": "2"}), right=_READ),
    ("GET", "/api/v3/selfSymbols"): Endpoint(_symbols, right=_READ),
    ("GET", "/api/v3/openOrders"): Endpoint(_open_orders, right=_ORDERS, weight=3),
    ("POST", "/api/v3/order/test"): Endpoint(_test_order, right=_TRADE),
    ("GET", "/api/v3/capital/config/getall"): Endpoint(_currencies, right=_WALLET, weight=10),
    ("GET", "/api/v3/capital/withdraw/history"): Endpoint(_always([]), right=_WALLET),
    # Answered as documented and counted; nothing is placed, changed or paid out.
    ("POST", "/api/v3/order"): Endpoint(_order, right=_TRADE, is_dangerous=True),
    ("POST", "/api/v3/apiKeyInfo"): Endpoint(_always({}), is_dangerous=True),
    ("POST", "/api/v3/capital/withdraw"): Endpoint(_always(_DONE), right=_WITHDRAW, is_dangerous=True),
    ("DELETE", "/api/v3/capital/withdraw"): Endpoint(_always(_DONE), right=_WITHDRAW, is_dangerous=True),
}
