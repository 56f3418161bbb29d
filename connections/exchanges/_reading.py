"""Read an introspection answer without ever stumbling: what is not understood stays unknown."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from connections.exchanges import _addresses
from connections.findings import Grant, Passport, Permission, Refusal, Right

Found = TypeVar("Found", list[Any], list[dict[str, Any]], dict[str, Any])

_MILLISECONDS = 100_000_000_000
_DAYS_MEANT = 10_000


def listed(value: Any) -> list[str] | None:
    """Return the items of a comma-separated text or a list, None for anything else."""
    if isinstance(value, str):
        return [part.strip() for part in re.split(r"[,;\s]+", value) if part.strip()]
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [item.strip() for item in value if item.strip()]
    return None


def addresses(value: Any) -> tuple[bool | None, tuple[str, ...] | None]:
    """Return (is the key bound to addresses, which ones); None where it cannot be told.

    Entries may be masked, such as 203.**.154: then the key is bound, but to what is not known. A list that lets in
    everybody, or a range wider than an ordinary network, binds nothing; what stands on it is told all the same.
    """
    items = listed(value)
    return (None, None) if items is None else _addresses.bound(items)


def moment(value: Any) -> datetime | None:
    """Return a point in time given as ISO text, seconds or milliseconds."""
    try:
        if isinstance(value, str) and not value.strip().isdigit():
            at = datetime.fromisoformat(value.strip())
            return at if at.tzinfo else at.replace(tzinfo=UTC)
        number = int(value)
        return datetime.fromtimestamp(number / 1000 if number > _MILLISECONDS else number, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def amount(value: Any) -> Decimal:
    """Return an amount of money; raises ArithmeticError or ValueError for what is none."""
    found = Decimal(str(value))
    if not found.is_finite():
        raise ValueError("an amount was documented here")
    return found


def whole(value: Any) -> int | None:
    """Return a whole number given as number or text."""
    try:
        return None if isinstance(value, bool) else int(value)
    except (TypeError, ValueError, OverflowError):
        return None


def digits(value: Any) -> str:
    """Return the number of an account as text; raises ValueError for what is none, so that no path is led astray."""
    found = str(value)
    if isinstance(value, bool) or not (found.isascii() and found.isdigit()):
        raise ValueError("a number was documented here")
    return found


def nothing(body: Any) -> Refusal:
    """Return what to raise where an answer is fine and holds nothing to ask on about: that is no fault of anybody."""
    return Refusal(200, json.dumps(body))


def flag(value: Any) -> bool | None:
    """Return a truth value as it is, None for anything else."""
    return value if isinstance(value, bool) else None


def expiry_in(days: int | None, permanent: int) -> tuple[datetime | None, str]:
    """Return (when, kind) for the days a key has left: a date, so that the checks of one day agree."""
    if days == permanent:
        return None, "none"
    if days is None or not 0 <= days < _DAYS_MEANT:
        return None, "unknown"
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=days), "fixed"


def unified(pair: str, quotes: Iterable[str]) -> str:
    """Return BTCUSDT as BTC/USDT; a pair with a quote that is not among these stays as it is."""
    quote = next((quote for quote in quotes if pair.endswith(quote) and pair != quote), "")
    return f"{pair.removesuffix(quote)}/{quote}" if quote else pair


def as_list(found: Any) -> list[Any]:
    """Return a list as it is; raises TypeError for anything else, where a list was documented."""
    if not isinstance(found, list):
        raise TypeError("a list was documented here")
    return found


def as_object(found: Any) -> dict[str, Any]:
    """Return an object as it is; raises TypeError for anything else, where an object was documented."""
    if not isinstance(found, dict):
        raise TypeError("an object was documented here")
    return found


def filled(found: Found) -> Found:
    """Return what holds something as it is; raises TypeError for an empty list or object."""
    if not found:
        raise TypeError("something was documented here")
    return found


def text(value: Any) -> str | None:
    """Return a number or text as text, None for anything else and for nothing."""
    return (
        (str(value).strip() or None) if isinstance(value, str | int) and not isinstance(value, bool) else None
    )


def entries(body: Any, wrappers: Iterable[str] = ("data",)) -> list[dict[str, Any]]:
    """Return the keys that an answer describes: one object or a list of them, also inside a wrapper."""
    return unwrapped(body, wrappers)[0]


def unwrapped(body: Any, wrappers: Iterable[str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return (the keys that an answer describes, the fields around them, wrapper by wrapper)."""
    around = []
    for name in wrappers:
        if isinstance(body, dict) and isinstance(body.get(name), dict | list):
            around.append({key: value for key, value in body.items() if key != name})
            body = body[name]
    found = body if isinstance(body, list) else [body]
    return [entry for entry in found if isinstance(entry, dict)], around


def first(entry: Mapping[str, Any], names: Iterable[str]) -> Any:
    """Return the value under the first of these names that an entry has, None where it has none."""
    return next((entry[name] for name in names if name in entry), None)


def may_be(quoted: Any, own: str, shape: str) -> bool:
    """Tell whether a key that an answer names, perhaps masked, may be ours.

    What does not look like a whole key on either side cannot be told apart, so it may be.
    """
    if not isinstance(quoted, str) or not own:
        return True
    if "*" in quoted:
        start, end = quoted[: quoted.index("*")], quoted[quoted.rindex("*") + 1 :]
        return own.startswith(start) and own.endswith(end)
    comparable = re.fullmatch(shape, quoted) and re.fullmatch(shape, own)
    return quoted == own or not comparable


def merged(passports: Sequence[Passport]) -> Passport:
    """Return what is certain of our key when it is one of these, but nobody can tell which."""
    if len(passports) == 1:
        return passports[0]
    rights = {permission: _common(permission, passports) for permission in Permission}
    if not passports:
        return Passport(rights)
    first = passports[0]
    agreed = {
        name: getattr(first, name)
        for name in _FACTS
        if all(getattr(p, name) == getattr(first, name) for p in passports)
    }
    return replace(Passport(rights), **agreed)


_FACTS = ("ip_restricted", "ip_list", "uid", "is_sub_account")


def _common(permission: Permission, passports: Sequence[Passport]) -> Right:
    """Return the right all have; for withdrawing only a common "no" counts, everything else is unknown."""
    values = {passport.grants(permission) for passport in passports}
    sure = {Grant.NO} if permission is Permission.WITHDRAW else {Grant.NO, Grant.YES}
    return passports[0].right(permission) if len(values) == 1 and values <= sure else Right()
