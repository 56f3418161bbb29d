"""Changed settings over stored ones."""

from collections.abc import Mapping
from typing import Any

from strategies.settings.presets import PRESETS

_NESTED = ("recovery", "addon_zone")
# Of these pairs the second no longer holds once the first is given.
_INSTEAD = {"budget": "addon_order", "addon_order": "budget", "custom_steps": "max_addons"}


def merged(stored: Mapping[str, Any], raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return stored settings with what `raw` changes; a null takes a setting back to its default.

    Another risk level fills its fields anew, unless they are given with it.
    """
    level = raw.get("risk_level")
    anew = PRESETS.get(level, {}) if isinstance(level, str) and level != stored.get("risk_level") else {}
    gone = {*anew, *(other for name, other in _INSTEAD.items() if raw.get(name) is not None)}
    kept = {name: value for name, value in stored.items() if name not in gone}
    return kept | {name: _over(stored.get(name), value, name) for name, value in raw.items()}


def _over(stored: Any, value: Any, name: str) -> Any:
    is_part = name in _NESTED and isinstance(stored, Mapping) and isinstance(value, Mapping)
    return {**stored, **value} if is_part else value
