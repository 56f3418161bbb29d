"""What Coinbase can be asked about a key, its portfolio, its wallets and its orders."""

import functools
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sandbox import holdings
from sandbox.accounts import Account
from sandbox.calls import Call, Endpoint, Refused
from sandbox.coding import derive
from sandbox.exchanges.base import rights_of
from sandbox.exchanges.coinbase.listings import product_id
from sandbox.parameters import whole
from sandbox.stories import Story
from sandbox.wire import Answer, in_json

_VIEW, _TRADE, _TRANSFER = "view", "trade", "transfer"
_USUAL_PAGE, _LARGEST_PAGE = 49, 250


@functools.cache
def rights(story: Story) -> tuple[str, ...]:
    """Return what a key may do; one that may transfer may also send coins to strangers."""
    return rights_of(story, reading=_VIEW, trading=_TRADE, futures=_TRADE, withdrawing=_TRANSFER)


def portfolio(account: Account) -> str:
    return str(uuid.UUID(bytes=derive(str(account.uid), "portfolio")[:16]))


def _key_permissions(call: Call) -> Answer:
    allowed = {f"can_{right}": right in rights(call.holder.story) for right in (_VIEW, _TRADE, _TRANSFER)}
    return in_json(allowed | {"portfolio_uuid": portfolio(call.holder), "portfolio_type": "DEFAULT"})


def _portfolios(call: Call) -> Answer:
    told = {"name": "Default", "uuid": portfolio(call.holder), "type": "DEFAULT", "deleted": False}
    return in_json({"portfolios": [told]})


# --- wallets -------------------------------------------------------------------------------------


def _wallet(balance: holdings.Balance, owner: str) -> dict[str, Any]:
    currency = balance.currency
    return {
        "uuid": str(uuid.uuid5(uuid.UUID(owner), currency)),
        "name": f"{currency} Wallet",
        "currency": currency,
        "available_balance": {"value": balance.free, "currency": currency},
        "default": currency == "BTC",
        "active": True,
        "created_at": "2026-01-04T06:20:06.456Z",
        "updated_at": "2026-01-04T06:20:07.181Z",
        "deleted_at": None,
        "type": "ACCOUNT_TYPE_CRYPTO",
        "ready": True,
        "hold": {"value": balance.locked, "currency": currency},
        "retail_portfolio_id": owner,
        "platform": "ACCOUNT_PLATFORM_CONSUMER",
    }


def _accounts(call: Call) -> Answer:
    """Tell the wallets, so many on a page, and where the next page begins."""
    owner = portfolio(call.holder)
    size = _asked(call, "limit", _USUAL_PAGE)
    if not 0 < size <= _LARGEST_PAGE:
        raise Refused("bad-argument", what="limit")
    begin = _asked(call, "cursor", 0)
    wallets = [_wallet(balance, owner) for balance in holdings.balances("USDC")]
    page, has_next = wallets[begin : begin + size], begin + size < len(wallets)
    cursor = str(begin + size) if has_next else ""
    return in_json({"accounts": page, "has_next": has_next, "cursor": cursor, "size": len(page)})


def _asked(call: Call, name: str, usual: int) -> int:
    number = whole(call.request.params.get(name) or str(usual))
    if number is None:
        raise Refused("bad-argument", what=name)
    return number


# --- orders --------------------------------------------------------------------------------------

_BUSY_AT = datetime.fromtimestamp(holdings.BUSY_AT_MS / 1000, UTC).isoformat(timespec="milliseconds")
_NOTHING = ("completion_percentage", "filled_size", "average_filled_price", "number_of_fills", "filled_value")


def _order(order: holdings.Order, owner: str) -> dict[str, Any]:
    limit = {"base_size": order.size, "limit_price": order.price, "post_only": False}
    return dict.fromkeys((*_NOTHING, "total_fees", "total_value_after_fees"), "0") | {
        "order_id": f"0f1e2d3c-4b5a-4968-8778-695a4b3c2d1{order.number}",
        "product_id": product_id(order.market),
        "user_id": owner,
        "order_configuration": {"limit_limit_gtc": limit},
        "side": order.side.upper(),
        "client_order_id": f"sandbox-{order.number}",
        "status": "OPEN",
        "time_in_force": "GOOD_UNTIL_CANCELLED",
        "created_time": _BUSY_AT.replace("+00:00", "Z"),
        "fee": "",
        "pending_cancel": False,
        "size_in_quote": False,
        "size_inclusive_of_fees": False,
        "trigger_status": "INVALID_ORDER_TYPE",
        "order_type": "LIMIT",
        "reject_reason": "REJECT_REASON_UNSPECIFIED",
        "settled": False,
        "product_type": "SPOT",
        "reject_message": "",
        "cancel_message": "",
        "order_placement_source": "RETAIL_ADVANCED",
        "outstanding_hold_amount": order.cost,
        "is_liquidation": False,
        "retail_portfolio_id": owner,
    }


def _orders(call: Call) -> Answer:
    params, owner = call.request.params, portfolio(call.holder)
    found = [_order(order, owner) for order in holdings.orders()]
    asked = params.get("product_ids")
    found = [order for order in found if asked in (None, order["product_id"])]
    if params.get("order_status", "OPEN") != "OPEN":
        found = []
    return in_json({"orders": found, "sequence": "0", "has_next": False, "cursor": ""})


def _always(data: object) -> Callable[[Call], Answer]:
    answer = in_json(data)
    return lambda call: answer


_FEES = {
    "total_volume": 0,
    "total_fees": 0,
    "fee_tier": {"pricing_tier": "Intro 1", "taker_fee_rate": "0.012", "maker_fee_rate": "0.006"},
}
_PLACED = {"success": True, "success_response": {"order_id": "0f1e2d3c-4b5a-4968-8778-695a4b3c2d10"}}
_QUOTED = {"trade": {"id": "8fea2b5c-31a0-4a8a-ad4f-7d4ae8c8ae43", "status": "TRADE_STATUS_CREATED"}}
_V3 = "/api/v3/brokerage"

ENDPOINTS = {
    ("GET", f"{_V3}/key_permissions"): Endpoint(_key_permissions, is_introspection=True),
    ("GET", f"{_V3}/accounts"): Endpoint(_accounts, right=_VIEW),
    ("GET", f"{_V3}/orders/historical/batch"): Endpoint(_orders, right=_VIEW),
    ("GET", f"{_V3}/portfolios"): Endpoint(_portfolios, right=_VIEW),
    ("GET", f"{_V3}/transaction_summary"): Endpoint(_always(_FEES), right=_VIEW),
    # Answered as documented and counted; nothing is placed, changed or moved.
    ("POST", f"{_V3}/orders"): Endpoint(_always(_PLACED), right=_TRADE, is_dangerous=True),
    ("POST", f"{_V3}/convert/quote"): Endpoint(_always(_QUOTED), right=_TRADE, is_dangerous=True),
    ("POST", f"{_V3}/portfolios/move_funds"): Endpoint(_always({}), right=_TRANSFER, is_dangerous=True),
}
