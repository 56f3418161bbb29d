"""What a risk level fills in, as typed: one column each of the fields that a level decides."""

from collections.abc import Mapping

PRESETS: Mapping[str, Mapping[str, str]] = {
    "cautious": {
        "max_addons": "3",
        "active_addons": "1",
        "step": "2.5",
        "step_scale": "1.3",
        "volume_scale": "1.1",
        "addon_min_improvement": "0.2",
        "addon_cooldown": "300",
        "take_profit": "1.5",
        "max_groups": "1",
        "leverage": "1",
        "soft_limit": "60",
        "hard_limit": "100",
    },
    "balanced": {
        "max_addons": "5",
        "active_addons": "1",
        "step": "1.5",
        "step_scale": "1.2",
        "volume_scale": "1.3",
        "addon_min_improvement": "0.1",
        "addon_cooldown": "60",
        "take_profit": "1.2",
        "max_groups": "1",
        "leverage": "1",
        "soft_limit": "70",
        "hard_limit": "100",
    },
    "active": {
        "max_addons": "8",
        "active_addons": "2",
        "step": "1",
        "step_scale": "1.15",
        "volume_scale": "1.35",
        "addon_min_improvement": "0.1",
        "addon_cooldown": "30",
        "take_profit": "1",
        "max_groups": "1",
        "leverage": "1",
        "soft_limit": "80",
        "hard_limit": "100",
    },
}
