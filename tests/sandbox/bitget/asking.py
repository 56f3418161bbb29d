"""Ask Bitget as its documents say."""

import base64
import hashlib
import hmac
import json
from typing import Any

from sandbox.keys import Key, credentials
from tests.sandbox.client import Client, Reply, now_ms

HOST, INFO = "api.bitget.com", "/api/v2/spot/account/info"
ASSETS, ACCOUNTS = "/api/v2/spot/account/assets", "/api/v2/mix/account/accounts?productType=USDT-FUTURES"
KEY = credentials("bitget", "healthy")
GOOD = {"symbol": "BTCUSDT", "side": "buy", "orderType": "limit", "size": "0.001", "price": "90000"}


def ask(
    server: Client,
    key: Key,
    path: str,
    body: dict[str, Any] | None = None,
    signed: str = "",
    moved_ms: int = 0,
    **headers: str,
) -> Reply:
    """Ask Bitget: GET, or POST when there is a body. `signed` is the path as it is signed where that differs."""
    method, text, sent = ("GET", "", "") if body is None else ("POST", json.dumps(body), "")
    sent = str(now_ms() + moved_ms)
    digest = hmac.new(key.secret.encode(), f"{sent}{method}{signed or path}{text}".encode(), hashlib.sha256)
    named = {
        "ACCESS_KEY": key.api_key,
        "ACCESS_SIGN": base64.b64encode(digest.digest()).decode(),
        "ACCESS_TIMESTAMP": sent,
        "ACCESS_PASSPHRASE": key.passphrase or "",
    }
    kept = {name: value for name, value in (named | headers).items() if value}
    return server.send(method, f"/{HOST}{path}", text, **kept)


def introspect(server: Client, key: Key) -> Reply:
    return ask(server, key, INFO)


def balance(server: Client, key: Key) -> Reply:
    return ask(server, key, ASSETS)


def is_fine(reply: Reply) -> bool:
    return reply.status == 200 and reply.code == "00000"
