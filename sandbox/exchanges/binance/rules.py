"""What Binance says of each market: its filters, its contracts, its leverage."""

import functools
from decimal import Decimal
from typing import Any

import orjson

from sandbox.calls import Call, Refused
from sandbox.markets import PAUSED, Market, contracts, listing

_FOR_EVER_MS = 4_133_404_800_000  # how the end of a perpetual contract is told
_SPOT_TYPES = ["LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS_LIMIT", "TAKE_PROFIT_LIMIT"]
_FUTURES_TYPES = ["LIMIT", "MARKET", "STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET"]
_MODES = ["EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH"]


def symbol(market: Market) -> str:
    return f"{market.base}{market.quote}"


@functools.cache
def by_symbol(is_futures: bool) -> dict[str, Market]:
    return {symbol(market): market for market in (contracts() if is_futures else listing().values())}


def asked_market(call: Call) -> Market:
    """Return the market that a question or an order names; raises Refused."""
    found = by_symbol(call.request.path.startswith("/fapi/")).get(call.request.params.get("symbol", ""))
    if found is None:
        raise Refused("bad-symbol")
    return found


def _filters(market: Market, minimum: dict[str, Any]) -> list[dict[str, Any]]:
    sizes = {"minQty": format(market.lot, "f"), "maxQty": "9000000.00", "stepSize": format(market.lot, "f")}
    return [
        {
            "filterType": "PRICE_FILTER",
            "minPrice": format(market.tick, "f"),
            "maxPrice": "10000000.00",
            "tickSize": format(market.tick, "f"),
        },
        {"filterType": "LOT_SIZE", **sizes},
        {"filterType": "MARKET_LOT_SIZE", **sizes, "minQty": "0.00000000", "stepSize": "0.00000000"},
        minimum,
    ]


def spot(market: Market) -> dict[str, Any]:
    least = {
        "minNotional": format(market.minimum, "f"),
        "applyMinToMarket": True,
        "maxNotional": "9000000.00",
    }
    digits = dict.fromkeys(("baseAssetPrecision", "quotePrecision", "quoteAssetPrecision"), 8)
    allowed = ("icebergAllowed", "ocoAllowed", "otoAllowed", "allowTrailingStop", "cancelReplaceAllowed")
    return {
        "symbol": symbol(market),
        "status": "BREAK" if market.base in PAUSED else "TRADING",
        "baseAsset": market.base,
        "quoteAsset": market.quote,
        **digits,
        "baseCommissionPrecision": 8,
        "quoteCommissionPrecision": 8,
        "orderTypes": _SPOT_TYPES,
        **dict.fromkeys((*allowed, "quoteOrderQtyMarketAllowed", "isSpotTradingAllowed"), True),
        "isMarginTradingAllowed": False,
        "filters": _filters(market, {"filterType": "NOTIONAL", **least, "applyMaxToMarket": False}),
        "permissions": [],
        "permissionSets": [["SPOT", "TRD_GRP_004"]],
        "defaultSelfTradePreventionMode": "EXPIRE_MAKER",
        "allowedSelfTradePreventionModes": ["NONE", *_MODES],
    }


def contract(market: Market) -> dict[str, Any]:
    return {
        "symbol": symbol(market),
        "pair": symbol(market),
        "contractType": "PERPETUAL",
        "deliveryDate": _FOR_EVER_MS,
        "onboardDate": 1_569_398_400_000,
        "status": "SETTLING" if market.base in PAUSED else "TRADING",
        # The same for all: "ignore", as the documents say.
        "maintMarginPercent": "2.5000",
        "requiredMarginPercent": "5.0000",
        "baseAsset": market.base,
        "quoteAsset": market.quote,
        "marginAsset": market.quote,
        "pricePrecision": market.price_digits,
        "quantityPrecision": market.size_digits,
        "baseAssetPrecision": 8,
        "quotePrecision": 8,
        "underlyingType": "COIN",
        "underlyingSubType": ["PoW"],
        "triggerProtect": "0.0500",
        "liquidationFee": "0.012500",
        "marketTakeBound": "0.05",
        "maxMoveOrderLimit": 10_000,
        "filters": _filters(market, {"filterType": "MIN_NOTIONAL", "notional": format(market.minimum, "f")}),
        "orderTypes": _FUTURES_TYPES,
        "timeInForce": ["GTC", "IOC", "FOK", "GTX", "GTD"],
        "permissionSets": ["GRID", "COPY"],
    }


@functools.cache
def described(is_futures: bool) -> bytes:
    describe = contract if is_futures else spot
    return orjson.dumps([describe(market) for market in by_symbol(is_futures).values()])


def brackets(market: Market) -> dict[str, Any]:
    """Return the leverage tiers of a contract, which are told to keys alone."""
    levels = {"BTC": ((125, 300_000, "0.004"), (100, 800_000, "0.005"), (50, 3_000_000, "0.01"))}
    small = ((10, 50_000, "0.05"), (5, 250_000, "0.1"))
    floor, found = 0, []
    for number, (leverage, cap, rate) in enumerate(
        levels.get(market.base, small if market.base == "ORDI" else ((75, 50_000, "0.0065"),)), start=1
    ):
        found.append(
            {"bracket": number, "initialLeverage": leverage, "notionalCap": cap, "notionalFloor": floor}
            | {"maintMarginRatio": float(Decimal(rate)), "cum": 0.0}
        )
        floor = cap
    return {"symbol": symbol(market), "notionalCoef": 1.0, "brackets": found}
