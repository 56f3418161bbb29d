"""Ask HTX as its documents say, and read what it says."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from sandbox.accounts import Account
from sandbox.exchanges import known
from sandbox.keys import Key, credentials
from tests.sandbox.client import Client, Reply

SPOT, CONTRACTS = "api.huobi.pro", "api.hbdm.com"
UID, KEYS, ACCOUNTS, ORDERS = (
    "/v2/user/uid",
    "/v2/user/api-key",
    "/v1/account/accounts",
    "/v1/order/openOrders",
)
WALLET, POSITIONS = "/v5/account/balance", "/v5/trade/position/opens"
PLACE = "/v1/order/orders/place"
KEY = credentials("htx", "healthy-futures")
NOTHING: Mapping[str, str] = {}


def at(seconds: int = 0) -> str:
    return (datetime.now(UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S")


def ask(
    server: Client,
    key: Key,
    path: str,
    params: Mapping[str, str] = NOTHING,
    body: dict[str, Any] | None = None,
    *,
    host: str = "",
    signed_host: str = "",
    changes: Mapping[str, str] = NOTHING,
) -> Reply:
    """Ask HTX: GET, or POST when there is a body. `changes` are made before signing; an empty text leaves one out."""
    host = host or (CONTRACTS if path.startswith("/v5/") else SPOT)
    method, text = ("GET", "") if body is None else ("POST", json.dumps(body))
    named = {
        "AccessKeyId": key.api_key,
        "SignatureMethod": "HmacSHA256",
        "SignatureVersion": "2",
        "Timestamp": at(),
        **params,
        **changes,
    }
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in sorted(named.items()) if value)
    lines = "\n".join((method, signed_host or host, path, query))
    digest = hmac.new(key.secret.encode(), lines.encode(), hashlib.sha256).digest()
    signature = quote(base64.b64encode(digest).decode(), safe="")
    return server.send(method, f"/{host}{path}?{query}&Signature={signature}", text)


def said(reply: Reply) -> tuple[object, str]:
    """Return the code and the words of a refusal, in any of the three shapes."""
    told = reply.json
    code = next((told[name] for name in ("err-code", "err_code", "code") if name in told), None)
    return code, next((told[name] for name in ("err-msg", "err_msg", "message") if name in told), "")


def uid(server: Client, key: Key) -> str:
    return str(ask(server, key, UID).json["data"])


def spot_account(server: Client, key: Key) -> str:
    accounts = ask(server, key, ACCOUNTS).json["data"]
    return str(next(one["id"] for one in accounts if one["type"] == "spot"))


def introspect(server: Client, key: Key) -> Reply:
    """Ask for the key alone: the user's number, which has to be named, is taken from the sandbox itself."""
    return ask(server, key, KEYS, {"uid": str(_holder(key).uid), "accessKey": key.api_key})


def balance(server: Client, key: Key) -> Reply:
    return ask(server, key, f"{ACCOUNTS}/{10 * _holder(key).uid}/balance")


def _holder(key: Key) -> Account:
    holder = known()["htx"].account(key.api_key)
    assert holder
    return holder


def is_fine(reply: Reply) -> bool:
    """Say whether an answer is a success: newer paths say so with a number, older ones with a word."""
    return reply.status == 200 and (reply.code == 200 or reply.json.get("status") == "ok")
