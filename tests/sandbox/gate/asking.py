"""Ask Gate as its documents say, and read what it says."""

import hashlib
import hmac
import json
import time
from typing import Any

from sandbox.keys import Key, credentials
from tests.sandbox.client import Client, Reply

HOST = "api.gateio.ws"
MAIN_KEYS, ACCOUNTS, ORDERS = "/api/v4/account/main_keys", "/api/v4/spot/accounts", "/api/v4/spot/orders"
ORDER = {"currency_pair": "BTC_USDT", "side": "buy", "amount": "0.001", "price": "90000"}
KEY = credentials("gate", "healthy-futures")


def ask(
    server: Client,
    key: Key,
    path: str,
    query: str = "",
    body: dict[str, Any] | None = None,
    /,
    **headers: str,
) -> Reply:
    """Ask Gate: GET, or POST when there is a body. `headers` replace signed ones, an empty one leaves it out."""
    method, text = ("GET", "") if body is None else ("POST", json.dumps(body))
    sent = headers.get("Timestamp") or str(int(time.time()))
    hashed = hashlib.sha512(text.encode()).hexdigest()
    lines = "\n".join((method, path, query, hashed, sent))
    sign = hmac.new(key.secret.encode(), lines.encode(), hashlib.sha512).hexdigest()
    named = {"KEY": key.api_key, "Timestamp": sent, "SIGN": sign} | headers
    target = f"/{HOST}{path}" + (f"?{query}" if query else "")
    return server.send(method, target, text, **{name: value for name, value in named.items() if value})


def said(reply: Reply) -> tuple[int, str]:
    return reply.status, reply.json["label"]


def introspect(server: Client, key: Key) -> Reply:
    return ask(server, key, MAIN_KEYS)


def balance(server: Client, key: Key) -> Reply:
    return ask(server, key, ACCOUNTS)


def is_fine(reply: Reply) -> bool:
    return reply.status == 200
