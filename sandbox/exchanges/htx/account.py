"""What HTX's spot side can be asked about a key, its account and its orders."""

import functools
from collections.abc import Callable
from typing import Any

from sandbox import holdings
from sandbox.calls import Call, Endpoint, Refused
from sandbox.exchanges.base import rights_of
from sandbox.exchanges.htx.listings import said, symbol
from sandbox.markets import listing
from sandbox.orders import check_limit, check_market_order
from sandbox.stories import Story
from sandbox.wire import Answer, in_json

READ, TRADE, WITHDRAW = "readOnly", "trade", "withdraw"
_CREATED_AT_MS = 1_789_412_016_000
_USUAL_DAYS = 62
# Every user has a spot account, and some have others beside it.
_OTHERS = (("otc", 1), ("point", 2))


@functools.cache
def rights(story: Story) -> tuple[str, ...]:
    """Return what a key may do: one right trades spot and contracts alike."""
    names = rights_of(story, reading=READ, trading=TRADE, futures=TRADE, withdrawing=WITHDRAW)
    return tuple(dict.fromkeys(names))


def _spot_account(call: Call) -> int:
    return 10 * call.holder.uid


# --- the key ---------------------------------------------------------------------------------------


def _uid(call: Call) -> Answer:
    return in_json({"code": 200, "data": call.holder.uid})


def _described(call: Call) -> dict[str, Any]:
    account, story = call.holder, call.holder.story
    is_bound = story.has_ip_list and story.expires_in_days is None
    return {
        "accessKey": account.api_key,
        "status": "normal",
        "note": f"sandbox {account.number}",
        "permission": ",".join(rights(story)),
        "ipAddresses": story.address_list if is_bound else "",
        "validDays": -1 if is_bound else story.expires_in_days or _USUAL_DAYS,
        "createTime": _CREATED_AT_MS,
        "updateTime": _CREATED_AT_MS,
    }


def _keys(call: Call) -> Answer:
    """Tell of the keys of a user, or of the one that is named; another one of this user can withdraw."""
    params, mine = call.request.params, _described(call)
    if not params.get("uid"):
        raise Refused("missing", what="uid")
    if params["uid"] != str(call.holder.uid):
        raise Refused("forbidden")
    other = {"accessKey": "4ba5cdf2-4a92c5da-dbuqg6hkte-718ba", "note": "mine alone", "ipAddresses": ""}
    found = [mine | other | {"permission": "readOnly,trade,withdraw", "validDays": 7}, mine]
    asked = params.get("accessKey")
    return in_json(
        {
            "code": 200,
            "message": "success",
            "data": [key for key in found if asked in (None, key["accessKey"])],
        }
    )


# --- accounts and orders ---------------------------------------------------------------------------


def _accounts(call: Call) -> Answer:
    number = _spot_account(call)
    told = [{"id": number + more, "type": kind, "subtype": "", "state": "working"} for kind, more in _OTHERS]
    return said([*told, {"id": number, "type": "spot", "subtype": "", "state": "working"}])


def _balance(call: Call) -> Answer:
    number = int(call.request.path.split("/")[-2])
    if number != _spot_account(call):
        raise Refused("bad-account", what=number)
    kinds = [
        {"currency": one.currency.lower(), "type": kind, "balance": amount, "seq-num": "145"}
        for one in holdings.balances("HT")
        for kind, amount in (("trade", one.free), ("frozen", one.locked))
    ]
    return said({"id": number, "type": "spot", "state": "working", "list": kinds})


def _order(order: holdings.Order, account: int) -> dict[str, Any]:
    return {
        "id": 545_493_700 + order.number,
        "client-order-id": f"sandbox-{order.number}",
        "symbol": symbol(order.market),
        "account-id": account,
        "amount": order.size,
        "price": order.price,
        "created-at": holdings.BUSY_AT_MS,
        "type": f"{order.side}-limit",
        "filled-amount": "0.0",
        "filled-cash-amount": "0.0",
        "filled-fees": "0.0",
        "source": "web",
        "state": "submitted",
    }


def _open_orders(call: Call) -> Answer:
    params, account = call.request.params, _spot_account(call)
    if params.get("account-id") != str(account):
        raise Refused("bad-account", what=params.get("account-id", ""))
    orders = [_order(order, account) for order in holdings.orders()]
    return said([order for order in orders if params.get("symbol") in (None, order["symbol"])])


def _placed(call: Call) -> Answer:
    body = {name: str(value) for name, value in call.request.json.items()}
    for name in ("account-id", "symbol", "type", "amount"):
        if not body.get(name):
            raise Refused("missing", what=name)
    market = {symbol(one): one for one in listing().values()}.get(body["symbol"])
    if market is None:
        raise Refused("bad-symbol")
    if body["type"].endswith("-limit"):
        check_limit(market, body.get("price", ""), body["amount"])
    else:  # a market order to buy names what it costs
        is_cost = body["type"] == "buy-market"
        check_market_order(market, "" if is_cost else body["amount"], body["amount"] if is_cost else "")
    return said("356501383558845")


def _private(answer: Callable[[Call], Answer], right: str = READ, is_dangerous: bool = False) -> Endpoint:
    return Endpoint(answer, right=right, is_dangerous=is_dangerous)


def _done(call: Call) -> Answer:
    return said(700)


ENDPOINTS = {
    ("GET", "/v2/user/uid"): _private(_uid),
    ("GET", "/v2/user/api-key"): Endpoint(_keys, right=READ, is_introspection=True),
    ("GET", "/v1/account/accounts"): _private(_accounts),
    ("GET", "/v1/account/accounts/*/balance"): _private(_balance),
    ("GET", "/v1/order/openOrders"): _private(_open_orders),
    # Answered as documented and counted; nothing is placed, moved or paid out.
    ("POST", "/v1/order/orders/place"): _private(_placed, TRADE, is_dangerous=True),
    ("POST", "/v1/futures/transfer"): _private(_done, TRADE, is_dangerous=True),
    ("POST", "/v1/dw/withdraw/api/create"): _private(_done, WITHDRAW, is_dangerous=True),
}
