"""What one run of the probes brought back, and what was made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Self

from connections.findings.codes import TRANSIENT, Category, Severity, Verdict
from connections.findings.evidence import ClockReading
from connections.findings.passport import Passport
from connections.findings.refusal import Diagnosis


@dataclass(frozen=True)
class Finding:
    """One thing to tell the trader, as a code with parameters; the exchange's own words beside it."""

    code: str
    severity: Severity = Severity.ERROR
    params: Mapping[str, Any] = field(default_factory=dict)
    exchange_message: str = ""

    @property
    def is_passing(self) -> bool:
        """Say whether it is about a moment or about us, and so nothing that is known of a key."""
        return self.code in {*TRANSIENT, Category.UNKNOWN} or bool(self.params.get("is_edge"))

    def to_json(self) -> dict[str, Any]:
        return {
            "code": str(self.code),
            "severity": str(self.severity),
            "params": dict(self.params),
            "exchange_message": self.exchange_message,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        severity, message = Severity(stored["severity"]), stored["exchange_message"]
        return cls(stored["code"], severity, stored["params"], message)


@dataclass(frozen=True)
class Result:
    """The outcome of one probe. `market` and `proves` are empty where a probe belongs to none.

    `proof` is the evidence that an answer is for what it `proves`, `host` where it was asked.
    """

    kind: str
    diagnosis: Diagnosis
    market: str | None = None
    proves: str | None = None
    proof: str = "read"
    host: str = ""
    count: int = 0
    free: Mapping[str, Decimal] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True)
class Report:
    """All results of one check; `passport` is None where the exchange did not introduce the key.

    `introduced` are the facts as the introspection alone gave them; `is_light` says that the check stopped there,
    because they had not changed. `clock` was read only where the refusal of an introduction asks for it.
    """

    results: tuple[Result, ...]
    at: datetime
    passport: Passport | None = None
    introduced: Mapping[str, Any] = field(default_factory=dict)
    is_light: bool = False
    seconds: float = 0.0
    retry_after: float | None = None
    clock: ClockReading | None = None


@dataclass(frozen=True)
class Judgement:
    """What a report means: no verdict where the exchange was silent, so that no key is blamed for it."""

    verdict: Verdict | None
    findings: tuple[Finding, ...] = ()
    passport: Passport | None = None
    is_unreachable: bool = False
