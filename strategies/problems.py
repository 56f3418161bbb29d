"""What is wrong with settings: codes and measured values, worded where they are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Context, Decimal
from typing import Any

_EXACT, _ENOUGH = Context(prec=30), Context(prec=12, rounding=ROUND_CEILING)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to change: `allowed` says what would do, such as `0.1..50`, `> 100` or `long, short`."""

    field: str
    code: str
    value: Any = None
    allowed: str = ""
    rung: int | None = None


class Refused(Exception):
    """Raised with every problem at once, so that nobody mends one to meet the next."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(f"{problem.field}: {problem.code}" for problem in problems))
        self.problems = tuple(problems)


def at_least(amount: Decimal) -> str:
    """Return a bound to read, rounded up: what is allowed must do when it is typed in."""
    # First to what is exact, or the noise in the last digit of 60 would make it 60.0000000001.
    return f">= {_EXACT.plus(amount).normalize(_ENOUGH):f}"
