"""The settings that are made of several: the zone, the steps of the take-profit, recovery."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from strategies import fields
from strategies.fields import Choice, Number
from strategies.problems import Problem
from strategies.settings.known import MOST_TP_STEPS, RECOVERY, RECOVERY_SWITCH, TP_STEP, ZONE
from strategies.settings.unknown import unknown

Zone = tuple[Decimal | None, Decimal | None]
TpStep = tuple[Decimal, Decimal]


def read_zone(raw: Any, pairs: Sequence[str]) -> tuple[Zone, list[Problem]]:
    """Return (lowest, highest) price, each None where it is open."""
    values, problems = _read_object("addon_zone", raw, ZONE)
    low, high = values["low"], values["high"]
    if low is not None and high is not None and low >= high:
        problems.append(Problem("addon_zone.low", "not_below_high", raw["low"], f"< {high:f}"))
    if (low, high) != (None, None) and len(pairs) > 1:
        problems.append(Problem("addon_zone", "one_pair_only", len(pairs)))
    return (low, high), problems


def read_tp_steps(raw: Any) -> tuple[tuple[TpStep, ...], list[Problem]]:
    """Return (at, share) of each part as fractions."""
    if raw is None:
        return (), []
    if not isinstance(raw, Sequence) or isinstance(raw, str) or len(raw) > MOST_TP_STEPS:
        return (), [Problem("tp_steps", "not_a_list", raw, f"0..{MOST_TP_STEPS}")]
    if not all(isinstance(step, Mapping) and step.keys() == TP_STEP.keys() for step in raw):
        return (), [Problem("tp_steps", "not_a_step", None, ", ".join(TP_STEP))]
    problems: list[Problem] = []
    steps: list[TpStep] = []
    for step in raw:
        found = {name: field.read("tp_steps", step[name]) for name, field in TP_STEP.items()}
        problems += (one for one in found.values() if isinstance(one, Problem))
        match found:
            case {"at": Decimal() as at, "share": Decimal() as share}:
                steps.append((at, share))
    return tuple(steps), problems or list(_steps_together(steps))


def read_recovery(raw: Any) -> tuple[dict[str, Any], list[Problem]]:
    """Return when a position is rescued and how, fractions by their names."""
    values, problems = _read_object("recovery", raw, RECOVERY, also=(RECOVERY_SWITCH,))
    switch = raw.get(RECOVERY_SWITCH) if isinstance(raw, Mapping) else None
    values[RECOVERY_SWITCH], wrong = read_switch(f"recovery.{RECOVERY_SWITCH}", switch)
    return values, problems + wrong


def read_switch(field: str, raw: Any) -> tuple[bool, list[Problem]]:
    """Return a truth value; one that is not given is true."""
    if raw is None or isinstance(raw, bool):
        return raw is not False, []
    return True, [Problem(field, "not_true_or_false", raw, "true, false")]


def _steps_together(steps: Sequence[TpStep]) -> list[Problem]:
    problems = []
    if any(later <= earlier for (earlier, _), (later, _) in pairwise(steps)):
        problems.append(Problem("tp_steps", "not_increasing"))
    whole = sum(share for _, share in steps) * 100
    if steps and whole != 100:
        problems.append(Problem("tp_steps", "not_hundred", whole, "100"))
    return problems


def _read_object(
    field: str, raw: Any, known: Mapping[str, Number | Choice], also: Sequence[str] = ()
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the values of an object's fields; what is wrong is named by its path."""
    if raw is not None and not isinstance(raw, Mapping):
        return fields.read({}, known)[0], [Problem(field, "not_an_object", raw)]
    values, problems = fields.read(raw or {}, known)
    named = [replace(problem, field=f"{field}.{problem.field}") for problem in problems]
    return values, named + unknown(raw or {}, (*known, *also), f"{field}.")
