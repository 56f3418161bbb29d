"""What HTX trades: spot pairs and contracts settled in USDT, their rules and prices, without a signature."""

import functools
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from sandbox import holdings
from sandbox.calls import Call, Endpoint, Refused
from sandbox.markets import BY_HAND, PAUSED, Market, contracts, listing
from sandbox.wire import Answer, in_json

# One contract is this part of a coin, so that a contract is worth some dollars.
_CONTRACT_SIZE = {"BTC": "0.001", "ETH": "0.01"}
# (leverage, factor of the margin at the first and at the second size); a small coin has little leverage.
_LADDERS: tuple[tuple[int, str, str], ...] = (
    (125, "0.65", "0.85"),
    (20, "0.1", "0.16"),
    (1, "0.005", "0.01"),
)
_LADDERS_OF = {"ORDI": ((10, "0.5", "0.6"), (5, "0.3", "0.4"))}
_FIRST_SIZE = 8999  # contracts


def symbol(market: Market) -> str:
    return f"{market.base}{market.quote}".lower()


def contract(market: Market) -> str:
    return f"{market.base}-{market.quote}"


def contract_size(market: Market) -> Decimal:
    return Decimal(_CONTRACT_SIZE.get(market.base, "1"))


def said(data: object) -> Answer:
    return in_json({"status": "ok", "data": data})


def told(call: Call, data: object, field: str = "data") -> Answer:
    """Return an answer that says when it was made."""
    return in_json({"status": "ok", field: data, "ts": call.now_ms})


# --- rules -----------------------------------------------------------------------------------------


def _pair(market: Market) -> dict[str, Any]:
    lot, most = float(market.lot), 10_000_000
    return {
        "base-currency": market.base.lower(),
        "quote-currency": market.quote.lower(),
        "price-precision": market.price_digits,
        "amount-precision": market.size_digits,
        "value-precision": 8,
        "symbol-partition": "main",
        "symbol": symbol(market),
        "state": "suspend" if market.base in PAUSED else "online",
        "min-order-amt": lot,
        "max-order-amt": most,
        "min-order-value": float(market.minimum),
        "limit-order-min-order-amt": lot,
        "limit-order-max-order-amt": most,
        "limit-order-max-buy-amt": most,
        "limit-order-max-sell-amt": most,
        "sell-market-min-order-amt": lot,
        "sell-market-max-order-amt": 1_000_000,
        "buy-market-max-order-value": 1_000_000,
        "leverage-ratio": 3,
        "api-trading": "disabled" if market.base in BY_HAND else "enabled",
        "tags": "",
    }


def _contract(market: Market) -> dict[str, Any]:
    return {
        "symbol": market.base,
        "contract_code": contract(market),
        "contract_size": float(contract_size(market)),
        "price_tick": float(market.tick),
        "delivery_date": "",
        "delivery_time": "",
        "create_date": "20201021",
        "contract_status": 3 if market.base in PAUSED else 1,
        "settlement_date": "1640764800000",
        "support_margin_mode": "all",
        "business_type": "swap",
        "pair": contract(market),
        "contract_type": "swap",
        "trade_partition": market.quote,
    }


def _ladders(first: str, second: str) -> list[dict[str, Any]]:
    low = {"ladder": 0, "min_size": 0, "max_size": _FIRST_SIZE, "adjust_factor": float(first)}
    high = {"ladder": 1, "min_size": _FIRST_SIZE + 1, "max_size": None, "adjust_factor": float(second)}
    return [low, high]


def _factors(market: Market) -> dict[str, Any]:
    ladders = _LADDERS_OF.get(market.base, _LADDERS)
    return {
        "symbol": market.base,
        "contract_code": contract(market),
        "margin_mode": "isolated",
        "trade_partition": market.quote,
        "list": [{"lever_rate": rate, "ladders": _ladders(*factors)} for rate, *factors in ladders],
    }


# --- prices ----------------------------------------------------------------------------------------


def _day(market: Market) -> dict[str, Any]:
    opened, bid, ask = (
        market.price / (1 + market.change),
        market.price - market.tick,
        market.price + market.tick,
    )
    return {
        "symbol": symbol(market),
        "open": float(market.rounded(opened)),
        "high": float(market.rounded(max(opened, market.price))),
        "low": float(market.rounded(min(opened, market.price))),
        "close": float(market.price),
        "amount": float(market.volume),
        "vol": float(market.volume * market.price),
        "count": 2088,
        "bid": float(bid),
        "bidSize": float(market.lot),
        "ask": float(ask),
        "askSize": float(market.lot),
    }


def _contract_day(market: Market) -> dict[str, Any]:
    day, size = _day(market), contract_size(market)
    prices = {name: market.rounded(Decimal(str(day[name]))) for name in ("open", "high", "low", "close")}
    return prices | {
        "id": holdings.BUSY_AT_MS // 1000,
        "ts": holdings.BUSY_AT_MS,
        "contract_code": contract(market),
        "business_type": "swap",
        "contract_type": "swap",
        "trade_partition": market.quote,
        "bid": [day["bid"], 100],
        "ask": [day["ask"], 26],
        "amount": format(market.volume, "f"),
        "vol": str(int(market.volume / size)),
        "count": 882,
        "trade_turnover": format(market.volume * market.price, ".4f"),
    }


# --- answers ---------------------------------------------------------------------------------------


def _pairs() -> Iterable[Market]:
    return listing().values()


def _every(
    describe: Callable[[Market], dict[str, Any]], markets: Callable[[], Iterable[Market]], field: str = "data"
) -> Endpoint:
    """Return an endpoint that describes all markets, or the one contract that it is asked about."""

    @functools.cache
    def found() -> list[dict[str, Any]]:
        return [describe(market) for market in markets()]

    def answer(call: Call) -> Answer:
        asked = call.request.params.get("contract_code")
        named = [one for one in found() if asked is None or one.get("contract_code") == asked.upper()]
        if not named:
            raise Refused("no-such-contract")
        return told(call, named, field)

    return Endpoint(answer, is_public=True)


def _currencies(call: Call) -> Answer:
    names = dict.fromkeys(name.lower() for market in _pairs() for name in (market.base, market.quote))
    told = [{"currency": name, "assetType": 1, "instStatus": "normal", "chains": []} for name in names]
    return in_json({"code": 200, "data": told})


def _time(call: Call) -> Answer:
    return told(call, call.now_ms)


def _status(call: Call) -> Answer:
    return in_json({"code": 200, "message": "success", "data": {"marketStatus": 1}})


def _heartbeat(call: Call) -> Answer:
    names = ("heartbeat", "swap_heartbeat", "option_heartbeat", "linear_swap_heartbeat")
    return told(call, dict.fromkeys(names, 1))


SPOT = {
    ("GET", "/v1/common/timestamp"): Endpoint(_time, is_public=True),
    ("GET", "/v2/reference/currencies"): Endpoint(_currencies, is_public=True),
    ("GET", "/v1/common/symbols"): _every(_pair, _pairs),
    ("GET", "/v2/market-status"): Endpoint(_status, is_public=True),
    ("GET", "/market/tickers"): _every(_day, _pairs),
}
CONTRACTS = {
    ("GET", "/api/v1/timestamp"): Endpoint(_time, is_public=True),
    ("GET", "/heartbeat/"): Endpoint(_heartbeat, is_public=True),
    ("GET", "/linear-swap-api/v1/swap_contract_info"): _every(_contract, contracts),
    ("GET", "/linear-swap-api/v1/swap_adjustfactor"): _every(_factors, contracts),
    ("GET", "/linear-swap-ex/market/detail/batch_merged"): _every(_contract_day, contracts, "ticks"),
}
