"""What is known of a key, and how it is stored."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any, Self

from backfuture.lib.text import clean
from connections.findings.codes import Grant, Permission

# Evidence that an introspection gives; the others come from trying.
_INTRODUCED = frozenset({"listed", "not_listed", "not_reported", "rule"})


@dataclass(frozen=True)
class Right:
    """One permission with the evidence for it: a code, its parameters and when it was seen."""

    value: Grant = Grant.UNKNOWN
    evidence: str = "not_reported"
    params: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None

    def seen(self, at: datetime) -> "Right":
        """Return the same right, seen at another time; `replace` would take a tenth of a whole check."""
        return Right(self.value, self.evidence, self.params, at)


_NO_RIGHT = Right()


@dataclass(frozen=True)
class Passport:
    """All that is known of a key. None and `unknown` mean that the exchange did not say."""

    rights: Mapping[Permission, Right] = field(default_factory=dict)
    ip_restricted: bool | None = None
    ip_list: tuple[str, ...] | None = None
    expires_at: datetime | None = None
    expires_kind: str = "unknown"  # fixed | inactivity | none | unknown
    created_at: datetime | None = None
    key_status: str = "unknown"  # active | expired | frozen | deleted | unknown
    uid: str | None = None
    is_sub_account: bool | None = None
    symbol_whitelist: tuple[str, ...] | None = None

    def right(self, permission: Permission) -> Right:
        return self.rights.get(permission, _NO_RIGHT)

    def grants(self, permission: Permission) -> Grant:
        return self.right(permission).value

    def with_right(self, permission: Permission, right: Right) -> Self:
        return replace(self, rights={**self.rights, permission: right})

    def facts(self) -> dict[str, Any]:
        """Return what counts as a change when it differs: everything but the evidence and its time."""
        return {**self._told(), "permissions": {name.value: self.grants(name).value for name in _PERMISSIONS}}

    def dated(self, at: datetime) -> Self:
        """Return the passport with the time at which its rights were seen."""
        return replace(self, rights={name: right.seen(at) for name, right in self.rights.items()})

    def seen_again(self, at: datetime) -> Self:
        """Return the passport after the exchange introduced the key once more, unchanged."""
        rights = {
            name: right.seen(at) if right.evidence in _INTRODUCED else right
            for name, right in self.rights.items()
        }
        return replace(self, rights=rights)

    def filled_from(self, known: "Passport") -> Self:
        """Return the passport with what was known before where this look brought nothing."""
        names = ("uid", "is_sub_account", "symbol_whitelist", "created_at")
        missing = {name: getattr(known, name) for name in names if getattr(self, name) is None}
        return replace(self, **missing) if any(one is not None for one in missing.values()) else self

    def to_json(self) -> dict[str, Any]:
        """Return what is stored and what the API shows, one shape for both."""
        return dict(self._json)

    @functools.cached_property
    def _json(self) -> dict[str, Any]:
        """Return what a check writes into its own row and into that of its connection."""
        permissions = {name.value: _right_json(self.right(name)) for name in _PERMISSIONS}
        return {**self._told(), "permissions": permissions}

    def _told(self) -> dict[str, Any]:
        return {name: _plain(getattr(self, name)) for name in _TOLD}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Return the passport of a stored one; an empty mapping is a key nobody has looked at."""
        facts = {name: value for name, value in stored.items() if name != "permissions"}
        for name in ("expires_at", "created_at"):
            facts[name] = _time(facts.get(name))
        for name in ("ip_list", "symbol_whitelist"):
            facts[name] = None if facts.get(name) is None else tuple(facts[name])
        rights = {Permission(name): _right(right) for name, right in stored.get("permissions", {}).items()}
        return cls(rights=rights, **facts)


_PERMISSIONS = tuple(Permission)
_TOLD = tuple(one.name for one in fields(Passport) if one.name != "rights")


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; texts are the exchange's and lose what no database or page should get."""
    if value is None or value is True or value is False:
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str):
        return clean(value, 100, one_line=True)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _time(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _right_json(right: Right) -> dict[str, Any]:
    at = right.at.isoformat() if right.at else None
    params = {name: _plain(value) for name, value in right.params.items()} if right.params else {}
    return {"value": right.value.value, "evidence": right.evidence, "params": params, "at": at}


def _right(stored: Mapping[str, Any]) -> Right:
    return Right(Grant(stored["value"]), stored["evidence"], stored["params"], _time(stored["at"]))
