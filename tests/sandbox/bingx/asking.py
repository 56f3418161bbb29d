"""Ask the sandbox what BingX is asked, signed by its documents."""

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import quote

from sandbox.keys import Key, credentials
from tests.sandbox.client import Client, Reply, now_ms

HOST = "open-api.bingx.com/openApi"
KEY_INFO, UID, KEYS = "/v1/account/apiPermissions", "/account/v1/uid", "/account/v1/apiKey/query"
BALANCE, ORDERS = "/spot/v1/account/balance", "/spot/v1/trade/openOrders"
FUTURES_BALANCE, POSITIONS = "/swap/v3/user/balance", "/swap/v2/user/positions"
ORDER_TEST = "/swap/v2/trade/order/test"
KEY = credentials("bingx", "healthy-futures")
ORDER = {"symbol": "BTC-USDT", "side": "BUY", "positionSide": "LONG", "type": "LIMIT"}
ORDER |= {"quantity": "0.001", "price": "20000"}


def signed(key: Key, text: str) -> str:
    return hmac.new(key.secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def ask(server: Client, key: Key, path: str, method: str = "GET", **params: str) -> Reply:
    """Ask by the documents: parameters sorted, signed as they read, sent escaped."""
    told = {"timestamp": str(now_ms()), **params}
    pairs = sorted(told.items())
    signature = signed(key, "&".join(f"{name}={value}" for name, value in pairs))
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs)
    return send(server, key, f"{path}?{query}&signature={signature}", method)


def send(server: Client, key: Key, target: str, method: str = "GET", body: str = "") -> Reply:
    return server.send(method, f"/{HOST}{target}", body, X_BX_APIKEY=key.api_key)


def post(server: Client, key: Key, path: str, body: dict[str, Any]) -> Reply:
    """Send a body in JSON, which holds time and signature too."""
    told = {**body, "timestamp": now_ms()}
    text = "&".join(f"{name}={told[name]}" for name in sorted(told))
    return send(server, key, path, "POST", json.dumps({**told, "signature": signed(key, text)}))


def introspect(server: Client, key: Key) -> Reply:
    return ask(server, key, KEY_INFO)


def balance(server: Client, key: Key) -> Reply:
    return ask(server, key, BALANCE)


def is_fine(reply: Reply) -> bool:
    return reply.status == 200 and reply.code == 0
