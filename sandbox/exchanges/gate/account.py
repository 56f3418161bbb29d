"""What Gate can be asked about a key, its account, its orders and its position."""

import functools
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from sandbox import holdings
from sandbox.calls import Call, Endpoint, Refused
from sandbox.exchanges.gate.listings import always, contract_size, name
from sandbox.markets import Market, contracts, listing
from sandbox.orders import amount, check_limit, check_market_order
from sandbox.stories import Rights, Story
from sandbox.wire import Answer, in_json

_STARTED_AT = int(time.time())
_DAY = 86_400
_UNBOUND_DAYS = 90
_SETTLED = 20  # days ago, where a key is bound and its age does not matter


@functools.cache
def rights(story: Story) -> tuple[str, ...]:
    """Return the areas a key may enter, with ":write" once more where it may do more than read."""
    areas = ["account", "spot"]
    if "futures" in story.markets:
        areas.append("futures")
    may_write = (
        [] if story.rights is Rights.READ else [f"{area}:write" for area in areas if area != "account"]
    )
    withdraws = ["withdraw", "withdraw:write"] if story.rights is Rights.WITHDRAW else []
    return (*areas, *may_write, *withdraws)


def is_bound(story: Story) -> bool:
    """A key that ends is one that is bound to no address."""
    return story.has_ip_list and story.expires_in_days is None


def _described(call: Call) -> dict[str, Any]:
    account, story, names = call.holder, call.holder.story, rights(call.holder.story)
    age = _SETTLED if story.expires_in_days is None else _UNBOUND_DAYS - story.expires_in_days
    # The last hour of the last day is added, so that so many days are left and not one less.
    made_at = _STARTED_AT - age * _DAY + 3600
    return {
        "state": 1,
        "mode": 1,
        "name": f"sandbox {account.number}",
        "user_id": account.uid,
        "perms": [
            {"name": area, "read_only": f"{area}:write" not in names} for area in names if ":" not in area
        ],
        "ip_whitelist": [story.address_list] if is_bound(story) else [],
        "currency_pairs": [],
        "key": f"{account.api_key[:12]}*****",
        "created_at": made_at,
        "updated_at": made_at,
        "last_access": call.now_ms // 1000,
    }


def _main_keys(call: Call) -> Answer:
    """Tell of all keys of the account: besides the one that asks there is one that can withdraw."""
    other = {"name": "mine alone", "key": "0123456789ab*****", "ip_whitelist": [], "created_at": 1663033932}
    perms = [{"name": "withdraw", "read_only": False}, {"name": "wallet", "read_only": False}]
    mine = _described(call)
    return in_json([mine | other | {"perms": perms, "updated_at": 1663033932}, mine])


def _detail(call: Call) -> Answer:
    mine = _described(call)
    told = {field: mine[field] for field in ("user_id", "ip_whitelist", "currency_pairs")}
    return in_json(told | {"key": {"mode": 1}, "tier": 0, "copy_trading_role": 0})


# --- balances ------------------------------------------------------------------------------------


def _spot_accounts(call: Call) -> Answer:
    currency = call.request.params.get("currency")
    return in_json(
        [
            {"currency": b.currency, "available": b.free, "locked": b.locked, "update_id": 98}
            for b in holdings.balances("GT")
            if currency in (None, b.currency)
        ]
    )


def _futures_account(call: Call) -> Answer:
    position = holdings.position()
    margin, profit, free = position.margin, position.profit, Decimal("812.403628")
    nothing = ("order_margin", "point", "bonus", "cross_order_margin", "cross_initial_margin")
    modes = dict.fromkeys(("in_dual_mode", "enable_credit", "enable_evolved_classic"), False)
    return in_json(
        dict.fromkeys(nothing, "0")
        | modes
        | {
            "user": call.holder.uid,
            "currency": "USDT",
            "total": format((free + margin).quantize(Decimal("1e-8")), "f"),
            "unrealised_pnl": format(profit.quantize(Decimal("1e-8")), "f"),
            "position_margin": format(margin.quantize(Decimal("1e-8")), "f"),
            "available": format(free, "f"),
            "margin_mode": 0,
        }
    )


# --- orders and positions ----------------------------------------------------------------------------


def _order(order: holdings.Order) -> dict[str, Any]:
    seconds = holdings.BUSY_AT_MS // 1000
    return {
        "id": f"1233232{order.number}",
        "text": f"t-{order.number}",
        "currency_pair": name(order.market),
        "type": "limit",
        "account": "spot",
        "side": order.side,
        "amount": order.size,
        "price": order.price,
        "left": order.size,
        "status": "open",
        "time_in_force": "gtc",
        "create_time": str(seconds),
        "update_time": str(seconds),
        "create_time_ms": holdings.BUSY_AT_MS,
        "update_time_ms": holdings.BUSY_AT_MS,
        "fee_currency": order.market.base,
        **dict.fromkeys(("filled_total", "fee", "point_fee", "gt_fee", "iceberg", "rebated_fee"), "0"),
    }


def _open_orders() -> list[dict[str, Any]]:
    return [{"currency_pair": name(o.market), "total": 1, "orders": [_order(o)]} for o in holdings.orders()]


def _orders(call: Call) -> Answer:
    params = call.request.params
    if not params.get("currency_pair"):
        raise Refused("missing", what="currency_pair")
    is_open = params.get("status") == "open"
    found = [_order(o) for o in holdings.orders() if is_open and name(o.market) == params["currency_pair"]]
    return in_json(found)


def _contract_order(order: holdings.Order) -> dict[str, Any]:
    size = int(Decimal(order.size) / contract_size(order.market)) * (1 if order.side == "buy" else -1)
    return {
        "id": 15675390 + order.number,
        "contract": name(order.market),
        "size": size,
        "left": size,
        "price": order.price,
        "status": "open",
        "tif": "gtc",
        "create_time": holdings.BUSY_AT_MS / 1000,
        "fill_price": "0",
        "is_reduce_only": False,
        "is_close": False,
        "is_liq": False,
        "text": f"t-{order.number}",
        "tkfr": "0.0005",
        "mkfr": "0.0002",
    }


def _contract_orders(call: Call) -> Answer:
    is_open = call.request.params.get("status") == "open"
    return in_json([_contract_order(order) for order in holdings.orders()] if is_open else [])


def _size(market: Market, size: Decimal) -> int:
    return int(size / contract_size(market))


def _no_position(market: Market) -> dict[str, Any]:
    zeros = ("value", "margin", "entry_price", "liq_price", "unrealised_pnl", "realised_pnl")
    return dict.fromkeys(zeros, "0") | {"contract": name(market), "size": 0, "mode": "single"}


def _positions(call: Call) -> Answer:
    position = holdings.position()
    entry = position.entry
    held = {
        "user": call.holder.uid,
        "contract": name(position.market),
        "size": _size(position.market, position.size),
        "leverage": str(position.leverage),
        "risk_limit": "1000000",
        "leverage_max": "125",
        "maintenance_rate": "0.004",
        "value": format(position.size * position.market.price, "f"),
        "margin": format(position.margin, "f"),
        "initial_margin": format(position.margin, "f"),
        "maintenance_margin": "6.82",
        "entry_price": format(entry, "f"),
        "mark_price": format(position.market.price, "f"),
        "liq_price": format((entry * Decimal("0.91")).quantize(Decimal("0.01")), "f"),
        "unrealised_pnl": format(position.profit, "f"),
        "realised_pnl": "-0.8355",
        "mode": "single",
        "open_time": holdings.BUSY_AT_MS // 1000,
        "update_time": holdings.BUSY_AT_MS // 1000,
        "pending_orders": 0,
    }
    is_real_only = call.request.params.get("holding") == "true"
    # A contract that was traded once stays in the list, with nothing in it.
    return in_json([held] if is_real_only else [held, _no_position(listing()["BTC-USDT"])])


def _placed(call: Call) -> Answer:
    body = {field: str(value) for field, value in call.request.json.items()}
    for field in ("currency_pair", "side", "amount"):
        if not body.get(field):
            raise Refused("missing", what=field)
    market = listing().get(body["currency_pair"].replace("_", "-"))
    if market is None:
        raise Refused("bad-symbol", what=body["currency_pair"])
    if body["side"] not in ("buy", "sell"):
        raise Refused("bad-type", what="side")
    if body.get("type", "limit") == "limit":
        check_limit(market, body.get("price", ""), body["amount"])
    else:  # a market order to buy names what it costs
        is_cost = body["side"] == "buy"
        check_market_order(market, "" if is_cost else body["amount"], body["amount"] if is_cost else "")
    return in_json(body | {"id": "1852454420", "status": "open", "left": body["amount"]}, 201)


def _placed_contract(call: Call) -> Answer:
    body = {field: str(value) for field, value in call.request.json.items()}
    if body.get("contract") not in {name(market) for market in contracts()}:
        raise Refused("no-such-contract")
    amount(body.get("size", "").removeprefix("-"), "size")
    return in_json(body | {"id": 15675394, "status": "open"}, 201)


def _private(answer: Callable[[Call], Answer], right: str) -> Endpoint:
    return Endpoint(answer, right=right, is_futures=right.startswith("futures"))


def _dangerous(answer: Callable[[Call], Answer], right: str) -> Endpoint:
    return Endpoint(answer, right=right, is_futures=right.startswith("futures"), is_dangerous=True)


_WITHDRAWN = always({"id": "210496", "currency": "USDT", "status": "PEND"})

ENDPOINTS = {
    ("GET", "/api/v4/account/main_keys"): Endpoint(_main_keys, right="account", is_introspection=True),
    ("GET", "/api/v4/account/detail"): _private(_detail, "account"),
    ("GET", "/api/v4/spot/accounts"): _private(_spot_accounts, "spot"),
    ("GET", "/api/v4/spot/open_orders"): _private(always(_open_orders()), "spot"),
    ("GET", "/api/v4/spot/orders"): _private(_orders, "spot"),
    ("GET", "/api/v4/futures/usdt/accounts"): _private(_futures_account, "futures"),
    ("GET", "/api/v4/futures/usdt/positions"): _private(_positions, "futures"),
    ("GET", "/api/v4/futures/usdt/orders"): _private(_contract_orders, "futures"),
    # Answered as documented and counted; nothing is placed or paid out.
    ("POST", "/api/v4/spot/orders"): _dangerous(_placed, "spot:write"),
    ("POST", "/api/v4/futures/usdt/orders"): _dangerous(_placed_contract, "futures:write"),
    ("POST", "/api/v4/withdrawals"): _dangerous(_WITHDRAWN, "withdraw:write"),
    ("DELETE", "/api/v4/withdrawals/*"): _dangerous(_WITHDRAWN, "withdraw:write"),
}
