"""What the fields say of a ladder, as a trader names them: one reading for the command, the API and the pages."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from strategies import fields
from strategies.fields import Choice, Number
from strategies.ladder.fills import first_addon
from strategies.ladder.terms import ONE, ZERO, Reference, Settings, Side
from strategies.ladder.together import problems_together
from strategies.problems import Problem

# The fields without which the sizes of the orders cannot be told, and those without which their prices cannot.
SIZES = frozenset({"base_order", "addon_order", "budget", "leverage", "margin_limit"})
SPACING = frozenset(
    {"side", "max_addons", "step", "step_scale", "volume_scale", "deviation_reference", "custom_steps"}
)


def interpret(
    raw: Mapping[str, Any], known: Mapping[str, Number | Choice] = fields.FIELDS
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the values in the units of the formulas, and what is wrong with fields and their combination."""
    values, problems = fields.read(raw, known)
    if values["deviation_reference"] == Reference.CUSTOM:
        problems += _read_custom_steps(raw, values)
    problems += problems_together(raw, values, {problem.field for problem in problems})
    return values, problems


def settings_of(values: Mapping[str, Any]) -> Settings:
    """Return the ladder's settings; a size that is not known is 1, and nobody may rely on it."""
    return Settings(
        base_order=values["base_order"] or ONE,
        addon_order=addon_order_of(values) or ONE,
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


def addon_order_of(values: Mapping[str, Any]) -> Decimal | None:
    """Return the first add-on, solved where a budget was given; None without add-ons or sizes."""
    addons = int(values["max_addons"])
    if values["budget"] is None or values["base_order"] is None or not addons:
        given: Decimal | None = values["addon_order"]
        return given
    sizes = Settings(values["base_order"], ZERO, addons, volume_scale=values["volume_scale"])
    return first_addon(values["budget"], sizes)


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
