"""Answers that exchanges were seen to give, with where each was seen: facts to read, nothing to run."""

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from connections import exchanges

Facts = dict[str, Any]
_FOLDER = Path(__file__).parent / "golden"


@dataclass(frozen=True)
class Golden:
    """What is recorded of one exchange, and how a key's rights are written there.

    `rights_field` is "" where rights are flags of the key itself, `key_field` where an answer names no key.
    `right` is how one more right is written, with "?" for its name: alone in a list or text, {"name": "?"} in a list,
    {"Group": ["?"]} among groups, {"?": true} among flags. `wrapper` is the field that holds one key or a list.
    `rules` are those of BTC/USDT by kind of market, as its twin in the sandbox tells them.
    """

    rights_field: str
    key_field: str
    credentials: dict[str, list[str]]
    refusals: list[Facts]
    passports: list[Facts]
    right: Any = "?"
    wrapper: str = "data"
    rules: dict[str, dict[str, str]] = field(default_factory=dict)

    def introduction(self, key: str = "") -> Facts:
        """Return the introspection of an ordinary key, which cannot withdraw; `key` is how it is named there."""
        return self.one_that("no", key)

    def one_that(self, withdraw: str, key: str = "") -> Facts:
        """Return the introspection of a key that can ("yes"), or cannot ("no"), withdraw, without any wrapper."""
        for seen in self.passports:
            keys = self._keys(seen["body"])
            if len(keys) == 1 and seen["permissions"]["withdraw"] == withdraw:
                return {**keys[0], self.key_field: key} if self.key_field and key else keys[0]
        raise AssertionError(f"nothing recorded says {withdraw} to withdrawing")

    def with_right(self, name: str, withdraw: str = "no") -> Facts:
        """Return the introspection of a key that can, or cannot, withdraw and has one right more."""
        known, more = self.one_that(withdraw), _called(self.right, name)
        if self.rights_field:
            more = {self.rights_field: _both(known[self.rights_field], more)}
        return {**known, **more}

    def with_rights(self, rights: Any) -> Facts:
        """Return the introspection of an ordinary key with this in the place of its rights, or of each flag."""
        known = self.introduction()
        flags = [name for name, value in known.items() if isinstance(value, bool)]
        return {**known, **dict.fromkeys([self.rights_field] if self.rights_field else flags, rights)}

    def _keys(self, body: Any) -> list[Facts]:
        """Return the keys that an answer describes and whose rights it tells in the usual way."""
        inner = body.get(self.wrapper, body) if isinstance(body, dict) else body
        keys = [key for key in (inner if isinstance(inner, list) else [inner]) if isinstance(key, dict)]
        return [key for key in keys if not self.rights_field or self.rights_field in key]


@cache
def of(exchange: str) -> Golden:
    """Return what is recorded of an exchange; a file that is missing is an error, not an empty record."""
    return Golden(**json.loads((_FOLDER / f"{exchange}.json").read_text(encoding="utf-8")))


def recorded() -> list[str]:
    """Return all exchanges of which something is recorded, also those that are not added yet."""
    return sorted(path.stem for path in _FOLDER.glob("*.json"))


def offered() -> list[str]:
    """Return the exchanges that are offered and recorded; test_covered.py demands that all of them are."""
    return [code for code in exchanges.every() if code in recorded()]


def every(part: str) -> list[tuple[str, Facts]]:
    """Return (exchange, facts) of all exchanges: of their refusals or of their passports."""
    return [(code, facts) for code in offered() for facts in getattr(of(code), part)]


def _called(right: Any, name: str) -> Any:
    """Return a right, however it is written, with this name."""
    if isinstance(right, dict):
        return {_called(key, name): _called(value, name) for key, value in right.items()}
    if isinstance(right, list):
        return [_called(one, name) for one in right]
    return right.replace("?", name) if isinstance(right, str) else right


def _both(rights: Any, more: Any) -> Any:
    """Return rights and one more: text, list, or lists or flags by name."""
    if isinstance(rights, dict):
        return rights | {key: _both(rights[key], more[key]) if key in rights else more[key] for key in more}
    if isinstance(rights, list):
        return [*rights, *(more if isinstance(more, list) else [more])]
    return f"{rights},{more}"


def name(value: Any) -> str:
    """Return a short name for a parametrised case."""
    return value["source"][:40] if isinstance(value, dict) else str(value)
