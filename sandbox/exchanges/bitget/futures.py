"""What Bitget's futures side can be asked, and what it answers; all contracts are settled in USDT."""

import functools
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import orjson

from sandbox import holdings
from sandbox.calls import Call, Endpoint, Refused
from sandbox.exchanges.bitget.listings import day, in_time, name, public, said
from sandbox.markets import BY_HAND, PAUSED, Market, contracts
from sandbox.orders import amount
from sandbox.wire import Answer

_PRODUCTS = {
    f"{before}{coin}-FUTURES" for before in ("", "S") for coin in ("USDT", "COIN", "USDC")
}  # with an S for play money
_STEPS = {"BTC": "0.001", "ETH": "0.01"}
# Up to (USDT), leverage, maintenance rate. A small coin, as exchanges list them, has little leverage.
_LEVELS = [("150000", "125", "0.004"), ("900000", "100", "0.005"), ("4000000", "50", "0.01")]
_LEVELS_OF = {"ORDI": [("50000", "10", "0.05"), ("200000", "5", "0.1")]}


def _step(market: Market) -> Decimal:
    return Decimal(_STEPS.get(market.base, "1"))


def _levels(market: Market) -> list[tuple[str, str, str]]:
    return _LEVELS_OF.get(market.base, _LEVELS)


def _status(market: Market) -> str:
    if market.base in PAUSED:
        return "maintain"
    return "restrictedAPI" if market.base in BY_HAND else "normal"


# What is the same for every contract.
_TERMS = {
    "buyLimitPriceRatio": "0.05",
    "sellLimitPriceRatio": "0.05",
    "feeRateUpRatio": "0.005",
    "makerFeeRate": "0.0002",
    "takerFeeRate": "0.0006",
    "openCostUpRatio": "0.01",
    "supportMarginCoins": ["USDT"],
    "priceEndStep": "1",
    "symbolType": "perpetual",
    "minTradeUSDT": "5",
    "maxSymbolOrderNum": "200",
    "maxProductOrderNum": "1000",
    "maxPositionNum": "150",
    "offTime": "-1",
    "limitOpenTime": "-1",
    **dict.fromkeys(
        ["deliveryTime", "deliveryStartTime", "deliveryPeriod", "launchTime", "maintainTime"], ""
    ),
    "fundInterval": "8",
    "minLever": "1",
    "posLimit": "0.05",
    "isRwa": "NO",
}


def _contract(market: Market) -> dict[str, Any]:
    step = _step(market)
    return _TERMS | {
        "symbol": name(market),
        "baseCoin": market.base,
        "quoteCoin": market.quote,
        "minTradeNum": format(step, "f"),
        "sizeMultiplier": format(step, "f"),
        "volumePlace": str(max(0, -int(step.normalize().as_tuple().exponent))),
        "pricePlace": str(market.price_digits),
        "symbolStatus": _status(market),
        "maxLever": _levels(market)[0][1],
    }


def _ticker(market: Market) -> dict[str, Any]:
    price = market.rounded(market.price)
    return day(market) | {
        "open24h": market.rounded(market.price / (1 + market.change)),
        "indexPrice": price,
        "markPrice": price,
        "fundingRate": "0.0001",
        "holdingAmount": format(market.volume / 10, ".4f"),
        "deliveryStartTime": None,
        "deliveryTime": None,
        "deliveryStatus": "",
    }


def _product(call: Call) -> str:
    """Return the kind of contract that is asked about; raises Refused."""
    if not (product := call.request.params.get("productType", "").upper()):
        raise Refused("missing", what="productType")
    if product not in _PRODUCTS:
        raise Refused("bad-type", what="productType")
    return product


def _of_product(describe: Callable[[Market], dict[str, Any]]) -> Callable[[Call], Answer]:
    @functools.cache
    def every() -> bytes:
        return orjson.dumps([describe(market) for market in contracts()])

    return lambda call: in_time(call, every() if _product(call) == "USDT-FUTURES" else b"[]")


def _lever(call: Call) -> Answer:
    _product(call)
    levels, start = _levels(_market(call.request.params)), "0"
    told = []
    for number, (most, leverage, rate) in enumerate(levels, 1):
        limits = {"startUnit": start, "endUnit": most, "leverage": leverage, "keepMarginRate": rate}
        told.append({"symbol": call.request.params["symbol"], "level": str(number)} | limits)
        start = most
    return said(call, told)


def _market(params: dict[str, str]) -> Market:
    market = next((one for one in contracts() if name(one) == params.get("symbol")), None)
    if market is None:
        raise Refused("bad-symbol", symbol=params.get("symbol", ""))
    return market


# --- the account ---------------------------------------------------------------------------------


def _accounts() -> list[dict[str, Any]]:
    position, free = holdings.position(), Decimal("812.403628")
    margin, profit = position.margin, position.profit
    equity = format(free + margin + profit, ".8f")
    return [
        {
            "marginCoin": "USDT",
            "locked": "0",
            **dict.fromkeys(["available", "crossedMaxAvailable", "isolatedMaxAvailable"], format(free, "f")),
            "maxTransferOut": format(free, "f"),
            "accountEquity": equity,
            "usdtEquity": equity,
            "btcEquity": "0.018",
            "crossedRiskRate": "0",
            "unrealizedPL": format(profit, ".8f"),
            "coupon": "0",
            **dict.fromkeys(["unionTotalMargin", "unionAvailable", "unionMm"], "0"),
            "assetList": [],
            "isolatedMargin": format(margin, ".8f"),
            "crossedMargin": "0",
            "crossedUnrealizedPL": "0",
            "isolatedUnrealizedPL": format(profit, ".8f"),
            "assetMode": "single",
        }
    ]


def _positions() -> list[dict[str, Any]]:
    position = holdings.position()
    entry, size = position.entry, format(position.size, "f")
    return [
        {
            "marginCoin": "USDT",
            "symbol": name(position.market),
            "holdSide": "long",
            "openDelegateSize": "0",
            "marginSize": format(position.margin, ".8f"),
            "available": size,
            "locked": "0",
            "total": size,
            "leverage": str(position.leverage),
            "achievedProfits": "0",
            "openPriceAvg": format(entry, "f"),
            "marginMode": "isolated",
            "posMode": "hedge_mode",
            "unrealizedPL": format(position.profit, ".8f"),
            "liquidationPrice": format(entry * Decimal("0.91"), ".4f"),
            "keepMarginRate": "0.004",
            "markPrice": position.market.rounded(position.market.price),
            "breakEvenPrice": format(entry, "f"),
            "totalFee": "1.25",
            "deductedFee": "0",
            "marginRatio": "0.04",
            "assetMode": "single",
            "cTime": str(holdings.BUSY_AT_MS),
            "uTime": str(holdings.BUSY_AT_MS),
        }
    ]


def _order(order: holdings.Order) -> dict[str, Any]:
    is_bid = order.side == "buy"
    return {
        "symbol": name(order.market),
        "size": order.size,
        "orderId": f"131014131247310848{order.number}",
        "clientOid": f"5a80bd84-7f18-11ef-8a7f-aa665a37b3d{order.number}",
        "baseVolume": "0",
        "fee": "0",
        "price": order.price,
        "priceAvg": "",
        "status": "live",
        "side": order.side,
        "force": "gtc",
        "totalProfits": "0",
        "posSide": "long" if is_bid else "short",
        "marginCoin": "USDT",
        "quoteVolume": "0",
        "leverage": "10",
        "marginMode": "isolated",
        "enterPointSource": "api",
        "tradeSide": "open",
        "posMode": "hedge_mode",
        "orderType": "limit",
        "orderSource": "normal",
        "cTime": str(holdings.BUSY_AT_MS),
        "uTime": str(holdings.BUSY_AT_MS),
        **dict.fromkeys(["presetStopSurplusPrice", "presetStopLossPrice"], ""),
    }


def _orders() -> dict[str, Any]:
    found = [_order(order) for order in holdings.orders()]
    return {"entrustedList": found, "endId": found[-1]["orderId"]}


def _placed(call: Call) -> Answer:
    body = {field: str(value) for field, value in call.request.json.items()}
    for field in ("symbol", "marginCoin", "marginMode", "side", "orderType"):
        if not body.get(field):
            raise Refused("missing", what=field)
    market = _market(body)
    if amount(body.get("size", ""), "size") % _step(market):
        raise Refused("size-scale")
    if body["orderType"] == "limit" and amount(body.get("price", ""), "price") % market.tick:
        raise Refused("price-scale")
    return said(call, {"orderId": "121211212122", "clientOid": body.get("clientOid", "")})


def _held(data: object, empty: object, right: str, per_second: int) -> Endpoint:
    """Return an endpoint that tells of what is held in USDT, and of nothing else."""

    def answer(call: Call) -> Answer:
        return said(call, data if _product(call) == "USDT-FUTURES" else empty)

    return Endpoint(answer, right=right, pool=str(per_second), is_futures=True)


ENDPOINTS = {
    ("GET", "/api/v2/mix/market/contracts"): public(_of_product(_contract)),
    ("GET", "/api/v2/mix/market/tickers"): public(_of_product(_ticker)),
    ("GET", "/api/v2/mix/market/query-position-lever"): public(_lever, 10),
    ("GET", "/api/v2/mix/account/accounts"): _held(_accounts(), [], "cpor", 10),
    ("GET", "/api/v2/mix/position/all-position"): _held(_positions(), [], "cpor", 5),
    ("GET", "/api/v2/mix/order/orders-pending"): _held(
        _orders(), {"entrustedList": None, "endId": None}, "coor", 10
    ),
    ("POST", "/api/v2/mix/order/place-order"): Endpoint(
        _placed, right="coow", pool="10", is_futures=True, is_dangerous=True
    ),
}
