"""What must be right about fields together, each being right alone."""

from collections.abc import Iterator, Mapping
from typing import Any

from strategies.problems import Problem


def problems_together(
    raw: Mapping[str, Any], values: Mapping[str, Any], broken: set[str]
) -> Iterator[Problem]:
    """Yield what does not go together; a field that is `broken` already is not judged again."""
    for check in (_spot, _addon_order, _budget, _custom_steps, _active_addons, _reach):
        for problem in check(raw, values):
            if problem.field not in broken:
                yield problem


def _spot(raw: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[Problem]:
    if values["market_type"] != "spot":
        return
    if values["side"] == "short":
        yield Problem("side", "needs_futures", "short", "long")
    if values["leverage"] > 1:
        yield Problem("leverage", "needs_futures", raw["leverage"], "1")


def _addon_order(raw: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[Problem]:
    if values["addon_order"] is None and raw.get("budget") is None and values["max_addons"]:
        yield Problem("addon_order", "required", None, "> 0, or a budget")


def _budget(raw: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[Problem]:
    budget, base = values["budget"], values["base_order"]
    if budget is not None and base is not None and values["max_addons"] and budget <= base:
        yield Problem("budget", "not_above_base_order", raw["budget"], f"> {base:f}")


def _custom_steps(raw: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[Problem]:
    steps = values.get("custom_steps")
    if steps is not None and len(steps) != values["max_addons"]:
        wanted = f"{values['max_addons']:f} percentages, one for each add-on"
        yield Problem("custom_steps", "wrong_count", raw["custom_steps"], wanted)


def _active_addons(raw: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[Problem]:
    # Without add-ons none rests, whatever the setting says.
    if 0 < values["max_addons"] < values["active_addons"]:
        yield Problem("active_addons", "out_of_range", raw["active_addons"], f"1..{values['max_addons']:f}")


def _reach(raw: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield targets at a price of nothing: a short's profit or a long's stop 100 % away."""
    name = "take_profit" if values["side"] == "short" else "stop_loss"
    if values[name] is not None and values[name] >= 1:
        yield Problem(name, "price_reaches_zero", raw[name], "0.1..<100")
