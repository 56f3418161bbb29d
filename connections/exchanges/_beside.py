"""What stands beside the rights of a key, and speaks of moving money where these do not."""

import functools
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from connections.exchanges._rights import folded, grants_everything, moves_money

_DEEPEST = 5
_FLAGS_ON = frozenset({"1", "true", "yes", "on", "enabled", "y"})
_TEXTS_OFF = frozenset({"", "0", "false", "no", "off", "none", "null", "disabled", "n", "-"})
# Under such a name a text such as "all" is about rights; elsewhere it may be about anything.
_OF_RIGHTS = re.compile(r"perm|right|scope|auth|grant|role|access", re.IGNORECASE)


def contradiction(entry: Mapping[str, Any], described: Collection[str] = ()) -> str | None:
    """Return the first name or text of an entry that may be a right to withdraw, None where there is none.

    `described` are fields of the entry that are read elsewhere, or where such words mean something else: labels that a
    person typed, pairs. One of them in a second spelling is as strange as any other field.
    """
    spelled = {folded(name): name for name in described}
    for name, value in entry.items():
        is_described = name in described or spelled.get(folded(name), name) not in entry
        if not is_described and (found := next(_speaking(name, value), None)):
            return found
    return None


def is_on(value: Any, *, as_flag: bool = False, depth: int = 0) -> bool:
    """Say whether the value of a field switches on what its name says; `as_flag` takes no other texts and numbers."""
    if isinstance(value, dict | list):
        inside = value.values() if isinstance(value, dict) else value
        return depth > _DEEPEST or any(is_on(one, as_flag=as_flag, depth=depth + 1) for one in inside)
    text = "" if value is None else str(value).strip().casefold()
    return text in _FLAGS_ON if as_flag else text not in _TEXTS_OFF and value != 0


def _speaking(name: str, value: Any, depth: int = 0) -> Iterator[str]:
    """Yield what speaks of moving money in a field: its name if it is on, its text, and what is inside it."""
    of_money, of_everything, of_rights = _subjects(name)
    if (of_money and is_on(value)) or (of_everything and is_on(value, as_flag=True)):
        yield name
    if isinstance(value, str) and (moves_money(value) or (of_rights and grants_everything(value))):
        yield value
    if depth > _DEEPEST:
        yield name  # nobody nests so deep what is harmless
    elif isinstance(value, dict):
        for inner, nested in value.items():
            yield from _speaking(f"{name}.{inner}" if of_rights else inner, nested, depth + 1)
    elif isinstance(value, list):
        for nested in value:
            yield from _speaking(name, nested, depth + 1)


@functools.lru_cache(maxsize=4096)  # fields have few names; what stands in them is kept nowhere
def _subjects(name: str) -> tuple[bool, bool, bool]:
    """Say whether the name of a field speaks of moving money, of everything, and of rights at all."""
    return moves_money(name), grants_everything(name), _OF_RIGHTS.search(name) is not None
