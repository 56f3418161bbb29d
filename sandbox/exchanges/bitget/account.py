"""What Bitget can be asked about a key, its account and its spot orders."""

import functools
from collections.abc import Callable
from typing import Any

from sandbox import holdings
from sandbox.calls import Call, Endpoint, Refused
from sandbox.exchanges.base import rights_of
from sandbox.exchanges.bitget.listings import always, name, said
from sandbox.markets import listing
from sandbox.orders import check_limit, check_market_order
from sandbox.stories import Story
from sandbox.wire import Answer


@functools.cache
def rights(story: Story) -> tuple[str, ...]:
    """Return all that a key may do; who may write may read."""
    return rights_of(
        story, reading="stor", trading="stow", futures="coor,cpor,coow,cpow", withdrawing="wtor,wwow"
    )


def _listed(story: Story) -> list[str]:
    """Return the rights as they are listed: one name for reading and writing."""
    held = rights(story)
    return [right for right in held if not (right.endswith("r") and f"{right[:-1]}w" in held)]


def _key_info(call: Call) -> Answer:
    account, story = call.holder, call.holder.story
    return said(
        call,
        {
            "userId": str(account.uid),
            "inviterId": "",
            "ips": story.address_list if story.has_ip_list else "",
            "authorities": _listed(story),
            "parentId": 1,
            "traderType": "not_trader",
            "channelCode": "",
            "channel": "",
            "regisTime": "1704067200000",
        },
    )


def _assets(call: Call) -> Answer:
    wanted = call.request.params.get("coin", "").upper()
    return said(
        call,
        [
            {
                "coin": b.currency,
                "available": b.free,
                "frozen": b.locked,
                "locked": "0",
                "limitAvailable": "0",
            }
            | {"uTime": str(holdings.BUSY_AT_MS)}
            for b in holdings.balances("BGB")
            if wanted in ("", b.currency)
        ],
    )


def _order(order: holdings.Order, uid: int) -> dict[str, Any]:
    return {
        "userId": str(uid),
        "symbol": name(order.market),
        "orderId": f"112140431247310848{order.number}",
        "clientOid": f"5c52e112-03aa-677f-33e4-93f00000000{order.number}",
        "priceAvg": order.price,
        "size": order.size,
        "orderType": "limit",
        "side": order.side,
        "status": "live",
        "basePrice": "0",
        "baseVolume": "0",
        "quoteVolume": "0",
        "enterPointSource": "API",
        "orderSource": "normal",
        "presetTakeProfitPrice": "",
        "executeTakeProfitPrice": "",
        "presetStopLossPrice": "",
        "executeStopLossPrice": "",
        "triggerPrice": None,
        "tpslType": "normal",
        "cTime": str(holdings.BUSY_AT_MS),
        "uTime": str(holdings.BUSY_AT_MS),
    }


def _unfilled(call: Call) -> Answer:
    symbol = call.request.params.get("symbol")
    found = [_order(order, call.holder.uid) for order in holdings.orders()]
    return said(call, [order for order in found if symbol in (None, order["symbol"])])


def _placed(call: Call) -> Answer:
    """Check an order as far as a real server does before matching; raises Refused."""
    body = {field: str(value) for field, value in call.request.json.items()}
    for field in ("symbol", "side", "orderType", "size"):
        if not body.get(field):
            raise Refused("missing", what=field)
    market = next((one for one in listing().values() if name(one) == body["symbol"]), None)
    if market is None:
        raise Refused("bad-symbol", symbol=body["symbol"])
    if body["side"] not in ("buy", "sell"):
        raise Refused("bad-type", what="side")
    if body["orderType"] == "limit":
        check_limit(market, body.get("price", ""), body["size"])
    else:  # a market order names what is spent, or what is sold
        size, cost = ("", body["size"]) if body["side"] == "buy" else (body["size"], "")
        check_market_order(market, size, cost)
    return said(call, {"orderId": "1001", "clientOid": call.request.json.get("clientOid")})


def _not_unified(call: Call) -> Answer:
    raise Refused("classic")


def private(answer: Callable[[Call], Answer], right: str, per_second: int) -> Endpoint:
    return Endpoint(answer, right=right, pool=str(per_second))


def dangerous(answer: Callable[[Call], Answer], right: str, per_second: int = 10) -> Endpoint:
    return Endpoint(answer, right=right, pool=str(per_second), is_dangerous=True)


_UNIFIED = Endpoint(_not_unified, pool="20")

ENDPOINTS = {
    ("GET", "/api/v2/spot/account/info"): Endpoint(_key_info, right="stor", pool="1", is_introspection=True),
    ("GET", "/api/v2/spot/account/assets"): private(_assets, "stor", 10),
    ("GET", "/api/v2/spot/trade/unfilled-orders"): private(_unfilled, "stor", 20),
    # The other kind of account: this sandbox has none of them.
    ("GET", "/api/v3/account/info"): _UNIFIED,
    ("GET", "/api/v3/account/settings"): _UNIFIED,
    ("GET", "/api/v3/account/assets"): _UNIFIED,
    # Answered as documented and counted; nothing is placed, moved or paid out.
    ("POST", "/api/v2/spot/trade/place-order"): dangerous(_placed, "stow"),
    ("POST", "/api/v2/spot/wallet/transfer"): dangerous(always({"transferId": "123456"}), "wtow"),
    ("POST", "/api/v2/spot/wallet/withdrawal"): dangerous(
        always({"orderId": "888291686266343424"}), "wwow", 5
    ),
}
