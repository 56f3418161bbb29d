"""What KuCoin can be asked about a key, its account and its spot orders."""

import functools
import hashlib
from collections.abc import Callable
from typing import Any

from sandbox import holdings
from sandbox.calls import Call, Endpoint, Refused
from sandbox.exchanges.base import rights_of
from sandbox.exchanges.kucoin.listings import always, said
from sandbox.markets import listing
from sandbox.orders import check_limit, check_market_order
from sandbox.stories import Story
from sandbox.wire import Answer


@functools.cache
def rights(story: Story) -> tuple[str, ...]:
    return rights_of(story, reading="General", trading="Spot", futures="Futures", withdrawing="Transfer")


def _key_info(call: Call) -> Answer:
    account, story = call.holder, call.holder.story
    told = {
        "remark": f"sandbox {account.number}",
        "apiKey": account.api_key,
        "apiVersion": 3,
        "permission": ",".join(rights(story)),
        "createdAt": 1789412016000,
        "uid": account.uid,
        "isMaster": True,
    }
    # A key that is about to end is one without addresses, and the list is left out then, not empty.
    if story.has_ip_list and story.expires_in_days is None:
        told["ipWhitelist"] = story.address_list
    return said(told)


def _identifier(*parts: object) -> str:
    return hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()[:24]


@functools.cache
def _wallets(kind: str, currency: str) -> Answer:
    traded = [(b.currency, "trade", b.total, b.free, b.locked) for b in holdings.balances("KCS")]
    stored = [("USDT", "main", "250.00", "250.00", "0"), ("BTC", "main", "0", "0", "0")]
    return said(
        [
            {"id": _identifier(coin, type_), "currency": coin, "type": type_, "balance": total}
            | {"available": free, "holds": locked}
            for coin, type_, total, free, locked in stored + traded
            if kind in ("", type_) and currency in ("", coin)
        ]
    )


def _accounts(call: Call) -> Answer:
    return _wallets(call.request.params.get("type", ""), call.request.params.get("currency", ""))


_SUBS = ("subQuantity", "spotSubQuantity", "marginSubQuantity", "futuresSubQuantity", "optionSubQuantity")
_MOST = ("maxSpotSubQuantity", "maxMarginSubQuantity", "maxFuturesSubQuantity", "maxOptionSubQuantity")
_LEVEL = dict.fromkeys(("level", *_SUBS, *_MOST), 0) | {"maxSubQuantity": 5, "maxDefaultSubQuantity": 5}


# --- orders --------------------------------------------------------------------------------------


def _order(order: holdings.Order) -> dict[str, Any]:
    """Return what the newer and the older list of orders both tell of an order."""
    return {
        "id": _identifier("order", order.number),
        "clientOid": f"5c52e11203aa677f33e493f{order.number}",
        "symbol": f"{order.market.base}-{order.market.quote}",
        "opType": "DEAL",
        "type": "limit",
        "side": order.side,
        "price": order.price,
        "size": order.size,
        "funds": order.cost,
        "dealSize": "0",
        "dealFunds": "0",
        "fee": "0",
        "feeCurrency": order.market.quote,
        "stp": None,
        "timeInForce": "GTC",
        "postOnly": False,
        "hidden": False,
        "iceberg": False,
        "visibleSize": "0",
        "cancelAfter": 0,
        "channel": "API",
        "remark": None,
        "tags": None,
        "cancelExist": False,
        "tradeType": "TRADE",
        "createdAt": holdings.BUSY_AT_MS,
    }


def _active(call: Call) -> Answer:
    symbol = call.request.params.get("symbol", "")
    if not symbol:
        raise Refused("missing", what="symbol")
    newer = {"inOrderBook": True, "cancelledSize": "0", "cancelledFunds": "0", "tax": "0", "active": True}
    found = [_order(order) | newer for order in holdings.orders()]
    return said([order for order in found if order["symbol"] == symbol])


def _older_list(call: Call) -> Answer:
    params = call.request.params
    older = {"stop": "", "stopTriggered": False, "stopPrice": "0", "isActive": True}
    found = [_order(order) | older for order in holdings.orders()] if params.get("status") != "done" else []
    asked = [order for order in found if params.get("symbol") in (None, order["symbol"])]
    return said({"currentPage": 1, "pageSize": 50, "totalNum": len(asked), "totalPage": 1, "items": asked})


def _check_order(call: Call) -> None:
    """Check an order's body as far as a real server does before matching; raises Refused."""
    body = {name: str(value) for name, value in call.request.json.items()}
    for name in ("symbol", "side"):
        if not body.get(name):
            raise Refused("missing", what=name)
    market, kind = listing().get(body["symbol"]), body.get("type", "limit")
    if market is None:
        raise Refused("bad-symbol")
    if body["side"] not in ("buy", "sell"):
        raise Refused("bad-type", what="side")
    if kind == "limit":
        check_limit(market, body.get("price", ""), body.get("size", ""))
    elif kind == "market":
        check_market_order(market, body.get("size", ""), body.get("funds", ""))
    else:
        raise Refused("bad-type", what="type")


def _accepted(call: Call) -> Answer:
    _check_order(call)
    return said({"orderId": "670fd33bf9406e0007ab3945", "clientOid": call.request.json.get("clientOid")})


def private(answer: Callable[[Call], Answer], right: str, weight: int, pool: str = "Spot") -> Endpoint:
    return Endpoint(answer, right=right, weight=weight, pool=pool)


def dangerous(answer: Callable[[Call], Answer], right: str, pool: str = "Spot") -> Endpoint:
    return Endpoint(answer, right=right, weight=5, pool=pool, is_dangerous=True)


_MANAGEMENT, _PAID = "Management", always({"withdrawalId": "670deec84d64da0007d7c946"})
_NO_PAGES = {"currentPage": 1, "pageSize": 50, "totalNum": 0, "totalPage": 0, "items": []}

ENDPOINTS = {
    ("GET", "/api/v1/user/api-key"): Endpoint(
        _key_info, right="General", weight=20, pool=_MANAGEMENT, is_introspection=True
    ),
    ("GET", "/api/v2/user-info"): private(always(_LEVEL), "General", 20, _MANAGEMENT),
    ("GET", "/api/v1/accounts"): private(_accounts, "General", 5, _MANAGEMENT),
    ("GET", "/api/v1/hf/accounts/opened"): private(always(False), "General", 30),
    ("GET", "/api/ua/v1/account/mode"): private(
        always({"selfAccountMode": "CLASSIC"}), "General", 60, "Unified"
    ),
    ("GET", "/api/v3/margin/symbols"): private(always({"timestamp": 0, "items": []}), "General", 3),
    ("GET", "/api/v1/isolated/symbols"): private(always([]), "General", 3),
    ("GET", "/api/v1/hf/orders/active/symbols"): private(
        always({"symbols": [f"{order.market.base}-{order.market.quote}" for order in holdings.orders()]}),
        "Spot",
        2,
    ),
    ("GET", "/api/v1/hf/orders/active"): private(_active, "General", 2),
    ("GET", "/api/v1/orders"): private(_older_list, "General", 2),
    ("POST", "/api/v1/hf/orders/test"): private(_accepted, "Spot", 1),
    ("POST", "/api/v1/orders/test"): private(_accepted, "Spot", 2),
    ("GET", "/api/v1/withdrawals"): private(always(_NO_PAGES), "General", 20, _MANAGEMENT),
    # Answered as documented and counted; nothing is placed or paid out.
    ("POST", "/api/v1/hf/orders"): dangerous(_accepted, "Spot"),
    ("POST", "/api/v1/orders"): dangerous(_accepted, "Spot"),
    ("POST", "/api/v3/withdrawals"): dangerous(_PAID, "Transfer", _MANAGEMENT),
    ("POST", "/api/v1/withdrawals"): dangerous(_PAID, "Transfer", _MANAGEMENT),
    ("DELETE", "/api/v1/withdrawals/*"): dangerous(always(None), "Transfer", _MANAGEMENT),
}
