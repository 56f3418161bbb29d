"""Values and bounds of settings as a person reads them: with their unit, in the notation of the language."""

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

from connections.messages.sentence import Sentence, machine, quoted
from strategies.fields import Number
from strategies.fields import number as number_of
from strategies.messages.case import number
from strategies.settings.known import FIELDS, RECOVERY

_MONEY = {
    "base_order",
    "addon_order",
    "budget",
    "margin_limit",
    "reserve",
    "addon_zone.low",
    "addon_zone.high",
}
_PERCENT = {"custom_steps", "tp_steps"} | {
    name
    for name, field in (*FIELDS.items(), *((f"recovery.{name}", field) for name, field in RECOVERY.items()))
    if isinstance(field, Number) and field.is_percent
}
_PRINTED = Context(prec=8)
_WIDE = Context(prec=100, rounding=ROUND_HALF_EVEN)
_HUNDRED, _CENT = Decimal(100), Decimal("0.01")
_BLANK = "\u00a0"
_NUMBER = r"(\d+(?:\.\d+)?)"
# "from..to", and "from..<to" where the upper end does not count.
_BETWEEN = re.compile(rf"{_NUMBER}\.\.(<?){_NUMBER}")
_ONE_SIDED = re.compile(rf"(>=|>|<=|<) {_NUMBER}")
_KINDS = {">=": "least", ">": "above", "<=": "most", "<": "below"}


def shown(field: str, value: Any, quote: str) -> Sentence:
    """Return a number with the unit of its field; what is no number stands as it was typed."""
    found = number_of(value)
    if found is None:
        text = "" if value is None else str(value)
        return machine(text) if field == "pairs" else quoted(text)
    return machine(f"{number(f'{found:f}')}{_unit(field, quote)}")


def percent(fraction: Decimal) -> Sentence:
    """Return a fraction as a percentage of two decimals."""
    # Not by f"{x:.2f}": that rounds as the thread does, and ccxt changes how threads round.
    value = _WIDE.multiply(fraction, _HUNDRED).quantize(_CENT, context=_WIDE)
    return machine(f"{number(f'{value:f}')}{_BLANK}%")


def money(value: Decimal, quote: str) -> Sentence:
    """Return an amount or a price to eight digits: more of them say nothing in a sentence."""
    return machine(f"{number(f'{_PRINTED.plus(value):f}')}{_BLANK}{quote}".strip())


def bounds(field: str, allowed: str, quote: str) -> tuple[str, dict[str, Sentence]]:
    """Return the kind of what is allowed, and its ends by the names that texts use; an empty kind for words."""
    if found := _BETWEEN.fullmatch(allowed):
        low, is_open, high = found.groups()
        ends = {"low": shown(field, low, quote), "high": shown(field, high, quote)}
        if low == high:
            return "one", ends
        return "below" if is_open else "between", ends
    if found := _ONE_SIDED.fullmatch(allowed):
        kind = _KINDS[found[1]]
        end = shown(field, found[2], quote)
        return kind, {"low": end} if kind in ("least", "above") else {"high": end}
    return "", {}


def _unit(field: str, quote: str) -> str:
    if field in _PERCENT:
        return f"{_BLANK}%"
    return f"{_BLANK}{quote}" if field in _MONEY and quote else ""
