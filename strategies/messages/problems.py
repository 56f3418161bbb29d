"""What is wrong with a setting and what would be allowed, in words."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from connections.messages.sentence import Sentence, machine, quoted, say, several
from strategies.messages.labels import choice_label, field_label
from strategies.messages.problem_texts import OF_BOUNDS, OTHER, TEXTS
from strategies.messages.values import bounds, shown
from strategies.problems import Problem

_NAMED = re.compile(r"%\((\w+)\)s")
# Written by us in any language: what the API takes, and what exchanges call a pair.
_EXAMPLE, _PAIR = "1.5", "BTC/USDT"
# What a form hands on for a point that may be for decimals or for thousands: no number is read from it.
UNCLEAR_POINT = "\u2024"
_UNCLEAR = re.compile(rf"([+-]?[1-9]\d{{0,2}})([,{UNCLEAR_POINT}])(\d{{3}})", re.ASCII)

# The sign for thousands of Arabic, in what does not come from a form: there it is read.
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(\u066c\d{3})+(\.\d+)?", re.ASCII)


def word(problem: Problem, quote: str = "") -> Sentence:
    """Return whole sentences in the reader's language; amounts are in `quote` where it is given."""
    kind, ends = bounds(problem.field, problem.allowed, quote)
    values = _values(problem, quote) | ends
    text = str(_text(problem, kind))
    # A problem of another version of this program may lack what the text names.
    is_whole = all(name in values for name in _NAMED.findall(text))
    return say(text if is_whole else str(OTHER), **values)


def _text(problem: Problem, kind: str) -> object:
    """Return the text of this code at this place, or of the code alone."""
    if problem.code == "out_of_range" and problem.field != "tp_steps":
        return OF_BOUNDS[kind]
    if problem.code == "not_a_number" and _UNCLEAR.fullmatch(str(problem.value)):
        return TEXTS["not_a_number unclear"]
    if problem.code == "not_a_number" and _THOUSANDS.fullmatch(str(problem.value)):
        return TEXTS["not_a_number thousands"]
    place = f"{problem.code} {problem.field}"
    nearest = f"{problem.code} {'' if problem.field else 'here '}nearest" if problem.allowed else ""
    unsaid = f"{problem.code} unsaid" if problem.value is None else ""
    keys = (unsaid, f"{place} base" if problem.rung == 0 else "", nearest, place, problem.code)
    return next((TEXTS[key] for key in keys if key in TEXTS), OTHER)


def _values(problem: Problem, quote: str) -> dict[str, str | int]:
    """Return everything that a text may name, but the ends of what is allowed."""
    field, allowed = problem.field, problem.allowed
    is_choice = problem.code == "not_a_choice"
    options = [choice_label(field, option) for option in allowed.split(", ")] if is_choice else [allowed]
    values: dict[str, str | int] = {
        "field": _named(field),
        "choices": several(options, quoted, "or") if is_choice else machine(allowed),
        "count": machine(allowed.partition(" ")[0]),
        "example": machine(_EXAMPLE),
        "pair": machine(_PAIR + (":USDT" if allowed.count("QUOTE") > 1 else "")),
        "one": machine("1"),
        "hundred": shown("step", 100, quote),
    }
    if found := _UNCLEAR.fullmatch(str(problem.value)):
        values |= _readings(*found.groups())
    elif _THOUSANDS.fullmatch(str(problem.value)):
        values["whole"] = machine(str(problem.value).replace("\u066c", ""))
    if problem.value is not None:
        values["value"] = shown(field, problem.value, quote)
    return values if problem.rung is None else values | {"rung": problem.rung}


def _readings(whole: str, sign: str, rest: str) -> dict[str, Sentence]:
    """Return both numbers that may be meant, each as it can be written: with the sign that was not used."""
    decimals = rest.rstrip("0")
    part = f"{whole}{'.' if sign == ',' else ','}{decimals}" if decimals else whole
    return {"whole": machine(whole + rest), "part": machine(part)}


def _named(field: str) -> Sentence:
    """Return what a field is called; one that does not exist as it was written."""
    label = field_label(field)
    if label == field and field:
        return machine(field)
    if not label:
        return say(_("This setting"))
    # Without marks too it must be seen where it ends: “A group starts” is a name.
    return say(pgettext("name of a field", "“%(field)s”"), field=quoted(label))
