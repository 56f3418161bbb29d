"""A client that signs by OKX's own documents."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sandbox.keys import Key, credentials
from tests.sandbox.client import Client, Reply

KEY = credentials("okx", "healthy-futures")
CONFIG, BALANCE, ORDER = "/api/v5/account/config", "/api/v5/account/balance", "/api/v5/trade/order"
GOOD = {
    "instId": "BTC-USDT",
    "tdMode": "cash",
    "side": "buy",
    "ordType": "limit",
    "px": "90000",
    "sz": "0.001",
}


def stamp(seconds: float = 0) -> str:
    at = datetime.now(UTC) + timedelta(seconds=seconds)
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"


def ask(server: Client, key: Key, path: str, body: Any = None, at: str = "", **headers: str) -> Reply:
    """Ask OKX: GET, or POST when there is a body. `headers` replace signed ones, an empty one leaves it out."""
    at, method = at or stamp(), "GET" if body is None else "POST"
    text = "" if body is None else body if isinstance(body, str) else json.dumps(body)
    digest = hmac.new(key.secret.encode(), f"{at}{method}{path}{text}".encode(), hashlib.sha256).digest()
    signed = {
        "OK_ACCESS_KEY": key.api_key,
        "OK_ACCESS_SIGN": base64.b64encode(digest).decode(),
        "OK_ACCESS_TIMESTAMP": at,
        "OK_ACCESS_PASSPHRASE": key.passphrase or "",
    }
    named = {name: value for name, value in (signed | headers).items() if value}
    return server.send(method, f"/www.okx.com{path}", text, **named)


def reason(reply: Reply) -> str:
    """Return the code of an answer, for an order the one inside."""
    return str(reply.json["data"][0]["sCode"] if reply.code == "1" else reply.code)


def introspect(server: Client, key: Key) -> Reply:
    return ask(server, key, CONFIG)


def balance(server: Client, key: Key) -> Reply:
    return ask(server, key, BALANCE)


def is_fine(reply: Reply) -> bool:
    return reply.status == 200 and reply.code == "0"
