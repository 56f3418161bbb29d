"""What the command is given: defaults, and every problem at once."""

from typing import Any

import pytest

from tests.strategies.settings import ETH, VECTOR, Terminal, column


def errors(found: dict[str, Any]) -> set[tuple[str, str]]:
    return {(error["field"], error["code"]) for error in found["errors"]}


def test_defaults_fill_what_is_absent(ladder: Terminal) -> None:
    found = ladder({"price": 100, "base_order": 100, "addon_order": 100})
    assert column(found, "price") == ["100.0000", "98.5000", "96.7000", "94.5400", "91.9480", "88.8376"]
    assert column(found, "quote")[-1] == "285.6100"  # 100 * 1.3^4
    assert found["rungs"][0]["tp_total"] == "101.2"


def test_every_problem_comes_at_once(ladder: Terminal) -> None:
    found = ladder(
        {"price": "x", "base_order": -1, "side": "up", "max_addons": 30, "step": True, "leverage": 25}
        | {"take_profit": [], "deviation_reference": "custom", "fee": "NaN", "max_groups": "1.5"}
    )
    assert ladder.exit_code == 1
    assert errors(found) == {
        ("price", "not_a_number"),
        ("base_order", "out_of_range"),
        ("side", "not_a_choice"),
        ("max_addons", "out_of_range"),
        ("step", "not_a_number"),
        ("leverage", "out_of_range"),
        ("take_profit", "not_a_number"),
        ("fee", "not_a_number"),
        ("max_groups", "not_whole"),
        ("custom_steps", "required"),
        ("addon_order", "required"),
    }
    assert all({"field", "code", "value", "allowed"} <= error.keys() for error in found["errors"])


def test_ladder_is_judged_beside_broken_fields(ladder: Terminal) -> None:
    found = ladder(VECTOR, take_profit=500, addon_order=9, min_cost=10, step=30)
    assert errors(found) == {
        ("take_profit", "out_of_range"),
        ("addon_order", "below_minimum"),
        ("max_addons", "price_reaches_zero"),
    }
    assert errors(ladder(VECTOR, base_order=-1, step=30)) == {
        ("base_order", "out_of_range"),
        ("max_addons", "price_reaches_zero"),
    }


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"market_type": "spot"}, ("leverage", "needs_futures")),
        ({"market_type": "spot", "side": "short", "leverage": 1}, ("side", "needs_futures")),
        ({"budget": 100}, ("budget", "not_above_base_order")),
        ({"active_addons": 5}, ("active_addons", "out_of_range")),
        ({"side": "short", "take_profit": 100}, ("take_profit", "price_reaches_zero")),
        ({"stop_loss": 100}, ("stop_loss", "price_reaches_zero")),
        ({"base_order": None}, ("base_order", "required")),
        ({"step": "1_0"}, ("step", "not_a_number")),
        ({"price": "1e400"}, ("price", "not_a_number")),
    ],
)
def test_what_does_not_go_together(
    ladder: Terminal, changed: dict[str, Any], problem: tuple[str, str]
) -> None:
    assert errors(ladder(VECTOR, **changed)) == {problem}


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([5, 5], "not_increasing"),
        ([0, 5], "not_increasing"),
        ([5, "x"], "not_a_number"),
        ("5", "not_a_list"),
        ([], "not_a_list"),
        (None, "required"),
    ],
)
def test_custom_steps_must_increase(ladder: Terminal, steps: object, code: str) -> None:
    assert errors(ladder(ETH, custom_steps=steps)) == {("custom_steps", code)}


def test_custom_steps_are_as_many_as_the_addons(ladder: Terminal) -> None:
    assert errors(ladder(ETH, max_addons=3)) == {("custom_steps", "wrong_count")}


@pytest.mark.parametrize("text", ["", "[", "[]", "7", "null", "[" * 100_000])
def test_what_is_no_object_is_said(ladder: Terminal, text: str) -> None:
    assert errors(ladder(text)) == {("", "not_an_object")}
    assert ladder.exit_code == 1


def test_name_that_means_nothing_is_pointed_out(ladder: Terminal) -> None:
    found = ladder(VECTOR, leverage=1, volume_scales=2)
    assert found["warnings"] == [{"code": "unknown_field", "field": "volume_scales"}]


def test_numbers_are_plain_text(ladder: Terminal) -> None:
    found = ladder(VECTOR, price="0.00000012", base_order=1e6, addon_order=10000000)
    assert found["rungs"][0]["price"] == "0.00000012"
    assert found["rungs"][1]["cost"] == "11000000"
