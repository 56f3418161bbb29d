"""What BingX can be asked about a key, its account and its spot orders."""

import functools
from collections.abc import Callable
from typing import Any

from sandbox import holdings
from sandbox.calls import Call, Endpoint
from sandbox.exchanges.base import rights_of
from sandbox.exchanges.bingx.listings import always, said, symbol
from sandbox.stories import Story
from sandbox.wire import Answer

_TRADE, READ, FUTURES, _TRANSFER, _WITHDRAW = "1", "2", "3", "4", "5"
_MADE_AT_MS = 1789412016000


@functools.cache
def rights(story: Story) -> tuple[str, ...]:
    """Return the numbers of the rights a key has."""
    return rights_of(story, reading=READ, trading=_TRADE, futures=FUTURES, withdrawing=_WITHDRAW)


def _addresses(story: Story) -> list[str]:
    """A key that ends is one without addresses."""
    return [story.address_list] if story.has_ip_list and story.expires_in_days is None else []


def _key(call: Call) -> dict[str, Any]:
    account = call.holder
    return {
        "apiKey": account.api_key,
        "note": f"sandbox {account.number}",
        "permissions": [int(number) for number in rights(account.story)],
        "ipAddresses": _addresses(account.story),
    }


def _permissions(call: Call) -> Answer:
    return said(_key(call))


def _restrictions(call: Call) -> Answer:
    """Tell the same as flags; whether the key can withdraw is not among them."""
    granted, story = rights(call.holder.story), call.holder.story
    flags = {"enableReading": READ, "enableSpotAndMarginTrading": _TRADE, "enableFutures": FUTURES}
    off = dict.fromkeys(("enableInternalTransfer", "permitsUniversalTransfer", "enableVanillaOptions"), False)
    told = {name: number in granted for name, number in flags.items()}
    return said(told | off | {"ipRestrict": bool(_addresses(story)), "createTime": _MADE_AT_MS})


def _keys(call: Call) -> Answer:
    """Tell of all keys of a user: there is one that asks."""
    own = call.holder.api_key
    return said(
        {"apiKeyList": [_key(call) | {"apiKey": f"{own[:5]}*****{own[-5:]}", "createTime": _MADE_AT_MS}]}
    )


def _uid(call: Call) -> Answer:
    return said({"uid": str(call.holder.uid)})


# --- money and orders ------------------------------------------------------------------------------


def _balances() -> list[dict[str, str]]:
    return [
        {"asset": one.currency, "displayName": one.currency, "free": one.free, "locked": one.locked}
        for one in holdings.balances("VST")
    ]


def _order(order: holdings.Order) -> dict[str, Any]:
    return {
        "symbol": symbol(order.market),
        "orderId": 1514073325788200960 + order.number,
        "price": order.price,
        "StopPrice": "0",
        "origQty": order.size,
        "executedQty": "0",
        "cummulativeQuoteQty": "0",
        "status": "PENDING",
        "type": "LIMIT",
        "side": order.side.upper(),
        "time": holdings.BUSY_AT_MS,
        "updateTime": holdings.BUSY_AT_MS,
        "origQuoteOrderQty": "0",
        "fee": "0",
        "clientOrderID": f"sandbox-{order.number}",
    }


def _open_orders(call: Call) -> Answer:
    wanted = call.request.params.get("symbol")
    found = [_order(order) for order in holdings.orders()]
    return said({"orders": [order for order in found if wanted in (None, order["symbol"])]})


def _private(answer: Callable[[Call], Answer], right: str = READ) -> Endpoint:
    return Endpoint(answer, right=right)


def _dangerous(answer: Callable[[Call], Answer], right: str) -> Endpoint:
    return Endpoint(answer, right=right, is_dangerous=True)


ENDPOINTS = {
    ("GET", "/v1/account/apiPermissions"): Endpoint(_permissions, right=READ, is_introspection=True),
    ("GET", "/v1/account/apiRestrictions"): _private(_restrictions),
    ("GET", "/account/v1/apiKey/query"): _private(_keys),
    ("GET", "/account/v1/uid"): _private(_uid),
    ("GET", "/spot/v1/account/balance"): _private(always({"balances": _balances()})),
    ("GET", "/fund/v1/account/balance"): _private(always({"assets": _balances()})),
    ("GET", "/spot/v1/trade/openOrders"): _private(_open_orders),
    ("GET", "/wallets/v1/capital/config/getall"): _private(always([])),
    # Answered as documented and counted; nothing is placed, moved or paid out.
    ("POST", "/spot/v1/trade/order"): _dangerous(
        always({"orderId": 1514090846268424192, "status": "PENDING", "transactTime": _MADE_AT_MS}), _TRADE
    ),
    ("POST", "/wallets/v1/capital/withdraw/apply"): _dangerous(
        always({"id": "1197073063359000577"}), _WITHDRAW
    ),
    ("POST", "/api/asset/v1/transfer"): _dangerous(always({"transferId": "1197073063359000577"}), _TRANSFER),
}
