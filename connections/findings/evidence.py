"""What speaks for and against the possible causes of a refusal, and what was known before it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from connections.findings.codes import Category
from connections.findings.passport import Passport


@dataclass(frozen=True)
class Evidence:
    """One fact as a code with parameters: never a key, a secret, or a part of one."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {"code": self.code, "params": dict(self.params)}


@dataclass(frozen=True)
class Cause:
    """One possible cause, with the facts that speak for it and against it."""

    category: Category
    reason: str | None = None
    evidence: tuple[Evidence, ...] = ()
    against: tuple[Evidence, ...] = ()

    def to_json(self) -> dict[str, Any]:
        stored = {
            "code": str(self.category),
            "reason": self.reason,
            "evidence": [one.to_json() for one in self.evidence],
            "against": [one.to_json() for one in self.against],
        }
        return {name: value for name, value in stored.items() if value is not None}


@dataclass(frozen=True)
class ClockReading:
    """An exchange's public clock: how far ahead of ours it is in seconds, give or take `within`.

    `tolerance` is how far apart the two may be before the exchange refuses what we sign.
    """

    answers: bool
    ahead: float | None = None
    within: float = 0.0
    tolerance: float = 1.0


@dataclass(frozen=True)
class Known:
    """What was known of a key before a check; by default nothing at all, so nothing follows from it.

    `passport` is None of a key that never worked, `is_new` says that this is so and not merely unknown. `rule` is the
    exchange's (code, days) for keys without addresses, `looks_right` whether the key has the exchange's usual shape,
    `introduces_any` whether the exchange introduces every key, whatever its rights, `others_working` how many other
    connections to the exchange worked within the last hour.
    """

    is_new: bool = False
    passport: Passport | None = None
    since: datetime | None = None
    rule: tuple[str, int] | None = None
    looks_right: bool | None = None
    egress: tuple[str, ...] = ()
    others_working: int = 0
    introduces_any: bool = False
