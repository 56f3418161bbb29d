"""Read what an exchange wrote when it refused: JSON, text around JSON, a page of its edge, or nothing."""

import ast
import ipaddress
import json
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from connections.findings import Category

# Bodies are cut at 1 MB on the wire. What explains a refusal stands at its beginning, and a worker that searches a
# long text keeps all its other checks waiting.
READ_LIMIT = 6_000
_OBJECTS_TRIED = 12

_ADDRESS = re.compile(r"[0-9a-fA-F:.]{3,60}")
_CODE = re.compile(
    r"""(?:(?P<http>status|http|returned|response)\W{0,3})?(?:\bcode|Exception)\\?["']?\s*(?:is\s*)?[:=\s]\s*\\?["']?"""
    r"(?P<code>-?\d{1,7})(?![\d.])",
    re.IGNORECASE,
)
_WORDED_CODE = re.compile(r"(?<![\w-])[a-z]+(?:-[a-z]+)+(?![\w-])")  # such as order-value-min-error
_LONG_NUMBER = re.compile(r"(?<![\d.])\d{5,7}(?![\d.])")
_STATUS = re.compile(
    r"(?:\bHTTP(?:/\d(?:\.\d)?)?|\bstatus(?:[ _]?code)?(?: is)?|\breturned code|\bResponse)"
    r"[\s:=\[(\\\"']{1,5}([45]\d\d)\b"
    r"|\bhttps?://\S{1,600} ([45]\d\d)\b"
    r"|(?<![\d.])([45]\d\d)\)?\s*:?\s*(?:Client Error|Server Error|Bad |Unauthori|Forbidden|Not Found|Too Many"
    r"|Internal Server|Service (?:Temporarily )?Unavail|Gateway|Unavailable For Legal)",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://[^\s\"'<>]+")
_CLASS = re.compile(r"\b([A-Z][A-Za-z]{5,40})\b")

# Used when neither code nor phrase is known. Subclasses are listed because names are compared, not types.
CLASSES: Mapping[str, Category] = {
    "InvalidNonce": Category.CLOCK_SKEW,
    "RateLimitExceeded": Category.RATE_LIMITED,
    "DDoSProtection": Category.RATE_LIMITED,
    "OnMaintenance": Category.EXCHANGE_UNAVAILABLE,
    "ExchangeNotAvailable": Category.EXCHANGE_UNAVAILABLE,
    "RequestTimeout": Category.EXCHANGE_UNAVAILABLE,
    "NetworkError": Category.EXCHANGE_UNAVAILABLE,
    "BadResponse": Category.EXCHANGE_UNAVAILABLE,
    "NullResponse": Category.EXCHANGE_UNAVAILABLE,
    "AccountSuspended": Category.ACCOUNT_RESTRICTED,
    "RestrictedLocation": Category.ACCOUNT_RESTRICTED,
    "AccountNotEnabled": Category.FUTURES_NOT_OPENED,
    "PermissionDenied": Category.NO_PERMISSION,
    "AuthenticationError": Category.INVALID_KEY,
    "InsufficientFunds": Category.NONE,
    "InvalidOrder": Category.NONE,
    "OrderNotFound": Category.NONE,
    "BadSymbol": Category.NONE,
}
_REASONS = {"AccountSuspended": "frozen", "RestrictedLocation": "region"}


@dataclass(frozen=True)
class Meaning:
    """What one error code stands for; `others` are the causes that the same code leaves possible."""

    category: Category
    scope: str | None = None
    reason: str | None = None
    others: tuple[Category, ...] = ()


def alike(codes: str, meaning: Meaning) -> dict[str, Meaning]:
    """Return the entries of codes that mean the same, given as one text; 300001..300018 is a range."""
    return {code: meaning for part in codes.split() for code in _codes(part)}


def _codes(part: str) -> Iterator[str]:
    first, is_range, last = part.partition("..")
    yield from map(str, range(int(first), int(last) + 1)) if is_range else [first]


def by_class(name: str) -> Meaning | None:
    """Return what one of ccxt's error classes stands for, None for those that say nothing."""
    category = CLASSES.get(name)
    return Meaning(category, reason=_REASONS.get(name)) if category else None


def parse(body: str) -> Any:
    """Return the JSON that an answer is, or the first object that a text around it quotes, else None."""
    found = whole(body)
    return found if found is not None else next(_objects(body[:READ_LIMIT]), None)


def whole(body: str) -> Any:
    """Return the JSON that an answer is as a whole, also where it was quoted as a whole once more, else None."""
    found = _json(body.strip())
    if isinstance(found, str):
        return whole(found) if found != body else None
    return found if isinstance(found, dict | list) else None


def is_first_object_whole(body: str) -> bool:
    """Say whether the outermost object in a text can be read to its end, and not only one inside it."""
    text = body[:READ_LIMIT]
    return "{" in text and isinstance(_object_at(text, text.index("{")), dict)


def _objects(text: str) -> Iterator[Any]:
    starts = [match.start() for match in re.finditer(r"\{", text)]
    for start in starts[:_OBJECTS_TRIED]:
        found = _object_at(text, start)
        if isinstance(found, dict):
            yield found


def _object_at(text: str, start: int) -> Any:
    return _json(text[start:], is_whole=False) or _literal(text[start : text.rfind("}") + 1])


def _json(text: str, *, is_whole: bool = True) -> Any:
    try:
        return json.loads(text) if is_whole else json.JSONDecoder().raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _literal(text: str) -> Any:
    """Read a dictionary as Python prints it; only constants are understood, nothing is run."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None


def nested(value: Any, depth: int = 3) -> Iterator[dict[str, Any]]:
    """Yield the objects in an answer, outermost first: some clients wrap it in one of their own."""
    if isinstance(value, dict):
        yield value
    if depth and isinstance(value, dict | list):
        for inner in list(value.values() if isinstance(value, dict) else value)[:_OBJECTS_TRIED]:
            yield from nested(parse(inner) if isinstance(inner, str) and "{" in inner else inner, depth - 1)


def without_urls(text: str) -> str:
    """Blank out addresses of requests: the names of their parameters are no words of the exchange."""
    return _URL.sub(" ", text[:READ_LIMIT])


def code_in(text: str, known: Container[str]) -> str:
    """Return the code that a text without readable JSON names, or a number in it that can be nothing else."""
    found = _CODE.finditer(text[:READ_LIMIT])
    codes = [one.group("code") for one in found if not one.group("http")]
    # Some clients name the HTTP status in the same way, before or after what the exchange said.
    numbers = codes or _LONG_NUMBER.findall(text[:READ_LIMIT])
    words = _WORDED_CODE.findall(text[:READ_LIMIT])
    return next((code for code in (*numbers, *words) if code in known), (codes or [""])[0])


def status_in(text: str) -> int | None:
    """Return the HTTP status that the text of an exception quotes."""
    found = _STATUS.search(text[:READ_LIMIT])
    return int(found.group(found.lastindex or 0)) if found else None


def class_in(text: str) -> str:
    """Return the ccxt class that the text of an exception names, or nothing."""
    names = (match.group(1) for match in _CLASS.finditer(text[:READ_LIMIT]))
    return next((name for name in names if name in CLASSES), "")


def address_in(text: str) -> str | None:
    """Return the first IP address in a text, version 4 or 6; a colon or a word may stand right before it."""
    for match in _ADDRESS.finditer(text[:READ_LIMIT]):
        found = match.group(0).rstrip(".")
        for candidate in (found, found.rstrip(":"), found.partition(":")[2].rstrip(":")):
            if any(character.isdigit() for character in candidate) and (address := _address(candidate)):
                return address
    return None


def _address(text: str) -> str | None:
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    # A server that listens by version 6 spells all callers so: ::ffff:203.0.113.24 is 203.0.113.24.
    return str(getattr(found, "ipv4_mapped", None) or found)
