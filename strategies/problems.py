"""What is wrong with settings: codes and measured values, worded where they are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Context, Decimal
from typing import Any

# Every code there is: each has words, and the tests hold whoever makes a problem to this list.
CODES = frozenset(
    {
        *("required", "not_a_number", "out_of_range", "not_whole", "not_a_choice", "not_a_text", "too_long"),
        *(
            "not_a_list",
            "not_an_object",
            "not_true_or_false",
            "not_increasing",
            "wrong_count",
            "unknown_field",
        ),
        *("name_taken", "connection_unknown", "too_many_strategies", "fixed_while_enabled"),
        *("not_a_pair", "not_linear", "not_spot", "too_many", "repeated", "quotes_differ", "one_pair_only"),
        *("pair_unknown", "pair_inactive", "pair_not_by_api"),
        *("needs_futures", "above_level", "leverage_too_high"),
        *("price_reaches_zero", "prices_not_apart", "not_below_high"),
        *(
            "not_above_base_order",
            "below_base_order",
            "below_minimum",
            "worst_above_limit",
            "above_hard_limit",
        ),
        *("not_a_step", "not_hundred", "part_below_minimum", "take_profit_below_fees"),
    }
)
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
