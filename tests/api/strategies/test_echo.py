"""What of a request may be in the answer to it."""

from decimal import Decimal
from typing import Any

import pytest

from strategies.serializers.echo import echoed


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("60", "60"),
        (" 1.5 ", " 1.5 "),
        (12.5, "12.5"),
        (7, "7"),
        (Decimal("1E+3"), "1000"),
        (True, "true"),
        ("isolated", "isolated"),
        ("BTC/USDT", "BTC/USDT"),
        ("1000000BABYDOGE/USDT:USDT", "1000000BABYDOGE/USDT:USDT"),
        ("币安人生/USDT", None),
    ],
)
def test_numbers_choices_and_symbols(value: Any, shown: str | None) -> None:
    assert echoed(value) == (value if shown is None else shown)


@pytest.mark.parametrize(
    "value",
    [
        *("", "up", "correct horse", "AKIAIOSFODNN7EXAMPLE", "btc/usdt", "wJalrXUtnFEMI/K7MDENG/bPxRfiCY"),
        *("1" * 40, "kZ9/qQ", None, ["60"], {"step": "60"}, float("nan")),
    ],
)
def test_nothing_else(value: Any) -> None:
    assert echoed(value) is None
