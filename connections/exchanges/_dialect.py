"""Read what an exchange wrote when it refused: JSON, text around JSON, HTML or nothing."""

import ast
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connections.findings import Category

_ADDRESS = re.compile(
    r"(?<![\w.:])((?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-fA-F]{1,4}:){2,7}[0-9a-fA-F:.]{1,15})(?![\w.])"
)

# Used when neither code nor phrase is known. Subclasses are listed because names are compared, not types.
CLASSES: Mapping[str, Category] = {
    "InvalidNonce": Category.CLOCK_SKEW,
    "RateLimitExceeded": Category.RATE_LIMITED,
    "DDoSProtection": Category.RATE_LIMITED,
    "OnMaintenance": Category.EXCHANGE_UNAVAILABLE,
    "ExchangeNotAvailable": Category.EXCHANGE_UNAVAILABLE,
    "RequestTimeout": Category.EXCHANGE_UNAVAILABLE,
    "BadResponse": Category.EXCHANGE_UNAVAILABLE,
    "AccountSuspended": Category.ACCOUNT_RESTRICTED,
    "RestrictedLocation": Category.ACCOUNT_RESTRICTED,
    "AccountNotEnabled": Category.FUTURES_NOT_OPENED,
    "PermissionDenied": Category.NO_PERMISSION,
    "AuthenticationError": Category.INVALID_KEY,
    "InsufficientFunds": Category.NONE,
    "InvalidOrder": Category.NONE,
}


@dataclass(frozen=True)
class Meaning:
    """What one error code stands for; `others` are the causes that the same code leaves possible."""

    category: Category
    scope: str | None = None
    reason: str | None = None
    others: tuple[Category, ...] = ()


def parse(body: str) -> Any:
    """Return the JSON (or Python literal) in a text, also where words stand around it, else None."""
    start = min((at for at in (body.find("{"), body.find("[")) if at >= 0), default=-1)
    if start < 0:
        return None
    try:
        return json.JSONDecoder().raw_decode(body[start:])[0]
    except (ValueError, RecursionError):
        return _literal(body[start : body.rfind("}") + 1])


def _literal(text: str) -> Any:
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None


def by_status(status: int | None, body: str) -> Meaning | None:
    """Judge an answer that is not the exchange's own JSON: it came from an edge or a proxy."""
    if status in {418, 429} or re.search(r"\b1015\b|rate.?limit", body, re.IGNORECASE):
        return Meaning(Category.RATE_LIMITED)
    if status == 451:
        return Meaning(Category.ACCOUNT_RESTRICTED, reason="region")
    if status == 403:
        # A firewall says this of a burst and of a country alike; a key is never blamed for either.
        return Meaning(Category.RATE_LIMITED, others=(Category.ACCOUNT_RESTRICTED,))
    if status is None or status >= 400 or parse(body) is None:
        return Meaning(Category.EXCHANGE_UNAVAILABLE)
    return None


def address_in(text: str) -> str | None:
    """Return the first IP address in a text."""
    found = _ADDRESS.search(text)
    return found.group(1) if found else None
