"""All groups together: what they tie up, what they may lose, and what holds their add-ons back."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies.chosen import FUTURES, SPOT, site
from tests.strategies.previewed import cautions, only, seen

D = Decimal


def test_totals_are_those_of_the_dearest_pairs() -> None:
    markets = [site(), site("ETH/USDT", lot_step=D("0.3")), site("SOL/USDT", lot_step=D("0.7"))]
    found = seen(markets, max_groups=2, stop_loss=50)
    ladders = [pair.ladder for pair in found.pairs]
    worst = sorted(ladder.margin_worst for ladder in ladders if ladder)
    assert len(set(worst)) == 3
    assert found.margin_worst == worst[1] + worst[2]
    losses = [pair.stresses[-1].profit for pair in found.pairs]
    assert found.loss_at_stop == sum(sorted(losses)[:2])
    assert seen(markets, max_groups=2).loss_at_stop is None


def test_more_groups_than_pairs_are_told_and_not_counted() -> None:
    one, three = seen([site()]), seen([site()], max_groups=3)
    assert [caution.code for caution in three.cautions] == ["groups_above_pairs"]
    assert three.margin_worst == one.margin_worst


def test_groups_together_must_fit_the_limit_and_what_is_named_does() -> None:
    markets = [site(), site("ETH/USDT")]
    found = seen(markets, max_groups=2, margin_limit=1500)
    assert [(one.field, one.code) for one in found.problems] == [("margin_limit", "worst_above_limit")]
    enough = found.problems[0].allowed.removeprefix(">= ")
    assert D(enough) == D("2008.62")
    assert seen(markets, max_groups=2, margin_limit=enough).problems == ()
    # Cropped, the groups seem to need less: what is named must carry them whole.
    cropped = seen(markets, max_groups=2, margin_limit=600)
    assert cropped.problems[0].allowed == found.problems[0].allowed


def test_what_is_named_carries_a_pair_too_whose_base_order_did_not_fit() -> None:
    markets = [site(), site("ETH/USDT"), site("SOL/USDT", 105, lot_step=1)]
    found = seen(markets, max_groups=3, margin_limit=102, addon_order=105)
    assert found.pairs[2].ladder is None
    (wrong,) = (one for one in found.problems if one.code == "worst_above_limit")
    assert (
        seen(markets, max_groups=3, margin_limit=wrong.allowed.removeprefix(">= "), addon_order=105).problems
        == ()
    )


@given(
    st.lists(st.decimals("0.5", "900", places=2), min_size=1, max_size=4),
    st.integers(1, 5),
    st.integers(100, 9000),
    st.sampled_from((D(0), D("0.01"), D("0.3"))),
    st.integers(1, 10),
)
def test_groups_never_cost_more_than_the_limit_carries(
    prices: list[Decimal], groups: int, limit: int, lot: Decimal, leverage: int
) -> None:
    markets = [site(f"C{n}/USDT:USDT", price, lot_step=lot) for n, price in enumerate(prices)]
    asked = {"max_groups": groups, "margin_limit": limit, "leverage": leverage}
    found = seen(markets, FUTURES, **asked)
    costs = sorted((pair.ladder.rungs[-1].cost for pair in found.pairs if pair.ladder), reverse=True)
    is_refused = "worst_above_limit" in {problem.code for problem in found.problems}
    assert is_refused == (sum(costs[:groups]) > limit * leverage)
    assert all(cost <= limit * leverage for cost in costs)
    if is_refused:
        (problem,) = found.problems
        enough = problem.allowed.removeprefix(">= ")
        assert seen(markets, FUTURES, **asked | {"margin_limit": enough}).problems == ()


def test_one_group_is_cropped_and_not_refused() -> None:
    found = seen([site()], margin_limit=500)
    assert found.problems == ()
    assert ("shrunk_to_limit", 4) in cautions(found.pairs[0])
    assert ("dropped", 5) in cautions(found.pairs[0])


def test_limit_that_only_fees_exceed_is_a_caution() -> None:
    found = seen([site(fee=D("0.001"))], margin_limit="1004.31")
    assert found.problems == ()
    assert [caution.code for caution in found.cautions] == ["worst_above_limit"]
    assert "worst_above_limit" not in {code for code, _ in cautions(found.pairs[0])}


@pytest.mark.parametrize(
    ("changed", "caution"),
    [
        ({"addon_min_improvement": 2}, ("improvement_too_small", 1)),
        ({"addon_zone": {"low": 95}}, ("below_zone", 3)),
        ({"addon_zone": {"high": 97}}, ("above_zone", 1)),
        ({"hard_limit": 30, "soft_limit": 30}, ("stopped_by_hard_limit", 4)),
        ({"trailing": "1.2"}, ("trailing_may_lose", None)),
        ({"stop_loss": 8, "stop_reference": "base"}, ("stopped_before", 4)),
    ],
)
def test_what_holds_an_addon_back_is_said(changed: dict[str, Any], caution: tuple[str, int | None]) -> None:
    assert cautions(only(SPOT, site(fee=D("0.001")), **changed)) == [caution]


def test_what_the_settings_alone_say() -> None:
    recovery = {"mode": "on", "addons_at": 60}
    found = seen([site("BTC/USDT:USDT")], FUTURES, margin_mode="cross", recovery=recovery)
    assert [caution.code for caution in found.cautions] == ["cross_not_estimated", "recovery_before_watch"]
    assert seen([site("BTC/USDT:USDT")], FUTURES, recovery={"mode": "on", "addons_at": 61}).cautions == ()
