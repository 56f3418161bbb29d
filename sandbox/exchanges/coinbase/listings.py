"""Coinbase's products, their rules and prices in one: every pair, and a future that ends, without a signature."""

import functools
from datetime import UTC, datetime
from typing import Any

from sandbox.calls import Call, Endpoint
from sandbox.markets import PAUSED, Market, listing
from sandbox.wire import Answer, in_json


def product_id(market: Market) -> str:
    return f"{market.base}-{market.quote}"


def _product(market: Market) -> dict[str, Any]:
    lot, tick, is_paused = format(market.lot, "f"), format(market.tick, "f"), market.base in PAUSED
    flags = ("watched", "is_disabled", "new", "cancel_only", "limit_only", "post_only", "auction_mode")
    return dict.fromkeys((*flags, "view_only"), False) | {
        "product_id": product_id(market),
        "price": market.rounded(market.price),
        "price_percentage_change_24h": format(market.change * 100, "f"),
        "volume_24h": format(market.volume, "f"),
        "volume_percentage_change_24h": "1.5",
        "base_increment": lot,
        "quote_increment": tick,
        "price_increment": tick,
        "quote_min_size": format(market.minimum, "f"),
        "quote_max_size": "150000000",
        "base_min_size": lot,
        "base_max_size": "10000000",
        "base_name": market.base,
        "quote_name": market.quote,
        "status": "online",
        "trading_disabled": is_paused,
        "product_type": "SPOT",
        "quote_currency_id": market.quote,
        "base_currency_id": market.base,
        "fcm_trading_session_details": None,
        "mid_market_price": "",
        "alias": "",
        "alias_to": [],
        "base_display_symbol": market.base,
        "quote_display_symbol": market.quote,
        "display_name": product_id(market),
        "product_venue": "CBE",
    }


def _future() -> dict[str, Any]:
    """Return a future that ends, of a hundredth of a bitcoin: it is traded in another way than pairs."""
    btc = listing()["BTC-USDT"]
    details = {
        "venue": "cde",
        "contract_code": "BIT",
        "contract_expiry": "2027-03-26T15:00:00Z",
        "contract_size": "0.01",
        "contract_root_unit": "BTC",
        "contract_expiry_type": "EXPIRING",
        "contract_display_name": "BTC 26 MAR 27",
    }
    return _product(btc) | {
        "product_id": "BIT-26MAR27-CDE",
        "product_type": "FUTURE",
        "product_venue": "FCM",
        "base_currency_id": "",
        "quote_currency_id": "USD",
        "base_increment": "1",
        "base_min_size": "1",
        "price_increment": "5",
        "display_name": "BTC 26 MAR 27",
        "future_product_details": details,
    }


@functools.cache
def _products(kind: str) -> Answer:
    found = [_future()] if kind == "FUTURE" else [_product(market) for market in listing().values()]
    return in_json({"products": found, "num_products": len(found)})


def _iso(call: Call) -> str:
    return datetime.fromtimestamp(call.now_ms // 1000, UTC).isoformat().replace("+00:00", "Z")


def _time(call: Call) -> Answer:
    seconds, milliseconds = str(call.now_ms // 1000), str(call.now_ms)
    return in_json({"iso": _iso(call), "epochSeconds": seconds, "epochMillis": milliseconds})


def _older_time(call: Call) -> Answer:
    return in_json({"data": {"iso": _iso(call), "epoch": call.now_ms // 1000}})


def _currencies(call: Call) -> Answer:
    return in_json({"data": [{"id": "USD", "name": "US Dollar", "min_size": "0.01"}]})


def _coins(call: Call) -> Answer:
    coins = sorted({market.base for market in listing().values()} | {"USDT", "USDC"})
    told = [{"asset_id": coin.lower(), "code": coin, "name": coin, "exponent": 8} for coin in coins]
    return in_json({"data": told})


def _rates(call: Call) -> Answer:
    return in_json({"data": {"currency": "USD", "rates": {"USD": "1", "USDC": "1", "USDT": "1"}}})


ENDPOINTS = {
    ("GET", "/v2/currencies"): Endpoint(_currencies, is_public=True),
    ("GET", "/v2/currencies/crypto"): Endpoint(_coins, is_public=True),
    ("GET", "/v2/exchange-rates"): Endpoint(_rates, is_public=True),
    ("GET", "/v2/time"): Endpoint(_older_time, is_public=True),
    ("GET", "/api/v3/brokerage/time"): Endpoint(_time, is_public=True),
    ("GET", "/api/v3/brokerage/market/products"): Endpoint(
        lambda call: _products(call.request.params.get("product_type", "SPOT")), is_public=True
    ),
}
