"""From the settings of recovery to the rules of its states."""

from collections.abc import Mapping
from typing import Any

from strategies.recovery import Mode, Rules


def rules(values: Mapping[str, Any]) -> Rules:
    """Return the rules of read settings; when to watch, the band and the minimum time are nobody's to set."""
    given = values["recovery"]
    return Rules(
        mode=Mode(given["mode"]),
        addons_at=given["addons_at"],
        margin_at=given["margin_at"],
        drawdown_at=given["drawdown_at"],
        min_profit=given["min_profit"],
    )
