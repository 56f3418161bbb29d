"""Ask Binance as its documents say."""

import hashlib
import hmac
from typing import Any
from urllib.parse import urlencode

from sandbox.keys import Key, credentials
from tests.sandbox.client import Client, Reply, now_ms

API, FAPI = "/api.binance.com", "/fapi.binance.com"
INTROSPECTION, ACCOUNT = f"{API}/sapi/v1/account/apiRestrictions", f"{API}/api/v3/account"
TEST, FUTURES_TEST = f"{API}/api/v3/order/test", f"{FAPI}/fapi/v1/order/test"
POSITIONS = f"{FAPI}/fapi/v3/positionRisk"
KEY = credentials("binance", "healthy")
ORDER = {"symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT", "timeInForce": "GTC"}
GOOD = ORDER | {"quantity": "0.001", "price": "90000"}


def signed(key: Key, **params: Any) -> str:
    query = urlencode({name: value for name, value in params.items() if value is not None})
    return f"{query}&signature={hmac.new(key.secret.encode(), query.encode(), hashlib.sha256).hexdigest()}"


def ask(server: Client, path: str, key: Key = KEY, method: str = "GET", **params: Any) -> Reply:
    """Ask a question or place an order, signed in the query; a parameter that is None is left out."""
    query = signed(key, **({"timestamp": now_ms()} | params))
    return server.send(method, f"{path}?{query}", X_MBX_APIKEY=key.api_key)


def order(server: Client, path: str = TEST, key: Key = KEY, **changes: Any) -> Reply:
    return ask(server, path, key, "POST", **(GOOD | changes))


def introspect(server: Client, key: Key) -> Reply:
    return ask(server, INTROSPECTION, key)


def balance(server: Client, key: Key) -> Reply:
    return ask(server, ACCOUNT, key)


def is_fine(reply: Reply) -> bool:
    return reply.status == 200
