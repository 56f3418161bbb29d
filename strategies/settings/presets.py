"""What a risk level fills in, as it would be typed; a strategy that differs from its level is called custom."""

from collections.abc import Mapping
from typing import Any

from strategies.fields import number

PRESETS: Mapping[str, Mapping[str, str]] = {
    "cautious": {
        "max_addons": "3",
        "step": "2.5",
        "step_scale": "1.3",
        "volume_scale": "1.1",
        "addon_min_improvement": "0.2",
        "addon_cooldown": "300",
        "take_profit": "1.5",
        "soft_limit": "60",
        "hard_limit": "90",
    },
    "balanced": {
        "max_addons": "5",
        "step": "1.5",
        "step_scale": "1.2",
        "volume_scale": "1.3",
        "addon_min_improvement": "0.1",
        "addon_cooldown": "60",
        "take_profit": "1.2",
        "soft_limit": "70",
        "hard_limit": "100",
    },
    "active": {
        "max_addons": "8",
        "step": "1",
        "step_scale": "1.15",
        "volume_scale": "1.35",
        "addon_min_improvement": "0.1",
        "addon_cooldown": "30",
        "take_profit": "1",
        "soft_limit": "80",
        "hard_limit": "100",
    },
}
START, CUSTOM = "balanced", "custom"


def filled(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return `raw` with the fields it leaves open filled from its risk level."""
    level = raw.get("risk_level")
    preset = PRESETS.get(level if isinstance(level, str) else START, PRESETS[START])
    given = {name: value for name, value in raw.items() if value is not None}
    # Steps of one's own are as many as the add-ons.
    counted = raw.get("deviation_reference") == "custom" and raw.get("custom_steps") is not None
    return {name: value for name, value in preset.items() if not (counted and name == "max_addons")} | given


def level_of(level: str, texts: Mapping[str, Any]) -> str:
    """Return the level, or `custom` where a field of it says something else."""
    preset = PRESETS.get(level, {})
    is_kept = all(number(texts[name]) == number(value) for name, value in preset.items())
    return level if is_kept else CUSTOM
