"""Each pair is previewed at its own price under its market's rules."""

from decimal import Decimal
from typing import Any

import pytest

from strategies.ladder.request import answer
from strategies.preview.building import preview
from strategies.preview.gathering import problems_of
from strategies.settings import read
from tests.strategies.chosen import FUTURES, SPOT, site, step, tier
from tests.strategies.previewed import codes, only, seen

D = Decimal


def test_each_pair_has_its_own_ladder() -> None:
    found = seen([site(), site("ETH/USDT", "50", price_step=D("0.5"))])
    first, second = (pair.ladder for pair in found.pairs)
    assert first is not None
    assert second is not None
    assert [first.rungs[1].price, second.rungs[1].price] == [D("98.5"), D("49")]
    assert (found.problems, found.cautions) == ((), ())
    assert (found.quote, found.addon_order) == ("USDT", D(100))


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"side": "short", "take_profit_of": "base", "stop_loss": 40},
        {"deviation_reference": "average", "budget": 900, "addon_order": None, "margin_limit": 90},
        {"deviation_reference": "custom", "custom_steps": ["1.5", 4, 9]},
    ],
)
def test_ladder_is_the_one_that_the_command_shows(changed: dict[str, Any]) -> None:
    rules: dict[str, Any] = {"lot_step": D("0.001"), "price_step": D("0.01"), "min_cost": D(5)}
    market = site("BTC/USDT:USDT", "97.31", fee=D("0.0006"), tiers=(tier(None, 20, "0.005"),), **rules)
    asked = FUTURES | changed
    seen_here = only(FUTURES, market, **changed).ladder
    shown = answer(asked | {"price": "97.31", "fee": "0.06", "mmr": "0.5"} | rules)
    assert seen_here is not None
    assert seen_here.rungs == shown.ladder.rungs
    assert seen_here.margin_worst == shown.ladder.margin_worst


def test_pair_without_a_price_waits_for_it() -> None:
    found = seen([site(), site("ETH/USDT", None)])
    assert found.unpriced == ("ETH/USDT",)
    assert found.pairs[1].ladder is None
    assert found.pairs[1].problems == ()
    assert found.margin_worst is not None
    assert seen([site("ETH/USDT", None)]).margin_worst is None


def test_pair_that_no_market_has_is_named() -> None:
    found = preview(read(SPOT | {"pairs": ["BTC/USDT", "XYZ/USDT"]}), [site()], ["XYZ/USDT"])
    assert [(one.field, one.code, one.value) for one in found.problems] == [
        ("pairs", "pair_unknown", "XYZ/USDT")
    ]


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"is_tradable": False}, "pair_inactive"), ({"is_open_to_api": False}, "pair_not_by_api")],
)
def test_pair_that_cannot_be_traded_is_refused(changed: dict[str, Any], code: str) -> None:
    pair = only(SPOT, site(**changed))
    assert codes(pair) == [("pairs", code, "")]
    assert pair.ladder is not None


def test_settings_that_are_wrong_give_no_ladder_but_every_problem() -> None:
    found = preview(read(SPOT | {"step": "x"}), [site(is_tradable=False)])
    assert [one.code for one in found.problems] == ["not_a_number"]
    assert [one.code for one in found.pairs[0].problems] == ["pair_inactive"]
    assert found.pairs[0].ladder is None
    assert found.addon_order is None


def test_minimum_is_judged_at_the_price_of_each_rung() -> None:
    pair = only(SPOT, site(min_amount=D("1.05"), min_cost=D(102)), volume_scale="0.9")
    assert pair.ladder is None
    assert {(field, code) for field, code, _ in codes(pair)} == {("addon_order", "below_minimum")}
    assert [problem.rung for problem in pair.problems] == [2, 3, 4, 5]


def test_of_one_problem_at_several_pairs_the_strictest_is_told() -> None:
    found = seen([site(min_cost=D(300)), site("ETH/USDT", min_cost=D(400))])
    told = {(one.field, one.code): one.allowed for one in problems_of(found)}
    assert told[("base_order", "below_minimum")] == ">= 400"
    assert told[("addon_order", "below_minimum")] == ">= 400"


@pytest.mark.parametrize("side", ["long", "short"])
@pytest.mark.parametrize("of", ["total", "base"])
def test_profit_must_pay_the_fees_and_what_is_named_does(side: str, of: str) -> None:
    market = site("BTC/USDT:USDT", fee=D("0.004"))
    asked = {"side": side, "take_profit_of": of, "leverage": 1}
    ((field, code, allowed),) = codes(only(FUTURES, market, take_profit="0.7", **asked))
    assert (field, code) == ("take_profit", "take_profit_below_fees")
    enough = D(allowed.removeprefix(">= "))
    assert codes(only(FUTURES, market, take_profit=str(enough), **asked)) == []
    little = only(FUTURES, market, take_profit=str(enough - D("0.0002")), **asked)
    assert [code for _, code, _ in codes(little)] == ["take_profit_below_fees"]


def test_nearest_part_must_pay_the_fees() -> None:
    steps = [step("0.1", 50), step(5, 50)]
    ((field, code, _),) = codes(only(SPOT, site(fee=D("0.001")), tp_steps=steps))
    assert (field, code) == ("tp_steps", "take_profit_below_fees")


def test_part_must_be_an_order_that_the_exchange_takes() -> None:
    steps = [step(2, "4"), step(3, "96")]
    market = site(min_cost=D(5), fee=D("0.001"), lot_step=D("0.001"))
    pair = only(SPOT, market, tp_steps=steps)
    ((field, code, allowed),) = codes(pair)
    assert (field, code, pair.problems[0].rung) == ("tp_steps", "part_below_minimum", 0)
    share = D(allowed.removeprefix(">= "))
    assert codes(only(SPOT, market, tp_steps=[step(2, share), step(3, 100 - share)])) == []
    assert codes(only(SPOT, market)) == []


def test_base_order_must_be_worth_closing_after_the_fee_is_kept_back() -> None:
    market = site(lot_step=D("0.1"), min_amount=D(1), fee=D("0.001"))
    ((field, code, allowed),) = codes(only(SPOT, market))
    assert (field, code, allowed) == ("base_order", "part_below_minimum", ">= 110")
    assert codes(only(SPOT, market, base_order=110)) == []
    futures = site("BTC/USDT:USDT", lot_step=D("0.1"), min_amount=D(1), fee=D("0.001"))
    assert codes(only(FUTURES, futures, leverage=1)) == []


def test_maintenance_rate_is_that_of_the_tier_the_full_ladder_ends_in() -> None:
    market = site("BTC/USDT:USDT", tiers=(tier(1000, 50, "0.004"), tier(None, 20, "0.02")))
    small = only(FUTURES, market, max_addons=2).ladder
    large = only(FUTURES, market).ladder  # 100 + 904.31
    assert small is not None
    assert large is not None
    assert large.rungs[-1].cost > 1000 > small.rungs[-1].cost
    assert round(small.rungs[0].liquidation or 0, 9) == round(D(80) / D("0.996"), 9)
    assert round(large.rungs[0].liquidation or 0, 9) == round(D(80) / D("0.98"), 9)


def test_leverage_must_be_allowed_for_a_position_of_this_size() -> None:
    market = site("BTC/USDT:USDT", tiers=(tier(500, 10, "0.01"), tier(None, 3, "0.02")))
    assert codes(only(FUTURES, market)) == [("leverage", "leverage_too_high", "1..3")]
    assert codes(only(FUTURES, market, max_addons=1)) == []
    assert codes(only(FUTURES, market, margin_limit=100)) == []  # cropped to 500


@pytest.mark.parametrize("changed", [{"is_tradable": False}, {"is_open_to_api": False}])
def test_no_price_is_awaited_of_what_is_not_traded(changed: dict[str, bool]) -> None:
    found = seen([site("OLD/USDT", None, **changed), site("NEW/USDT", None)])
    assert found.unpriced == ("NEW/USDT",)
