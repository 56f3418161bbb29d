"""The states of a rescue: taken hold of at once, let go of lower and later."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies.recovery import (
    Measured,
    Mode,
    Rules,
    Standing,
    State,
    exit_price,
    loss_allowance,
    transition,
)
from strategies.settings import read
from strategies.settings.rescue import rules
from tests.strategies.chosen import SPOT

D = Decimal
START = datetime(2026, 1, 1, tzinfo=UTC)
RULES = Rules(mode=Mode.ON, drawdown_at=D("0.2"), min_profit=D("0.01"))
CALM = Measured(D(0), D(0), D(0), price=D(90), break_even=D(100))
LATER = START + RULES.minimum


def goes(
    state: State, measured: Measured, rules: Rules = RULES, at: datetime = LATER
) -> tuple[str, str] | None:
    change = transition(Standing(state, START), measured, rules, at)
    return None if change is None else (change.to.state, change.rule)


@pytest.mark.parametrize(
    ("state", "changed", "expected"),
    [
        (State.NORMAL, {"addons_used": D("0.59")}, None),
        (State.NORMAL, {"addons_used": D("0.6")}, ("watch", "addons_used")),
        (State.NORMAL, {"margin_used": D("0.6")}, ("watch", "margin_used")),
        (State.WATCH, {"margin_used": D("0.79")}, None),
        (State.WATCH, {"margin_used": D("0.8")}, ("recovery", "margin_used")),
        (State.NORMAL, {"drawdown": D("0.2")}, ("recovery", "drawdown")),
        (State.NORMAL, {"is_asked_by_hand": True}, ("recovery", "by_hand")),
        (State.WATCH, {"addons_used": D("0.51")}, None),
        (State.WATCH, {"addons_used": D("0.5")}, ("normal", "calmed")),
        (State.RECOVERY, {"addons_used": D("0.71")}, None),
        (State.RECOVERY, {"addons_used": D("0.7")}, ("watch", "calmed")),
        (State.RECOVERY, {"addons_used": D("0.9"), "price": D(101)}, ("exiting", "exit_price")),
        (State.EXITING, {"is_open": False}, ("closed", "position_closed")),
        (State.CLOSED, {"is_connected": False}, None),
    ],
)
def test_each_change(state: State, changed: dict[str, Decimal], expected: tuple[str, str] | None) -> None:
    assert goes(state, replace(CALM, **changed)) == expected  # type: ignore[arg-type]


def test_letting_go_waits_for_the_minimum_time() -> None:
    assert goes(State.RECOVERY, CALM, at=LATER - timedelta(seconds=1)) is None
    assert goes(State.RECOVERY, CALM) == ("watch", "calmed")


def test_mode_says_how_far_it_goes() -> None:
    full = replace(CALM, addons_used=D(1))
    assert goes(State.NORMAL, full, replace(RULES, mode=Mode.OFF)) is None
    assert goes(State.NORMAL, full, replace(RULES, mode=Mode.WATCH)) == ("watch", "addons_used")


def test_suspended_goes_back_to_where_it_was_with_its_time() -> None:
    before = Standing(State.RECOVERY, START)
    lost = transition(before, replace(CALM, is_connected=False), RULES, LATER)
    assert lost is not None
    assert lost.to.state is State.SUSPENDED
    assert transition(lost.to, replace(CALM, is_connected=False), RULES, LATER) is None
    back = transition(lost.to, CALM, RULES, LATER)
    assert back is not None
    assert back.to == before


def test_transition_keeps_what_was_measured() -> None:
    change = transition(Standing(State.NORMAL, START), replace(CALM, addons_used=D("0.64")), RULES, LATER)
    assert change is not None
    assert change.values == {"addons_used": D("0.64"), "threshold": D("0.6")}


shares = st.decimals(0, 1, places=2)


@given(st.lists(st.tuples(shares, shares, st.integers(1, 1200)), max_size=60))
def test_recovery_never_flaps_within_its_minimum_time(path: list[tuple[Decimal, Decimal, int]]) -> None:
    order = [State.NORMAL, State.WATCH, State.RECOVERY]
    now_in, at = Standing(State.NORMAL, START), START
    for addons, margin, seconds in path:
        at += timedelta(seconds=seconds)
        change = transition(now_in, replace(CALM, addons_used=addons, margin_used=margin), RULES, at)
        if change is None:
            continue
        if order.index(change.to.state) < order.index(now_in.state):
            assert at - now_in.since >= RULES.minimum
            assert max(addons, margin) <= (D("0.7") if now_in.state is State.RECOVERY else D("0.5"))
        now_in = change.to


percentages = st.integers(10, 100)
asked_for = st.fixed_dictionaries(
    {"mode": st.sampled_from(("watch", "on")), "addons_at": percentages, "margin_at": percentages},
    optional={"drawdown_at": percentages, "min_profit": st.integers(0, 20)},
)
moments = st.tuples(shares, shares, shares, st.booleans(), st.integers(1, 1200))


@given(asked_for, st.lists(moments, max_size=60))
def test_no_settings_make_recovery_flap(
    asked: dict[str, object], path: list[tuple[Decimal, Decimal, Decimal, bool, int]]
) -> None:
    chosen = rules(read(SPOT | {"recovery": asked}).values)
    order = [State.NORMAL, State.WATCH, State.RECOVERY]
    now_in, at, let_go = Standing(State.NORMAL, START), START, 0
    for addons, margin, drawdown, is_connected, seconds in path:
        at += timedelta(seconds=seconds)
        found = replace(
            CALM, addons_used=addons, margin_used=margin, drawdown=drawdown, is_connected=is_connected
        )
        change = transition(now_in, found, chosen, at)
        if change is None:
            continue
        if change.to.state in order and now_in.state in order:
            is_lower = order.index(change.to.state) < order.index(now_in.state)
            assert not is_lower or at - now_in.since >= chosen.minimum
            let_go += is_lower
        elif now_in.state is State.SUSPENDED:
            # A lost connection is no way around the minimum time.
            assert change.to == now_in.before
        now_in = change.to
    assert let_go * chosen.minimum <= at - START


def test_exit_and_loss_allowance() -> None:
    assert exit_price(CALM, RULES) == D(101)
    # 10000 * (0.1 * 0.5 + 0.97 - 1) = 200; at a balance of 9400 nothing is left.
    assert loss_allowance(D("0.1"), D("0.5"), D(9700), D(10000)) == 200
    assert loss_allowance(D("0.1"), D("0.5"), D(9400), D(10000)) == 0
