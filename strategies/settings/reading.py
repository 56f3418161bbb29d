"""From what was typed to settings, with everything that is wrong at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import Any

from strategies.ladder.interpretation import SIZES, SPACING, interpret, settings_of
from strategies.ladder.terms import EXACT, Settings
from strategies.problems import Problem
from strategies.settings import identity, nested
from strategies.settings.known import FIELDS, NAMES
from strategies.settings.presets import filled, level_of
from strategies.settings.texts import canonical
from strategies.settings.together import ladder_of, problems_of_ladder, problems_together
from strategies.settings.unknown import unknown

# Without these there is nothing to draw; without a margin limit there is a ladder, only nothing crops it.
_OF_THE_LADDER = (SPACING | SIZES - {"margin_limit"}) | {
    *("active_addons", "max_groups", "take_profit", "take_profit_of", "tp_steps"),
    *("stop_loss", "stop_reference"),
}
_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Chosen:
    """`values` in the units of the formulas, `texts` to be stored, `ladder` None where it cannot be built.

    A value that is wrong or not given is that of its default, None where it has none.
    """

    values: Mapping[str, Any]
    texts: dict[str, Any]
    problems: tuple[Problem, ...]
    ladder: Settings | None


def read(raw: Mapping[str, Any]) -> Chosen:
    """Return the settings; what is wrong is in `problems`, nothing is raised."""
    with localcontext(EXACT):
        given, raw = raw, filled(raw)
        values, problems = interpret(raw, FIELDS)
        problems += _read_shaped(raw, values)
        broken = {problem.field for problem in problems}
        texts = canonical(raw, values)
        level = level_of(values["risk_level"], texts)
        texts["risk_level"] = values["risk_level"] = level
        problems += _unless_broken(problems_together(raw, values, level), broken)
        ladder = None
        if not broken & _OF_THE_LADDER:
            ladder = ladder_of(settings_of(values), values["tp_steps"])
            wrong = problems_of_ladder(ladder)
            problems += _unless_broken(wrong, broken)
            # A limit that does not carry the base order is judged by each market, which may ask for more.
            ladder = None if any(one.code != "below_base_order" for one in wrong) else ladder
        problems += unknown(given, NAMES)  # a null too is meant for something
        return Chosen(values, texts, tuple(map(_fit_to_show, problems)), ladder)


def _read_shaped(raw: Mapping[str, Any], values: dict[str, Any]) -> list[Problem]:
    """Read what is neither a number nor a choice into `values`; return what is wrong with it."""
    values["name"], name = identity.read_name(raw.get("name"))
    values["connection"], connection = identity.read_connection(raw.get("connection"))
    values["pairs"], pairs = identity.read_pairs(raw.get("pairs"), values["market_type"])
    values["addon_zone"], zone = nested.read_zone(raw.get("addon_zone"), values["pairs"])
    values["tp_steps"], tp_steps = nested.read_tp_steps(raw.get("tp_steps"))
    values["recovery"], recovery = nested.read_recovery(raw.get("recovery"))
    values["is_returning"], returning = nested.read_switch("is_returning", raw.get("is_returning"))
    return [*name, *connection, *pairs, *zone, *tp_steps, *recovery, *returning]


def _unless_broken(problems: Iterable[Problem], broken: set[str]) -> list[Problem]:
    return [problem for problem in problems if problem.field not in broken]


def _fit_to_show(problem: Problem) -> Problem:
    """Return the problem with a value that may be sent back: what was typed may be a whole book."""
    value = problem.value
    if isinstance(value, str):
        return replace(problem, value=value[:_SHOWN])
    return problem if isinstance(value, int | Decimal | None) else replace(problem, value=None)
