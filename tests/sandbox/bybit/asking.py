"""Ask the sandbox what Bybit is asked, signed by its documents."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from sandbox.keys import Key, credentials
from tests.sandbox.client import Client, Reply, now_ms

HOST = "api.bybit.com"
KEY_INFO, WALLET, ORDERS = "/v5/user/query-api", "/v5/account/wallet-balance", "/v5/order/realtime"
UNIFIED = "accountType=UNIFIED"
KEY = credentials("bybit", "healthy-futures")
EMPTY: Mapping[str, str] = {}


def ask(
    server: Client,
    key: Key,
    path: str,
    query: str = "",
    *,
    at_ms: int = 0,
    headers: Mapping[str, str] = EMPTY,
) -> Reply:
    """Ask by the documents; `headers` replace signed ones, an empty one leaves it out."""
    sent = str(at_ms or now_ms())
    text = f"{sent}{key.api_key}5000{query}"
    signed = {
        "X_BAPI_API_KEY": key.api_key,
        "X_BAPI_TIMESTAMP": sent,
        "X_BAPI_RECV_WINDOW": "5000",
        "X_BAPI_SIGN": hmac.new(key.secret.encode(), text.encode(), hashlib.sha256).hexdigest(),
    }
    named = {name: value for name, value in {**signed, **headers}.items() if value}
    return server.send("GET", f"/{HOST}{path}" + (f"?{query}" if query else ""), **named)


def code(reply: Reply) -> int:
    return int(reply.json["retCode"])


def post(server: Client, key: Key, path: str, body: dict[str, Any], signed: str = "") -> Reply:
    sent, text = str(now_ms()), json.dumps(body)
    content = f"{sent}{key.api_key}5000{signed or text}"
    headers = {
        "X_BAPI_API_KEY": key.api_key,
        "X_BAPI_TIMESTAMP": sent,
        "X_BAPI_RECV_WINDOW": "5000",
        "X_BAPI_SIGN": hmac.new(key.secret.encode(), content.encode(), hashlib.sha256).hexdigest(),
    }
    return server.send("POST", f"/{HOST}{path}", text, **headers)


def introspect(server: Client, key: Key) -> Reply:
    return ask(server, key, KEY_INFO)


def balance(server: Client, key: Key) -> Reply:
    return ask(server, key, WALLET, UNIFIED)


def is_fine(reply: Reply) -> bool:
    return reply.status == 200 and code(reply) == 0
