"""What Bybit can be asked about a key, its unified account, its orders and positions."""

import functools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sandbox import holdings
from sandbox.calls import Call, Endpoint, Refused
from sandbox.exchanges.base import rights_of
from sandbox.exchanges.bybit.listings import always, category, said, symbol
from sandbox.stories import Rights, Story
from sandbox.wire import Answer

_GROUPS = (
    "ContractTrade Spot Wallet Options Derivatives CopyTrading BlockTrade Exchange NFT Affiliate Earn FiatP2P"
    " FiatConvertBroker FiatGlobalPay FiatBitPay BitCard ByXPost"
)
_SPOT, _WITHDRAW, _TRANSFER = "Spot.SpotTrade", "Wallet.Withdraw", "Wallet.AccountTransfer"
_FUTURES = "ContractTrade.Order,ContractTrade.Position,Derivatives.DerivativesTrade"
# Without an end, and with one as it is for a key that is bound to no address.
_NO_END = ("1970-01-01T00:00:00Z", -2)
_USUAL_DAYS = 83


@functools.cache
def rights(story: Story) -> tuple[str, ...]:
    """Return what a key may do; whatever it may do besides, it reads."""
    return rights_of(story, reading="read", trading=_SPOT, futures=_FUTURES, withdrawing=_WITHDRAW)


def _permissions(story: Story) -> dict[str, list[str]]:
    """Return rights by group: those of a key that only reads are listed all the same."""
    names = {name.partition(".") for name in {*rights(story), _SPOT} if name != "read"}
    listed: dict[str, list[str]] = {group: [] for group in _GROUPS.split()}
    for group, _, name in sorted(names):
        listed[group].append(name)
    return listed


def _end(days: int, now_ms: int) -> tuple[str, int]:
    today = datetime.fromtimestamp(now_ms / 1000, UTC).date()
    return f"{today + timedelta(days=days)}T00:00:00Z", days


def _key_info(call: Call) -> Answer:
    account, story = call.holder, call.holder.story
    is_bound = story.has_ip_list and story.expires_in_days is None
    expired_at, days = _NO_END if is_bound else _end(story.expires_in_days or _USUAL_DAYS, call.now_ms)
    who = {"uta": 1, "userID": account.uid, "inviterID": 0, "isMaster": True, "parentUid": "0", "unified": 0}
    return said(
        call,
        {
            "id": str(10_000_000 + account.number),
            "note": f"sandbox {account.number}",
            "apiKey": account.api_key,
            "readOnly": int(story.rights is Rights.READ),
            "secret": "",
            "permissions": _permissions(story),
            "ips": [story.address_list] if is_bound else ["*"],
            "type": 1,
            "deadlineDay": days,
            "expiredAt": expired_at,
            "createdAt": "2026-09-14T18:53:36Z",
            "vipLevel": "No VIP",
            "mktMakerLevel": "0",
            "affiliateID": 0,
            "rsaPublicKey": "",
            "kycLevel": "LEVEL_1",
            "kycRegion": "",
        }
        | who,
    )


# --- money -----------------------------------------------------------------------------------------


def _coin(balance: holdings.Balance, margin: str) -> dict[str, Any]:
    nothing = ("borrowAmount", "accruedInterest", "totalOrderIM", "spotHedgingQty", "cumRealisedPnl", "bonus")
    return dict.fromkeys((*nothing, "spotBorrow", "unrealisedPnl", "totalPositionMM"), "0") | {
        "coin": balance.currency,
        "equity": balance.total,
        "usdValue": balance.total,
        "walletBalance": balance.total,
        "locked": balance.locked,
        "totalPositionIM": margin,
        "availableToWithdraw": "",
        "availableToBorrow": "",
        "marginCollateral": True,
        "collateralSwitch": True,
    }


@functools.cache
def _wallet() -> dict[str, Any]:
    margin = format(holdings.position().margin, "f")
    coins = [_coin(one, margin if one.currency == "USDT" else "0") for one in holdings.balances("MNT")]
    sums = ("totalEquity", "totalWalletBalance", "totalMarginBalance", "totalAvailableBalance")
    rates = ("accountIMRate", "accountMMRate", "totalInitialMargin", "totalMaintenanceMargin", "totalPerpUPL")
    told = dict.fromkeys(sums, "14210.55") | dict.fromkeys(rates, "0.01")
    return {"list": [told | {"accountType": "UNIFIED", "accountLTV": "0", "coin": coins}]}


def _wallet_balance(call: Call) -> Answer:
    if call.request.params.get("accountType") != "UNIFIED":
        raise Refused("account-type")
    return said(call, _wallet())


# --- orders and positions ------------------------------------------------------------------------------


def _market_asked(call: Call) -> str:
    """Return the category asked for; raises Refused where futures are asked without saying which, or not open."""
    kind, params = category(call), call.request.params
    if kind != "spot" and not call.holder.story.is_futures_open:
        raise Refused("futures-not-opened")
    if kind == "linear" and not any(params.get(name) for name in ("symbol", "settleCoin", "baseCoin")):
        raise Refused("which")
    return kind


_ORDER_TERMS = {
    **dict.fromkeys(
        ["blockTradeId", "isLeverage", "orderIv", "placeType", "smpOrderId", "stopOrderType"], ""
    ),
    **dict.fromkeys(["avgPrice", "cumExecQty", "cumExecValue", "cumExecFee"], "0"),
    **dict.fromkeys(["triggerPrice", "takeProfit", "stopLoss", "tpLimitPrice", "slLimitPrice"], ""),
    **dict.fromkeys(["triggerBy", "tpTriggerBy", "slTriggerBy"], ""),
    "positionIdx": 0,
    "triggerDirection": 0,
    "orderStatus": "New",
    "cancelType": "UNKNOWN",
    "rejectReason": "EC_NoError",
    "timeInForce": "GTC",
    "orderType": "Limit",
    "reduceOnly": False,
    "closeOnTrigger": False,
    "smpType": "None",
    "smpGroup": 0,
    "createdTime": str(holdings.BUSY_AT_MS),
    "updatedTime": str(holdings.BUSY_AT_MS),
}


def _order(order: holdings.Order, kind: str) -> dict[str, Any]:
    futures = {"tpslMode": ""} if kind == "linear" else {}
    return (
        _ORDER_TERMS
        | futures
        | {
            "orderId": f"fd4300ae-7847-404e-b947-b46980a4d14{order.number}",
            "orderLinkId": f"sandbox-{order.number}",
            "symbol": symbol(order.market),
            "side": order.side.capitalize(),
            "price": order.price,
            "qty": order.size,
            "leavesQty": order.size,
            "leavesValue": order.cost,
            "lastPriceOnCreated": order.price,
        }
    )


def _orders(call: Call) -> Answer:
    kind, asked = _market_asked(call), call.request.params.get("symbol")
    orders = [_order(order, kind) for order in holdings.orders()] if kind in ("spot", "linear") else []
    found = [order for order in orders if asked in (None, order["symbol"])]
    return said(call, {"category": kind, "list": found, "nextPageCursor": ""})


def _position() -> dict[str, Any]:
    position = holdings.position()
    margin, profit = format(position.margin, "f"), format(position.profit, "f")
    return {
        "positionIdx": 0,
        "riskId": 1,
        "riskLimitValue": "500000",
        "symbol": symbol(position.market),
        "side": "Buy",
        "size": format(position.size, "f"),
        "avgPrice": format(position.entry, "f"),
        "positionValue": format(position.cost, "f"),
        "tradeMode": 0,
        "positionStatus": "Normal",
        "autoAddMargin": 0,
        "adlRankIndicator": 2,
        "leverage": str(position.leverage),
        "positionBalance": margin,
        "markPrice": position.market.rounded(position.market.price),
        "liqPrice": "",
        "bustPrice": "",
        "positionIM": margin,
        "positionMM": "9.2",
        "unrealisedPnl": profit,
        "curRealisedPnl": "-1.2533",
        "cumRealisedPnl": "-1.2533",
        "isReduceOnly": False,
        "createdTime": str(holdings.BUSY_AT_MS),
        "updatedTime": str(holdings.BUSY_AT_MS),
    }


def _positions(call: Call) -> Answer:
    kind = _market_asked(call)
    return said(
        call, {"category": kind, "list": [_position()] if kind == "linear" else [], "nextPageCursor": ""}
    )


def _private(answer: Callable[[Call], Answer], right: str = "read", is_dangerous: bool = False) -> Endpoint:
    return Endpoint(answer, right=right, is_dangerous=is_dangerous)


_MODE = {
    "marginMode": "REGULAR_MARGIN",
    "unifiedMarginStatus": 6,
    "dcpStatus": "OFF",
    "isMasterTrader": False,
}
_MADE = {"orderId": "1321003749386327552", "orderLinkId": "sandbox"}

ENDPOINTS = {
    ("GET", "/v5/user/query-api"): Endpoint(_key_info, is_introspection=True),
    ("GET", "/v5/account/info"): _private(always(_MODE)),
    ("GET", "/v5/account/wallet-balance"): _private(_wallet_balance),
    ("GET", "/v5/asset/coin/query-info"): _private(always({"rows": []})),
    ("GET", "/v5/order/realtime"): _private(_orders),
    ("GET", "/v5/position/list"): _private(_positions),
    # Answered as documented and counted; nothing is placed, moved, changed or paid out.
    ("POST", "/v5/order/create"): _private(always(_MADE), _SPOT, is_dangerous=True),
    ("POST", "/v5/asset/transfer/inter-transfer"): _private(
        always({"transferId": "42c0cfb0-6bca-c242-bc76-4e6df6cbcb16"}), _TRANSFER, is_dangerous=True
    ),
    ("POST", "/v5/asset/withdraw/create"): _private(always({"id": "10195"}), _WITHDRAW, is_dangerous=True),
    ("POST", "/v5/user/update-api"): _private(always({}), is_dangerous=True),
}
