"""What Gate trades: spot pairs and contracts, their rules and prices, without a signature."""

import functools
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from sandbox.calls import Call, Endpoint, Refused
from sandbox.markets import PAUSED, Market, contracts, listing
from sandbox.parameters import whole
from sandbox.wire import Answer, in_json

# One contract is this part of a coin, so that a contract is worth some dollars.
_CONTRACT_SIZE = {"BTC": "0.0001", "ETH": "0.01"}
# (up to this many dollars, leverage, maintenance); a small coin, as exchanges list them, has little leverage.
_TIERS = (("1000000", "125", "0.004"), ("2000000", "100", "0.005"), ("10000000", "50", "0.01"))
_TIERS_OF = {"ORDI": (("50000", "10", "0.05"), ("250000", "5", "0.1"))}
_MOST_CONTRACTS = 100


def name(market: Market) -> str:
    return f"{market.base}_{market.quote}"


def contract_size(market: Market) -> Decimal:
    return Decimal(_CONTRACT_SIZE.get(market.base, "1"))


def always(data: object) -> Callable[[Call], Answer]:
    answer = in_json(data)
    return lambda call: answer


def _pair(market: Market) -> dict[str, Any]:
    minimum = format(market.minimum, "f")
    return {
        "id": name(market),
        "base": market.base,
        "base_name": market.base,
        "quote": market.quote,
        "quote_name": market.quote,
        "fee": "0.2",  # per cent
        "min_base_amount": format(market.lot, "f"),
        "min_quote_amount": minimum,
        "max_quote_amount": "5000000",
        "amount_precision": market.size_digits,
        "precision": market.price_digits,
        "trade_status": "untradable" if market.base in PAUSED else "tradable",
        "sell_start": 1607313600,
        "buy_start": 1607313600,
        "type": "normal",
    }


def _margin_pair(market: Market) -> dict[str, Any]:
    names = {"id": name(market), "base": market.base, "quote": market.quote}
    least = {"min_base_amount": format(market.lot, "f"), "min_quote_amount": format(market.minimum, "f")}
    return names | least | {"leverage": 3, "max_quote_amount": "1000000", "status": 1}


def _day(market: Market) -> dict[str, str]:
    return {
        "last": market.rounded(market.price),
        "lowest_ask": market.rounded(market.price + market.tick),
        "highest_bid": market.rounded(market.price - market.tick),
        "change_percentage": format(market.change * 100, "f"),
        "high_24h": market.rounded(market.price * Decimal("1.03")),
        "low_24h": market.rounded(market.price * Decimal("0.97")),
    }


def _ticker(market: Market) -> dict[str, Any]:
    value = format(market.volume * market.price, ".8f")
    volume = {"base_volume": format(market.volume, "f"), "quote_volume": value}
    return {"currency_pair": name(market)} | _day(market) | volume


# What is the same for every contract.
_TERMS = {
    "type": "direct",
    "status": "trading",
    "contract_type": "",
    "mark_type": "index",
    "order_size_min": 1,
    "order_size_max": 1_000_000,
    "order_price_deviate": "0.5",
    "leverage_min": "1",
    "maker_fee_rate": "-0.0001",
    "taker_fee_rate": "0.00075",
    "funding_rate": "0.0001",
    "funding_interval": 28800,
    "funding_next_apply": 1784131200,
    "create_time": 1585555200,
    "launch_time": 1585555200,
    "in_delisting": False,
    "is_pre_market": False,
    "enable_decimal": False,
    "enable_credit": True,
    "orders_limit": 100,
    "ref_discount_rate": "0",
    "ref_rebate_rate": "0.2",
}


def _contract(market: Market) -> dict[str, Any]:
    tiers, price = _TIERS_OF.get(market.base, _TIERS), market.rounded(market.price)
    limits = {"risk_limit_base": tiers[0][0], "risk_limit_step": tiers[0][0], "risk_limit_max": tiers[-1][0]}
    halted = {"status": "suspend"} if market.base in PAUSED else {}
    return (
        _TERMS
        | limits
        | halted
        | {
            "name": name(market),
            "quanto_multiplier": format(contract_size(market), "f"),
            "leverage_max": tiers[0][1],
            "maintenance_rate": tiers[0][2],
            "order_price_round": format(market.tick, "f"),
            "mark_price_round": format(market.tick, "f"),
            **dict.fromkeys(("last_price", "mark_price", "index_price"), price),
        }
    )


def _contract_ticker(market: Market) -> dict[str, Any]:
    volume, price = format(market.volume, "f"), market.rounded(market.price)
    counted = {"volume_24h": str(int(market.volume / contract_size(market))), "volume_24h_base": volume}
    prices = {"mark_price": price, "index_price": price, "quanto_base_rate": ""}
    traded = {"volume_24h_quote": format(market.volume * market.price, ".4f"), "total_size": volume}
    funding = {"funding_rate": "0.0001", "funding_rate_indicative": "0.0001"}
    return {"contract": name(market)} | _day(market) | counted | prices | traded | funding


def _tiers(market: Market) -> list[dict[str, Any]]:
    return [
        {"contract": name(market), "tier": tier, "risk_limit": most, "leverage_max": leverage}
        | {"maintenance_rate": rate, "initial_rate": format(1 / Decimal(leverage), "f")}
        for tier, (most, leverage, rate) in enumerate(_TIERS_OF.get(market.base, _TIERS), 1)
    ]


def _risk_limit_tiers(call: Call) -> Answer:
    """Tell the tiers of up to 100 contracts, each with all of its own."""
    params = call.request.params
    limit, offset = whole(params.get("limit", "100")), whole(params.get("offset", "0"))
    if not limit or limit > _MOST_CONTRACTS or offset is None:
        raise Refused("bad-type", what="limit")
    asked = [m for m in contracts() if params.get("contract") in (None, name(m))][offset : offset + limit]
    return in_json([tier for market in asked for tier in _tiers(market)])


def _each(
    describe: Callable[[Market], dict[str, Any]], markets: Callable[[], Iterable[Market]], key: str, no: str
) -> Endpoint:
    """Return an endpoint that describes all markets, or a list of the one it is asked about."""

    @functools.cache
    def found() -> dict[str, dict[str, Any]]:
        return {name(market): describe(market) for market in markets()}

    @functools.cache
    def everything() -> Answer:
        return in_json(list(found().values()))

    def answer(call: Call) -> Answer:
        asked = call.request.params.get(key)
        if asked is None:
            return everything()
        if asked not in found():
            raise Refused(no, what=asked)
        return in_json([found()[asked]])

    return Endpoint(answer, is_public=True)


def _time(call: Call) -> Answer:
    return in_json({"server_time": call.now_ms})


def _pairs() -> Iterable[Market]:
    return listing().values()


def _marginable() -> Iterable[Market]:
    return contracts()[:20]


ENDPOINTS = {
    ("GET", "/api/v4/spot/time"): Endpoint(_time, is_public=True),
    ("GET", "/api/v4/spot/currency_pairs"): _each(_pair, _pairs, "", "bad-symbol"),
    ("GET", "/api/v4/spot/tickers"): _each(_ticker, _pairs, "currency_pair", "bad-symbol"),
    ("GET", "/api/v4/margin/currency_pairs"): _each(_margin_pair, _marginable, "", "bad-symbol"),
    ("GET", "/api/v4/futures/usdt/contracts"): _each(_contract, contracts, "", "no-such-contract"),
    ("GET", "/api/v4/futures/usdt/tickers"): _each(
        _contract_ticker, contracts, "contract", "no-such-contract"
    ),
    ("GET", "/api/v4/futures/usdt/risk_limit_tiers"): Endpoint(_risk_limit_tiers, is_public=True),
}
