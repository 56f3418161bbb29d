"""What HTX's side of contracts can be asked about an account, its orders and its position."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from sandbox import holdings
from sandbox.calls import Call, Endpoint, Refused
from sandbox.exchanges.htx.account import READ, TRADE, rights
from sandbox.exchanges.htx.listings import contract, contract_size
from sandbox.markets import contracts
from sandbox.orders import amount
from sandbox.wire import Answer, in_json


def _told(call: Call, data: object) -> Answer:
    return in_json({"code": 200, "message": "Success", "data": data, "ts": call.now_ms})


def _plain(number: Decimal) -> str:
    return format(number.quantize(Decimal("1e-8")), "f")


def _balance(call: Call) -> Answer:
    position, free = holdings.position(), Decimal("812.403628")
    margin, profit = _plain(position.margin), _plain(position.profit)
    equity = _plain(free + position.margin + position.profit)
    sums = {"equity": equity, "initial_margin": margin, "maintenance_margin": "6.82", "profit_unreal": profit}
    rates = {"initial_margin_rate": "0.17", "maintenance_margin_rate": "0.006"}
    times = {"created_time": holdings.BUSY_AT_MS, "updated_time": holdings.BUSY_AT_MS}
    nothing = ("voucher", "voucher_value", "isolated_equity", "isolated_profit_unreal")
    free_of = dict.fromkeys(("available", "available_margin", "withdraw_available"), _plain(free))
    usdt = {"currency": "USDT"} | sums | rates | times | free_of | dict.fromkeys(nothing, "0")
    whole = {"state": "normal", "available_margin": _plain(free), "voucher_value": "0", "details": [usdt]}
    return _told(call, whole | sums | times | {"maintenance_margin_rate": "0.006"})


def _positions(call: Call) -> Answer:
    position = holdings.position()
    price, margin = position.market.rounded(position.market.price), _plain(position.margin)
    size = str(int(position.size / contract_size(position.market)))
    held = {
        "contract_code": contract(position.market),
        "position_side": "both",
        "direction": "buy",
        "margin_mode": "cross",
        "open_avg_price": _plain(position.entry),
        "volume": size,
        "available": size,
        "lever_rate": position.leverage,
        "adl_risk_percent": 3,
        "liquidation_price": _plain(position.entry * Decimal("0.91")),
        "margin": margin,
        "initial_margin": margin,
        "maintenance_margin": "6.82",
        "profit_unreal": _plain(position.profit),
        "profit_rate": "0.02",
        "margin_rate": "0.0012",
        "mark_price": price,
        "last_price": price,
        "margin_currency": "USDT",
        "contract_type": "swap",
        "created_time": str(holdings.BUSY_AT_MS),
        "updated_time": str(holdings.BUSY_AT_MS),
    }
    asked = call.request.params.get("contract_code")
    return _told(call, [held] if asked in (None, held["contract_code"]) else [])


def _order(order: holdings.Order) -> dict[str, Any]:
    size = str(int(Decimal(order.size) / contract_size(order.market)))
    return {
        "id": f"1513{order.number}",
        "contract_code": contract(order.market),
        "side": order.side,
        "position_side": "both",
        "type": "limit",
        "price_match": "",
        "order_id": f"15135571363215{order.number}",
        "client_order_id": f"sandbox-{order.number}",
        "margin_mode": "cross",
        "price": order.price,
        "volume": size,
        "lever_rate": 10,
        "state": "new",
        "order_source": "web",
        "reduce_only": False,
        "time_in_force": "gtc",
        "trade_avg_price": "0",
        "trade_volume": "0",
        "trade_turnover": "0",
        "fee_currency": "USDT",
        "fee": "0",
        "profit": "0",
        "contract_type": "swap",
        "created_time": str(holdings.BUSY_AT_MS),
        "updated_time": str(holdings.BUSY_AT_MS),
    }


def _open_orders(call: Call) -> Answer:
    return _told(call, [_order(order) for order in holdings.orders()])


def _placed(call: Call) -> Answer:
    body = {name: str(value) for name, value in call.request.json.items()}
    if body.get("contract_code") not in {contract(market) for market in contracts()}:
        raise Refused("no-such-contract")
    amount(body.get("volume", ""), "volume")
    return _told(
        call, {"order_id": "1513557136321597440", "client_order_id": body.get("client_order_id", "")}
    )


def _opened(answer: Callable[[Call], Answer], right: str = READ, is_dangerous: bool = False) -> Endpoint:
    """Return an endpoint that serves only who has opened contracts.

    A key that trades has the right to all of it, so whoever made one for spot alone is taken not to have opened them.
    """

    def answered(call: Call) -> Answer:
        story = call.holder.story
        if TRADE in rights(story) and "futures" not in story.markets:
            raise Refused("futures-not-opened")
        return answer(call)

    return Endpoint(answered, right=right, is_futures=True, is_dangerous=is_dangerous)


ENDPOINTS = {
    ("GET", "/v5/account/balance"): _opened(_balance),
    ("GET", "/v5/trade/position/opens"): _opened(_positions),
    ("GET", "/v5/trade/order/opens"): _opened(_open_orders),
    # Answered as documented and counted; nothing is placed.
    ("POST", "/v5/trade/order"): _opened(_placed, TRADE, is_dangerous=True),
}
