"""What OKX can be asked about a key, its account, its orders and its positions."""

import functools
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import orjson

from sandbox import holdings
from sandbox.calls import Call, Endpoint, Refused
from sandbox.exchanges.okx.listings import SWAP, always, contract_lot, least, pair, said, value
from sandbox.markets import Market, contracts, listing
from sandbox.orders import amount
from sandbox.stories import Rights, Story
from sandbox.wire import Answer

READ, TRADE, WITHDRAW = "read_only", "trade", "withdraw"
_SPOT_MODE, _FUTURES_MODE = "1", "2"
_BUSY_AT = str(holdings.BUSY_AT_MS)


@functools.cache
def rights(story: Story) -> tuple[str, ...]:
    granted = {Rights.READ: (READ,), Rights.TRADE: (READ, TRADE), Rights.WITHDRAW: (READ, WITHDRAW, TRADE)}
    return granted[story.rights]


def _mode(story: Story) -> str:
    """Return the mode of the account: contracts are traded in the second, not in the first."""
    return _FUTURES_MODE if "futures" in story.markets and story.is_futures_open else _SPOT_MODE


_SETTINGS = {
    "acctStpMode": "cancel_maker",
    "autoLoan": False,
    "ctIsoMode": "automatic",
    "enableSpotBorrow": False,
    "feeType": "0",
    "greeksType": "PA",
    "kycLv": "3",
    "level": "Lv1",
    "levelTmp": "",
    "liquidationGear": "-1",
    "mgnIsoMode": "automatic",
    "opAuth": "0",
    "posMode": "net_mode",
    "roleType": "0",
    "settleCcy": "USDT",
    "settleCcyList": ["USDT", "USDC"],
    "spotBorrowAutoRepay": False,
    "spotOffsetType": "",
    "spotRoleType": "0",
    "spotTraderInsts": [],
    "stgyType": "0",
    "traderInsts": [],
    "type": "0",
}


def _config(call: Call) -> Answer:
    account, story = call.holder, call.holder.story
    told = {
        "uid": str(account.uid),
        "mainUid": str(account.uid),
        "label": f"sandbox {account.number}",
        "acctLv": _mode(story),
        "perm": ",".join(rights(story)),
        # A key that is about to end is one without addresses.
        "ip": story.address_list if story.has_ip_list and story.expires_in_days is None else "",
    }
    return said([_SETTINGS | told])


# --- money ---------------------------------------------------------------------------------------
_NOTHING = dict.fromkeys(
    (
        *("borrowFroz", "crossLiab", "disEq", "fixedBal", "imr", "interest", "isoEq", "isoLiab", "isoUpl"),
        *("liab", "maxLoan", "mgnRatio", "mmr", "notionalLever", "smtSyncEq", "spotInUseAmt", "stgyEq"),
        *("twap", "upl", "uplLiab"),
    ),
    "0",
)


def _detail(balance: holdings.Balance, mode: str) -> dict[str, Any]:
    return _NOTHING | {
        "ccy": balance.currency,
        "cashBal": balance.total,
        "eq": balance.total,
        "availBal": balance.free,
        "availEq": balance.free if mode == _FUTURES_MODE else "",
        "frozenBal": balance.locked,
        "ordFrozen": balance.locked,
        "uTime": _BUSY_AT,
    }


@functools.cache
def _balance_of(mode: str, wanted: frozenset[str]) -> Answer:
    found = [one for one in holdings.balances("OKB") if not wanted or one.currency in wanted]
    total = {"adjEq": "", "imr": "", "isoEq": "0", "mgnRatio": "", "mmr": "", "ordFroz": "", "upl": ""}
    details = [_detail(one, mode) for one in found]
    return said([total | {"totalEq": "9210.55", "uTime": _BUSY_AT, "details": details}])


def _asked(call: Call) -> frozenset[str]:
    return frozenset(filter(None, call.request.params.get("ccy", "").split(",")))


def _balance(call: Call) -> Answer:
    return _balance_of(_mode(call.holder.story), _asked(call))


def _funding(call: Call) -> Answer:
    stored = {"ccy": "USDT", "bal": "250", "frozenBal": "0", "availBal": "250"}
    return said([stored] if not _asked(call) or "USDT" in _asked(call) else [])


@functools.cache
def _all_currencies() -> Answer:
    coins = dict.fromkeys(name for market in listing().values() for name in (market.base, market.quote))
    allowed = {"canDep": True, "canWd": True, "canInternal": True, "mainNet": True}
    limits = {"minWd": "2", "maxWd": "1000000", "fee": "1", "wdTickSz": "8", "minDep": "0.01"}
    told = allowed | limits
    return said([{"ccy": coin, "name": coin, "chain": f"{coin}-SANDBOX", **told} for coin in coins])


def _currencies(call: Call) -> Answer:
    return _all_currencies()


# --- orders and positions --------------------------------------------------------------------------
_ORDER_TERMS: dict[str, Any] = {
    **dict.fromkeys(("accFillSz", "fee", "rebate", "pnl"), "0"),
    **dict.fromkeys(("algoClOrdId", "algoId", "avgPx", "category", "ccy", "fillPx", "fillTime"), ""),
    **dict.fromkeys(("lever", "slOrdPx", "slTriggerPx", "source", "stpId", "tag", "tgtCcy", "tradeId"), ""),
    "attachAlgoOrds": [],
    "linkedAlgoOrd": {"algoId": ""},
    "fillSz": "0",
    "ordType": "limit",
    "posSide": "net",
    "reduceOnly": "false",
    "state": "live",
    "stpMode": "cancel_maker",
    "cTime": _BUSY_AT,
    "uTime": _BUSY_AT,
}


def _order(order: holdings.Order, kind: str) -> dict[str, Any]:
    is_swap = kind == "SWAP"
    size = format(Decimal(order.size) / value(order.market), "f") if is_swap else order.size
    return _ORDER_TERMS | {
        "instType": kind,
        "instId": pair(order.market) + (SWAP if is_swap else ""),
        "ordId": f"31206817206819164{order.number}",
        "clOrdId": f"b1550c{order.number}",
        "tdMode": "cross" if is_swap else "cash",
        "feeCcy": order.market.quote,
        "rebateCcy": order.market.quote,
        "side": order.side,
        "px": order.price,
        "sz": size,
    }


def _pending(call: Call) -> Answer:
    asked, mode = call.request.params, _mode(call.holder.story)
    kinds = ("SPOT", "SWAP") if mode == _FUTURES_MODE else ("SPOT",)
    found = [_order(one, kind) for kind in kinds for one in holdings.orders()]
    found = [one for one in found if asked.get("instType") in (None, one["instType"])]
    return said([one for one in found if asked.get("instId") in (None, one["instId"])])


def _position() -> dict[str, Any]:
    held = holdings.position()
    price = held.market.rounded(held.market.price)
    return dict.fromkeys(("adl", "deltaBS", "liab", "liabCcy", "optVal", "tradeId", "usdPx"), "") | {
        "instType": "SWAP",
        "instId": f"{pair(held.market)}{SWAP}",
        "mgnMode": "isolated",
        "posId": "307173036051017730",
        "posSide": "net",
        "pos": format(held.size / value(held.market), "f"),
        "availPos": format(held.size / value(held.market), "f"),
        "avgPx": held.market.rounded(held.entry),
        "markPx": price,
        "last": price,
        "lever": str(held.leverage),
        "liqPx": held.market.rounded(held.entry * Decimal("0.91")),
        "margin": format(held.margin, "f"),
        "imr": "",
        "mmr": format(held.cost * Decimal("0.005"), "f"),
        "mgnRatio": "18.4",
        "notionalUsd": format(held.cost, "f"),
        "upl": format(held.profit, "f"),
        "uplRatio": "0.2",
        "ccy": held.market.quote,
        "cTime": _BUSY_AT,
        "uTime": _BUSY_AT,
    }


def _positions(call: Call) -> Answer:
    is_held = _mode(call.holder.story) == _FUTURES_MODE
    is_asked = call.request.params.get("instType") in (None, "SWAP")
    return said([_position()] if is_held and is_asked else [])


def _known(name: str) -> tuple[Market, Decimal, Decimal]:
    """Return (market, lot, smallest order) of an instrument; raises Refused."""
    spot = listing().get(name)
    if spot:
        return spot, spot.lot, least(spot)
    swap = next((market for market in contracts() if f"{pair(market)}{SWAP}" == name), None)
    if swap is None:
        raise Refused("bad-symbol")
    return swap, contract_lot(swap), contract_lot(swap)


def _accepted(call: Call) -> Answer:
    """Take one order or, in a list, several; raises Refused for the first that is wrong."""
    try:
        sent = orjson.loads(call.request.body)
    except orjson.JSONDecodeError:
        raise Refused("no-json") from None
    orders = [one for one in (sent if isinstance(sent, list) else [sent]) if isinstance(one, dict)]
    return said([_placed(call, {name: str(value) for name, value in one.items()}) for one in orders])


def _placed(call: Call, body: dict[str, str]) -> dict[str, str]:
    """Check an order as far as a real server does before matching; raises Refused."""
    market, lot, smallest = _known(body.get("instId", ""))
    if body["instId"].endswith(SWAP) and _mode(call.holder.story) != _FUTURES_MODE:
        raise Refused("futures-not-opened")
    for name, allowed in (
        ("tdMode", ("cash", "cross", "isolated")),
        ("side", ("buy", "sell")),
        ("ordType", ("limit", "market", "post_only", "ioc", "fok")),
    ):
        if body.get(name) not in allowed:
            raise Refused("bad-type", what=name)
    if body["ordType"] != "market" and amount(body.get("px", ""), "px") % market.tick:
        raise Refused("price-scale")
    size = amount(body.get("sz", ""), "sz")
    if size < smallest:
        raise Refused("below-minimum")
    if size % lot:
        raise Refused("size-scale")
    named = {"clOrdId": body.get("clOrdId", ""), "ordId": "312269865356374016", "tag": body.get("tag", "")}
    return named | {"ts": str(call.now_ms), "sCode": "0", "sMsg": ""}


def _not_in_this_mode(call: Call) -> Answer:
    # Documented for the two modes that no account here has.
    raise Refused("futures-not-opened")


def _reading(answer: Callable[[Call], Answer], pool: str, **more: Any) -> Endpoint:
    return Endpoint(answer, right=READ, pool=pool, **more)


def _dangerous(answer: Callable[[Call], Answer], right: str, pool: str) -> Endpoint:
    return Endpoint(answer, right=right, pool=pool, is_dangerous=True)


# The pool says how many requests in how many seconds an account may make of one endpoint.
ENDPOINTS = {
    ("GET", "/api/v5/account/config"): _reading(_config, "5/2", is_introspection=True),
    ("GET", "/api/v5/account/balance"): _reading(_balance, "10/2"),
    ("GET", "/api/v5/account/positions"): _reading(_positions, "10/2"),
    ("GET", "/api/v5/asset/balances"): _reading(_funding, "6/1"),
    ("GET", "/api/v5/asset/currencies"): _reading(_currencies, "6/1"),
    ("GET", "/api/v5/trade/orders-pending"): _reading(_pending, "60/2"),
    ("POST", "/api/v5/trade/order-precheck"): Endpoint(_not_in_this_mode, right=TRADE, pool="5/2"),
    # Answered as documented and counted; nothing is placed, moved or paid out.
    ("POST", "/api/v5/trade/order"): _dangerous(_accepted, TRADE, "60/2"),
    ("POST", "/api/v5/trade/batch-orders"): _dangerous(_accepted, TRADE, "300/2"),
    ("POST", "/api/v5/asset/transfer"): _dangerous(always([{"transId": "754147"}]), TRADE, "2/1"),
    ("POST", "/api/v5/asset/withdrawal"): _dangerous(always([{"wdId": "67485"}]), WITHDRAW, "6/1"),
}
