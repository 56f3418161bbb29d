"""Limits of money and of the exchange: cropped aloud, never raised in silence, refused with what would do."""

from decimal import Decimal
from typing import Any

import pytest

from tests.strategies.settings import VECTOR, Terminal, column

D = Decimal


def codes(found: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [(warning["code"], warning.get("rung")) for warning in found["warnings"]]


def test_what_fits_the_limit_stays_whole(ladder: Terminal) -> None:
    found = ladder(VECTOR, margin_limit="182.5")
    assert column(found, "cost")[-1] == "912.5000"
    assert found["dropped"] == []


def test_last_rung_takes_the_money_that_remains(ladder: Terminal) -> None:
    found = ladder(VECTOR, margin_limit=100)
    assert column(found, "quote") == ["100.0000", "100.0000", "150.0000", "150.0000"]
    assert found["rungs"][-1]["cost"] == "500"
    assert found["dropped"] == ["4"]
    assert ("shrunk_to_limit", "3") in codes(found)
    assert ("dropped", "4") in codes(found)


def test_last_rung_is_dropped_where_the_rest_is_too_little(ladder: Terminal) -> None:
    assert ladder(VECTOR, margin_limit=75, min_cost=26)["dropped"] == ["3", "4"]
    found = ladder(VECTOR, margin_limit=75, min_cost=25)
    assert found["dropped"] == ["4"]
    assert found["rungs"][-1]["quote"] == "25"


def test_base_order_above_the_limit_is_refused(ladder: Terminal) -> None:
    found = ladder(VECTOR, margin_limit=19)
    assert ladder.exit_code == 1
    assert [(e["field"], e["code"], e["allowed"]) for e in found["errors"]] == [
        ("margin_limit", "below_base_order", ">= 20")
    ]


def test_limit_that_fees_exceed_is_said(ladder: Terminal) -> None:
    assert ("worst_above_limit", None) in codes(ladder(VECTOR, margin_limit="182.5"))
    assert ("worst_above_limit", None) not in codes(ladder(VECTOR, margin_limit="183.4125"))


def test_lots_are_rounded_down_and_prices_away_from_the_base(ladder: Terminal) -> None:
    found = ladder(VECTOR, lot_step="0.1", price_step="0.5")
    assert column(found, "price", "0.1") == ["100.0", "98.0", "95.5", "92.5", "89.0"]
    assert column(found, "sum_q", "0.1") == ["1.0", "2.0", "3.5", "5.9", "9.6"]
    assert found["rungs"][1]["cost"] == "198"
    short = ladder(VECTOR, side="short", price_step="0.5")
    assert column(short, "price", "0.1") == ["100.0", "102.0", "104.5", "107.5", "111.0"]


def test_minimum_may_raise_a_rung_by_a_tenth_and_says_so(ladder: Terminal) -> None:
    found = ladder(VECTOR, min_cost=110)
    assert column(found, "quote")[:2] == ["110.0000", "110.0000"]
    assert ("raised_to_minimum", "1") in codes(found)


def test_minimum_that_would_raise_more_is_refused_at_every_rung(ladder: Terminal) -> None:
    found = ladder(VECTOR, base_order=200, volume_scale="0.5", min_cost=60)
    assert [(e["field"], e["rung"], e["allowed"]) for e in found["errors"]] == [
        ("addon_order", "2", ">= 120"),
        ("addon_order", "3", ">= 240"),
        ("addon_order", "4", ">= 480"),
    ]
    again = ladder(VECTOR, base_order=200, volume_scale="0.5", min_cost=60, addon_order=480)
    assert codes(again) == [("buffer_thin", "4")]


def test_lot_larger_than_the_order_is_refused(ladder: Terminal) -> None:
    found = ladder(VECTOR, max_addons=0, lot_step=2)
    assert [(e["field"], e["code"], e["allowed"]) for e in found["errors"]] == [
        ("base_order", "below_minimum", ">= 200")
    ]


def test_cascade_names_the_rung_that_never_fills(ladder: Terminal) -> None:
    found = ladder(VECTOR, leverage=20)
    # Liquidation after rung 2 is 97.5081 * 0.95 / 0.995 = 93.0982: above the 92.72 of add-on 3.
    assert found["cascade_at"] == "3"
    assert ("cascade", "3") in codes(found)
    assert ladder(VECTOR, leverage=20, side="short")["cascade_at"] == "3"


@pytest.mark.parametrize(("leverage", "code"), [(3, None), (5, "buffer_thin"), (10, "buffer_dangerous")])
def test_buffer_before_liquidation(ladder: Terminal, leverage: int, code: str | None) -> None:
    assert codes(ladder(VECTOR, leverage=leverage)) == ([(code, "4")] if code else [])


def test_stop_before_an_addon_is_said(ladder: Terminal) -> None:
    assert ("stopped_before", "4") in codes(ladder(VECTOR, stop_loss=8, stop_reference="base"))
    assert ("stopped_before", "4") not in codes(ladder(VECTOR, stop_loss=11, stop_reference="base"))


@pytest.mark.parametrize(
    ("changed", "code", "allowed"),
    [
        ({"step": 50, "step_scale": 1}, "price_reaches_zero", "0..1"),
        ({"deviation_reference": "average", "step_scale": "0.5"}, "prices_not_apart", "0..1"),
        ({"price_step": 10, "step": 4}, "prices_not_apart", "0..1"),
    ],
)
def test_ladder_that_does_not_fit_names_the_most_addons(
    ladder: Terminal, changed: dict[str, Any], code: str, allowed: str
) -> None:
    found = ladder(VECTOR, **changed)
    assert [(e["field"], e["code"], e["allowed"]) for e in found["errors"]] == [("max_addons", code, allowed)]
    assert "rungs" in ladder(VECTOR, **changed, max_addons=int(allowed[-1]))
