"""The fields of a strategy that are numbers or choices: bounds, defaults, and how a value is read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from strategies.problems import Problem

_DECIMAL = re.compile(r"[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})([eE][+-]?\d{1,2})?", re.ASCII)
_HUNDRED = Decimal(100)
# What a text that is copied from Arabic may bring along at its ends: marks of direction.
UNSEEN = "\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
_MOST_ADDONS = 25
# Beyond these an amount is a slip of the keyboard, and 40 digits would no longer hold a ladder exactly.
_LEAST, _MOST = Decimal("1e-18"), Decimal("1e15")


@dataclass(frozen=True, slots=True)
class Number:
    """Bounds as a trader reads them; a percentage is handed on as a fraction."""

    low: Decimal
    high: Decimal
    default: Decimal | None = None
    is_percent: bool = False
    is_whole: bool = False
    is_required: bool = False

    def read(self, field: str, raw: Any) -> Decimal | Problem:
        """Return the value in the unit of the formulas, or what is wrong with it."""
        value = number(raw)
        if value is None:
            return Problem(field, "not_a_number", raw, self.allowed)
        if not self.low <= value <= self.high:
            return Problem(field, "out_of_range", raw, self.allowed)
        if self.is_whole and value != value.to_integral_value():
            return Problem(field, "not_whole", raw, self.allowed)
        return value / _HUNDRED if self.is_percent else value

    @property
    def allowed(self) -> str:
        if self.high == _MOST:
            return ">= 0" if self.low == 0 else "> 0"
        return f"{self.low:f}..{self.high:f}"

    @property
    def start(self) -> Decimal | None:
        """The default in the unit of the formulas."""
        return self.default / _HUNDRED if self.is_percent and self.default is not None else self.default


@dataclass(frozen=True, slots=True)
class Choice:
    options: tuple[str, ...]
    default: str | None
    is_required: bool = False

    def read(self, field: str, raw: Any) -> str | Problem:
        """Return the choice, or what is wrong with it."""
        known = isinstance(raw, str) and raw in self.options
        return str(raw) if known else Problem(field, "not_a_choice", raw, self.allowed)

    @property
    def allowed(self) -> str:
        return ", ".join(self.options)

    @property
    def start(self) -> str | None:
        return self.default


def percent(low: str, high: str, default: str | None = None) -> Number:
    return Number(Decimal(low), Decimal(high), None if default is None else Decimal(default), is_percent=True)


def count(low: int, high: int, default: int | None = None) -> Number:
    start = None if default is None else Decimal(default)
    return Number(Decimal(low), Decimal(high), start, is_whole=True)


def _amount(*, least: Decimal = _LEAST, default: int | None = None, required: bool = False) -> Number:
    return Number(least, _MOST, None if default is None else Decimal(default), is_required=required)


_ZERO = Decimal(0)
FIELDS: Mapping[str, Number | Choice] = {
    "market_type": Choice(("spot", "futures"), None),
    "side": Choice(("long", "short"), "long"),
    "risk_level": Choice(("cautious", "balanced", "active", "custom"), "balanced"),
    "base_order": _amount(required=True),
    "addon_order": _amount(),
    "max_addons": count(0, _MOST_ADDONS, 5),
    "active_addons": count(1, _MOST_ADDONS, 1),
    "step": percent("0.1", "50", "1.5"),
    "step_scale": Number(Decimal("0.5"), Decimal(5), Decimal("1.2")),
    "volume_scale": Number(Decimal("0.5"), Decimal(4), Decimal("1.3")),
    "deviation_reference": Choice(("base", "previous", "average", "custom"), "base"),
    "addon_min_improvement": percent("0", "20", "0.1"),
    "addon_cooldown": count(0, 86_400, 60),
    "take_profit": percent("0.1", "100", "1.2"),
    "take_profit_of": Choice(("total", "base"), "total"),
    "stop_loss": percent("0.1", "100"),
    "stop_reference": Choice(("average", "base"), "average"),
    "stop_action": Choice(("close", "close_and_disable"), "close"),
    "max_groups": count(1, 50, 1),
    "groups_per_pair": count(1, 50, 1),
    "group_cooldown": count(0, 2_592_000, 0),
    "start_condition": Choice(("signal", "immediate", "manual"), "signal"),
    "leverage": Number(Decimal(1), Decimal(20), Decimal(1)),
    "margin_mode": Choice(("isolated", "cross"), "isolated"),
    "margin_limit": _amount(),
    "soft_limit": percent("0", "100", "70"),
    "hard_limit": percent("0", "100", "100"),
    "reserve": _amount(least=_ZERO, default=0),
    "price": _amount(required=True),
    "fee": percent("0", "10", "0"),
    "mmr": percent("0", "50", "0"),
    "lot_step": _amount(least=_ZERO, default=0),
    "price_step": _amount(least=_ZERO, default=0),
    "min_cost": _amount(least=_ZERO, default=0),
    "min_amount": _amount(least=_ZERO, default=0),
    "budget": _amount(),
}
# What the market and the account bring with them; nobody sets it in a strategy.
OF_THE_MARKET = frozenset({"price", "fee", "mmr", "lot_step", "price_step", "min_cost", "min_amount"})
# Settings that are neither; they have no part in a ladder, or are read on their own.
OTHERS = frozenset(
    {"name", "connection", "pairs", "custom_steps", "addon_zone", "tp_steps", "trailing", "recovery"}
)


def read(
    raw: Mapping[str, Any], known: Mapping[str, Number | Choice] = FIELDS
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the value of every known field and what is wrong; a field that is wrong has its default."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, field in known.items():
        values[name] = field.start
        given = raw.get(name)
        if given is None:
            if field.is_required:
                problems.append(Problem(name, "required", None, field.allowed))
            continue
        found = field.read(name, given)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            values[name] = found
    return values, problems


def percentages(field: str, raw: Any) -> tuple[Decimal, ...] | Problem:
    """Return fractions that strictly increase from above 0, of a list of percentages."""
    allowed = f"1..{_MOST_ADDONS} percentages above 0, each greater than the one before"
    if raw is None:
        return Problem(field, "required", None, allowed)
    if isinstance(raw, str) or not isinstance(raw, Sequence) or not 1 <= len(raw) <= _MOST_ADDONS:
        return Problem(field, "not_a_list", raw, allowed)
    found = [number(value) for value in raw]
    values = [value for value in found if value is not None and value <= _MOST]
    if len(values) < len(found):
        return Problem(field, "not_a_number", raw, allowed)
    if values[0] <= 0 or any(later <= earlier for earlier, later in pairwise(values)):
        return Problem(field, "not_increasing", raw, allowed)
    return tuple(value / _HUNDRED for value in values)


def number(raw: Any) -> Decimal | None:
    """Return a plain finite number given as a number or as text; None for anything else."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal | str):
        return None
    text = str(raw).strip().strip(UNSEEN).strip()
    return Decimal(text) if _DECIMAL.fullmatch(text) else None
