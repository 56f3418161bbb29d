"""Settings to start from, and the ladder the command makes of them."""

import io
import json
import sys
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command

# The vectors of the definition; nothing is rounded.
VECTOR = {
    "price": "100",
    "base_order": "100",
    "addon_order": "100",
    "step": "2",
    "step_scale": "1.2",
    "volume_scale": "1.5",
    "max_addons": 4,
    "fee": "0.1",
    "take_profit": "1",
    "mmr": "0.5",
    "leverage": 5,
    "side": "long",
}
ETH = {
    "price": "3000",
    "base_order": "300",
    "addon_order": "300",
    "volume_scale": "1",
    "deviation_reference": "custom",
    "custom_steps": [5, 10],
}


class Terminal:
    """Runs `manage.py ladder` with an object, or with text, on standard input."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.exit_code = 0

    def __call__(self, asked: dict[str, Any] | str, **changed: Any) -> dict[str, Any]:
        text = asked if isinstance(asked, str) else json.dumps(asked | changed)
        stdin = io.TextIOWrapper(io.BytesIO(text.encode()))
        self.monkeypatch.setattr(sys, "stdin", stdin)
        written = io.StringIO()
        try:
            call_command("ladder", stdout=written)
            self.exit_code = 0
        except SystemExit as left:
            self.exit_code = int(left.code or 0)
        found = json.loads(written.getvalue())
        assert isinstance(found, dict)
        return found


def column(found: dict[str, Any], name: str, places: str = "0.0001") -> list[str]:
    """Return a column of the rungs to four decimals."""
    return [str(Decimal(rung[name]).quantize(Decimal(places))) for rung in found["rungs"]]
