"""A ladder from the fields as a trader names them, percentages as percentages."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import Any

from strategies import fields
from strategies.ladder.building import Ladder, build
from strategies.ladder.cautions import Caution
from strategies.ladder.fills import first_addon
from strategies.ladder.terms import EXACT, ONE, ZERO, Market, Reference, Settings, Side
from strategies.ladder.together import problems_together
from strategies.problems import Problem, Refused

_SIZES = frozenset(
    {"price", "base_order", "addon_order", "budget", "leverage", "margin_limit"}
    | {"lot_step", "price_step", "min_cost", "min_amount"}
)
_SPACING = frozenset(
    {"side", "max_addons", "step", "step_scale", "volume_scale", "deviation_reference", "custom_steps"}
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A ladder with the first add-on it was made from; None where there are no add-ons."""

    ladder: Ladder
    addon_order: Decimal | None
    cautions: tuple[Caution, ...]


def answer(raw: Mapping[str, Any]) -> Answer:
    """Return the ladder; raise Refused with the problems of fields, their combination and the ladder."""
    with localcontext(EXACT):
        values, problems = fields.read(raw)
        if values["deviation_reference"] == Reference.CUSTOM:
            problems += _read_custom_steps(raw, values)
        problems += problems_together(raw, values, {problem.field for problem in problems})
        broken = {problem.field for problem in problems}
        try:
            ladder = None if broken & _SPACING else _built(values, broken)
        except Refused as refused:
            raise Refused([*problems, *refused.problems]) from None
        if problems or ladder is None:
            raise Refused(problems)
        addon_order = _addon_order(values)
        return Answer(ladder, addon_order, (*ladder.cautions, *_unread(raw)))


def _built(values: Mapping[str, Any], broken: set[str]) -> Ladder | None:
    """Return the ladder; where its sizes cannot be told, at least raise what is wrong with its prices."""
    settings = _settings(values)
    if not broken & _SIZES:
        return build(settings, _market(values), values["price"])
    if settings.deviation_reference is not Reference.AVERAGE:
        build(replace(settings, base_order=ONE, addon_order=ONE, margin_limit=None), Market(), ONE)
    return None


def _settings(values: Mapping[str, Any]) -> Settings:
    return Settings(
        base_order=values["base_order"] or ONE,
        addon_order=_addon_order(values) or ONE,
        max_addons=int(values["max_addons"]),
        active_addons=int(values["active_addons"]),
        step=values["step"],
        step_scale=values["step_scale"],
        volume_scale=values["volume_scale"],
        side=Side(values["side"]),
        deviation_reference=Reference(values["deviation_reference"]),
        custom_steps=values.get("custom_steps", ()),
        take_profit=values["take_profit"],
        is_profit_of_base=values["take_profit_of"] == "base",
        stop_loss=values["stop_loss"],
        is_stop_from_base=values["stop_reference"] == "base",
        max_groups=int(values["max_groups"]),
        leverage=values["leverage"],
        margin_limit=values["margin_limit"],
    )


def _addon_order(values: Mapping[str, Any]) -> Decimal | None:
    addons = int(values["max_addons"])
    if values["budget"] is None or values["base_order"] is None or not addons:
        given: Decimal | None = values["addon_order"]
        return given
    sizes = Settings(values["base_order"], ZERO, addons, volume_scale=values["volume_scale"])
    return first_addon(values["budget"], sizes)


def _market(values: Mapping[str, Any]) -> Market:
    rules = ("lot_step", "price_step", "min_cost", "min_amount")
    return Market(values["fee"], values["mmr"], *(values[name] for name in rules))


def _read_custom_steps(raw: Mapping[str, Any], values: dict[str, Any]) -> list[Problem]:
    if not values["max_addons"]:
        return []
    found = fields.percentages("custom_steps", raw.get("custom_steps"))
    if isinstance(found, Problem):
        return [found]
    values["custom_steps"] = found
    if raw.get("max_addons") is None:
        values["max_addons"] = Decimal(len(found))
    return []


def _unread(raw: Mapping[str, Any]) -> tuple[Caution, ...]:
    """Return a caution for each name that means nothing: a slip would silently leave a default in force."""
    known = fields.FIELDS.keys() | fields.OTHERS
    return tuple(Caution("unknown_field", about=name) for name in raw if name not in known)
