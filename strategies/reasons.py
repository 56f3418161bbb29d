"""Why a strategy may not run: codes with measured values, worded where they are read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self

from strategies.problems import Problem


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing in the way. `params` are JSON: texts, whole numbers, lists of texts; amounts as decimal text."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """Return the reason that a setting is, with its field, value and what would be allowed."""
        value = f"{problem.value:f}" if isinstance(problem.value, Decimal) else problem.value
        said = {"field": problem.field, "problem": problem.code, "value": value, "allowed": problem.allowed}
        return cls("settings", said | ({} if problem.rung is None else {"rung": problem.rung}))

    def to_json(self) -> dict[str, Any]:
        return {"code": self.code, "params": dict(self.params)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(stored["code"], stored["params"])


class NotReady(Exception):
    """Raised with every reason at once why a strategy cannot be enabled."""

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self.reasons: Sequence[Reason] = tuple(reasons)
        super().__init__(", ".join(reason.code for reason in self.reasons))
