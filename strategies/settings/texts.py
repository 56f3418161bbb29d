"""Settings as they are stored: decimals as plain text, truth values, lists and objects; every field is there."""

from collections.abc import Mapping
from typing import Any

from strategies.fields import Choice, Number, number
from strategies.settings.known import FIELDS, RECOVERY, RECOVERY_SWITCH, TP_STEP, ZONE


def canonical(raw: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the texts of what was read; what could not be read stays as it was typed."""
    texts = _texts(raw, FIELDS)
    if raw.get("budget") is not None:
        # What a budget solves is not a setting: it would contradict the next budget.
        texts["addon_order"] = None
    if raw.get("max_addons") is None:
        texts["max_addons"] = plain(values["max_addons"])
    steps = raw["custom_steps"] if values.get("custom_steps") else None
    parts = raw["tp_steps"] if values["tp_steps"] else []
    recovery = _inside(raw, "recovery")
    return texts | {
        "name": values["name"],
        "connection": values["connection"],
        "pairs": list(values["pairs"]),
        "custom_steps": steps and [plain(step) for step in steps],
        "addon_zone": _texts(_inside(raw, "addon_zone"), ZONE),
        "tp_steps": [{name: plain(part[name]) for name in TP_STEP} for part in parts],
        "recovery": _texts(recovery, RECOVERY) | {RECOVERY_SWITCH: values["recovery"][RECOVERY_SWITCH]},
    }


def plain(raw: Any) -> Any:
    """Return a number in plain digits, without an exponent and without zeros that say nothing; else what it is."""
    found = number(raw)
    if found is None:
        return raw
    text = f"{found:f}" if found else "0"
    return (text.rstrip("0").rstrip(".") if "." in text else text).removeprefix("+")


def _texts(raw: Mapping[str, Any], known: Mapping[str, Number | Choice]) -> dict[str, Any]:
    given = {name: raw.get(name) for name in known}
    return {
        name: plain(field.default if given[name] is None else given[name]) for name, field in known.items()
    }


def _inside(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = raw.get(name)
    return found if isinstance(found, Mapping) else {}
