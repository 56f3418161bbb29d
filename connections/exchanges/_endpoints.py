"""Tell from an endpoint what its answer may say of a key: its rights, that reading works, or nothing."""

import re
from typing import TYPE_CHECKING, Any

from connections.findings import Passport

if TYPE_CHECKING:
    from connections.exchanges.base import Exchange


def passport_at(exchange: "Exchange", endpoint: str, body: Any, api_key: str) -> Passport:
    """Return the passport in the answer of an endpoint, written as "GET https://host/path?query" or less."""
    method, path = _split(endpoint)
    if method not in {"", "GET"} or exchange.error_in(body):
        return Passport()
    introspection = exchange.introspection
    if path in map(str.lower, (introspection.path, introspection.call, *exchange.key_paths)):
        return exchange.passport(body, api_key)
    accounts = [probe.path for probe in exchange.probes if probe.kind == "balance"]
    for account in (*accounts, *exchange.account_paths):
        if path == account.lower() or path.startswith(f"{account.lower()}/"):
            return exchange.account(body)
    return Passport()


def _split(endpoint: str) -> tuple[str, str]:
    """Return (method, path) in small letters; both may be missing."""
    words = re.fullmatch(r"\s*(?:([A-Za-z]+)\s+)?(\S*)\s*", endpoint)
    method, address = words.groups() if words else ("", "")
    path = re.sub(r"^https?://", "", address).partition("?")[0].rstrip("/")
    if "." in path.partition("/")[0]:
        path = f"/{path.partition('/')[2]}"
    if "/" in path and not path.startswith("/"):
        path = f"/{path}"
    return (method or "").upper(), path.lower()
