"""Settings are read whole: presets, bounds, what goes together, every problem at once, and what is stored."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies.ladder.terms import Side
from strategies.preview.building import preview
from strategies.preview.site import Site
from strategies.recovery import Mode
from strategies.settings import Chosen, read
from strategies.settings.known import FIELDS, NAMES
from strategies.settings.presets import PRESETS
from strategies.settings.rescue import rules
from tests.strategies.chosen import FUTURES, SPOT, WRONG, step, tier

D = Decimal


def codes(chosen: Chosen) -> set[tuple[str, str]]:
    return {(problem.field, problem.code) for problem in chosen.problems}


def test_least_that_must_be_given_is_enough() -> None:
    chosen = read(SPOT)
    assert chosen.problems == ()
    assert chosen.ladder is not None
    assert (chosen.ladder.base_order, chosen.ladder.step) == (D(100), D("0.015"))
    assert chosen.ladder.max_addons == 5
    assert chosen.values["soft_limit"] == D("0.7")
    assert chosen.values["is_returning"] is True
    assert set(chosen.texts) == set(NAMES) - {"is_returning"}


@pytest.mark.parametrize(("changed", "expected"), WRONG)
def test_what_is_wrong_is_named(changed: dict[str, Any], expected: set[tuple[str, str]]) -> None:
    assert codes(read(SPOT | changed)) == expected


def test_every_problem_comes_at_once() -> None:
    chosen = read(
        {"market_type": "spot", "side": "short", "step": 99, "tp_steps": 3, "recovery": {"slice": "x"}}
    )
    assert codes(chosen) == {
        *((name, "required") for name in ("name", "connection", "pairs", "base_order", "margin_limit")),
        *(("addon_order", "required"), ("side", "needs_futures"), ("step", "out_of_range")),
        *(("tp_steps", "not_a_list"), ("recovery.slice", "not_a_number")),
    }
    assert chosen.ladder is None


def test_ladder_is_there_while_the_rest_is_still_typed() -> None:
    chosen = read({"market_type": "spot", "base_order": 100, "addon_order": 50})
    assert codes(chosen) == {(name, "required") for name in ("name", "connection", "pairs", "margin_limit")}
    assert chosen.ladder is not None
    assert chosen.ladder.margin_limit is None


def test_unknown_name_is_refused_with_the_one_it_may_mean() -> None:
    (found,) = read(SPOT | {"take_profits": 3}).problems
    assert (found.field, found.code, found.allowed) == ("take_profits", "unknown_field", "take_profit")


def test_unknown_name_is_refused_without_a_value_too() -> None:
    assert codes(read(SPOT | {"bogus": None})) == {("bogus", "unknown_field")}


@pytest.mark.parametrize("mark", ["\u200e", "\u200f", "\u061c"])
def test_marks_of_direction_at_the_ends_are_no_part_of_a_number(mark: str) -> None:
    chosen = read(SPOT | {"base_order": f"{mark}150{mark}"})
    assert (chosen.problems, chosen.values["base_order"], chosen.texts["base_order"]) == ((), 150, "150")
    assert codes(read(SPOT | {"base_order": f"1{mark}50"})) == {("base_order", "not_a_number")}


def test_value_that_is_sent_back_is_short() -> None:
    sent: dict[str, Any] = {"side": "x" * 10_000, "pairs": {"a": "b"}, "step": ["x"] * 999, "y" * 10_000: 1}
    for problem in read(SPOT | sent).problems:
        assert len(str(problem.value)) <= 100
        assert len(problem.field) <= 60


def test_futures_pair_is_completed_and_written_large() -> None:
    chosen = read(FUTURES | {"pairs": [" btc/usdt ", "ETH/USDT:USDT"]})
    assert chosen.texts["pairs"] == ["BTC/USDT:USDT", "ETH/USDT:USDT"]


@pytest.mark.parametrize("level", PRESETS)
def test_level_fills_its_fields_and_stays_what_it_is(level: str) -> None:
    chosen = read(SPOT | {"risk_level": level})
    assert chosen.problems == ()
    assert {name: chosen.texts[name] for name in PRESETS[level]} == PRESETS[level]
    assert chosen.texts["risk_level"] == level


def test_balanced_is_what_the_definition_gives_as_defaults() -> None:
    for name, value in PRESETS["balanced"].items():
        assert FIELDS[name].default == D(value)


def test_field_that_differs_from_its_level_makes_it_custom() -> None:
    chosen = read(SPOT | {"risk_level": "cautious", "step": 2})
    assert chosen.texts["risk_level"] == chosen.values["risk_level"] == "custom"
    assert chosen.texts["max_addons"] == PRESETS["cautious"]["max_addons"]
    assert read(SPOT | {"risk_level": "cautious", "step": "2.50"}).texts["risk_level"] == "cautious"


def test_last_part_is_where_the_group_is_closed() -> None:
    chosen = read(SPOT | {"tp_steps": [step(1, 50), step("2.5", 50)]})
    assert chosen.values["tp_steps"] == ((D("0.01"), D("0.5")), (D("0.025"), D("0.5")))
    assert chosen.ladder is not None
    assert chosen.ladder.take_profit == D("0.025")


def test_budget_stands_for_the_first_addon() -> None:
    chosen = read(SPOT | {"budget": "1000", "addon_order": 7, "volume_scale": 1})
    assert chosen.ladder is not None
    assert chosen.ladder.addon_order == 180
    assert (chosen.texts["budget"], chosen.texts["addon_order"]) == ("1000", None)


def test_recovery_becomes_the_rules_of_its_states() -> None:
    chosen = read(SPOT | {"recovery": {"mode": "on", "addons_at": 70, "drawdown_at": "12.5"}})
    found = rules(chosen.values)
    assert (found.mode, found.addons_at, found.margin_at) == (Mode.ON, D("0.7"), D("0.8"))
    assert (found.drawdown_at, found.min_profit) == (D("0.125"), D("0.002"))


numbers = st.decimals("0.1", "30", places=3).map(str)
loose = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
wild = st.recursive(loose, lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=4), one))
orderly = st.fixed_dictionaries(
    {},
    optional={
        "risk_level": st.sampled_from((*PRESETS, "custom")),
        "max_addons": st.integers(0, 5).map(str) | st.integers(0, 5),
        "step": numbers,
        "take_profit": numbers,
        "stop_loss": st.none() | numbers,
        "deviation_reference": st.sampled_from(("base", "previous", "average", "custom")),
        "custom_steps": st.lists(st.integers(1, 80), min_size=1, max_size=5, unique=True).map(sorted),
        "budget": st.none() | st.integers(200, 900),
        "trailing": st.none() | st.just("1.50"),
        "addon_zone": st.none() | st.just({"low": "1e1"}),
        "tp_steps": st.none() | st.just([step("1.0", "40"), step(2, "60.00")]),
        "recovery": st.none() | st.just({"slice": 25.0, "blocks_new_groups": False}),
        "side": st.sampled_from(Side).map(str),
    },
)


@given(orderly)
def test_what_is_stored_is_read_as_the_same(changed: dict[str, Any]) -> None:
    first = read(FUTURES | changed)
    if first.problems:
        return
    again = read(first.texts)
    assert again.problems == ()
    assert again.texts == first.texts
    assert again.values == dict(first.values) | {"addon_order": again.values["addon_order"]}
    # Without add-ons nobody asks for their size.
    assert again.ladder == first.ladder or not first.values["max_addons"]


@given(st.dictionaries(st.sampled_from((*NAMES, "price", "x")), wild, max_size=6))
def test_nothing_that_is_sent_raises(sent: dict[str, Any]) -> None:
    chosen = read(SPOT | sent)
    assert chosen.ladder is not None or chosen.problems


amounts = st.sampled_from([D(0)]) | st.decimals("0.00000001", "100000", places=8)
odd_sites = st.builds(
    Site,
    symbol=st.just("BTC/USDT:USDT"),
    quote=st.just("USDT"),
    price=st.none() | amounts,
    fee=st.decimals("0", "0.05", places=4),
    lot_step=amounts,
    price_step=amounts,
    min_cost=amounts,
    min_amount=amounts,
    tiers=st.just(()) | st.builds(lambda top: (tier(top, 5, "0.01"),), st.none() | st.integers(1, 900)),
)


@given(orderly, odd_sites)
def test_no_market_makes_a_preview_raise(changed: dict[str, Any], market: Site) -> None:
    found = preview(read(FUTURES | changed), [market])
    (pair,) = found.pairs
    assert pair.ladder is not None or found.problems or pair.problems or not market.price
    assert (found.margin_worst is None) == (pair.ladder is None)
    assert bool(found.unpriced) == (not market.price)
