"""What a group is worth when the price has moved: worked examples, and what holds for every ladder."""

from decimal import Decimal, localcontext
from itertools import pairwise

from hypothesis import given

from strategies.ladder.building import Ladder
from strategies.ladder.outcome import worst_margin
from strategies.ladder.terms import EXACT, Market, Settings, Side
from strategies.preview.result import Stress
from strategies.preview.stress import profit_at, stresses
from tests.strategies.chosen import FUTURES, SPOT, site
from tests.strategies.previewed import only
from tests.strategies.test_ladder_properties import between, built, markets, prices
from tests.strategies.test_ladder_properties import settings as any_settings

D = Decimal
_NOISE = D("1e-22")
# Two equal orders, the second at 95; closed at the average 97.4359.
TWO = {"max_addons": 1, "step": 5, "take_profit": 2}


def rows(pair_stresses: tuple[Stress, ...]) -> list[tuple[str, Decimal, int, Decimal]]:
    return [(one.kind, round(one.move, 4), one.addons, round(one.profit, 4)) for one in pair_stresses]


def test_now_and_after_each_fall() -> None:
    pair = only(SPOT, site(fee=D("0.001")), **TWO)
    assert rows(pair.stresses) == [
        # Bought and sold at once, it costs the two fees.
        ("now", D(0), 0, D("-0.2")),
        # 100/100 + 100/95 = 2.0526 coins for 200, sold at 90 and at 80.
        ("move", D("-0.1"), 1, D("-15.6479")),
        ("move", D("-0.2"), 1, D("-36.1537")),
    ]
    last = pair.stresses[-1]
    assert (last.cost, last.margin, round(last.average, 4)) == (D(200), D(200), D("97.4359"))
    assert round(last.share, 6) == D("-0.180768")
    assert round(last.bounce, 4) == D("0.2423")  # from 80 to 99.3846


def test_short_is_stressed_upwards() -> None:
    pair = only(FUTURES, site("BTC/USDT:USDT"), **TWO, side="short", leverage=2)
    assert [one.move for one in pair.stresses] == [0, D("0.1"), D("0.2")]
    assert all(one.profit < 0 for one in pair.stresses[1:])


def test_stop_closes_after_the_last_addon_that_fills_before_it() -> None:
    pair = only(SPOT, site(), **TWO, stop_loss=3, stop_reference="base")
    stop = pair.stresses[-1]
    assert (stop.kind, stop.addons, stop.is_stopped) == ("stop", 0, True)
    assert (stop.price, stop.profit) == (D(97), D(-3))
    # A deeper fall changes nothing any more: the group was closed on the way.
    assert {(one.addons, one.profit, one.is_stopped) for one in pair.stresses[1:]} == {(0, D(-3), True)}
    beyond = only(SPOT, site(), **TWO, stop_loss=12, stop_reference="base").stresses
    assert [(one.addons, one.is_stopped) for one in beyond] == [(0, False), (1, False), (1, True), (1, True)]


def test_liquidation_takes_the_margin_and_the_fee_paid() -> None:
    pair = only(FUTURES, site("BTC/USDT:USDT", fee=D("0.001")), **TWO, leverage=10, stop_loss=50)
    # After the second order liquidation is at 87.69: not reached at -10 %, reached at -20 %.
    assert [one.is_liquidated for one in pair.stresses] == [False, False, True, True]
    assert [one.profit for one in pair.stresses[2:]] == [D("-20.2")] * 2
    assert pair.stresses[-1].kind == "stop"
    assert "stop_after_liquidation" in {caution.code for caution in pair.cautions}


def test_cascade_liquidates_before_the_next_addon() -> None:
    stresses = only(FUTURES, site("BTC/USDT:USDT"), **TWO | {"step": 12}, leverage=10).stresses
    assert [(one.addons, one.is_liquidated) for one in stresses] == [(0, False), (0, True), (0, True)]


stops = between("0.01", "0.9", 3)


@given(any_settings, markets, prices)
def test_closed_at_its_target_nothing_is_lost_and_at_break_even_nothing_is_won(
    asked: Settings, market: Market, price: Decimal
) -> None:
    ladder = built(asked, market, price)
    if ladder is None:
        return
    with localcontext(EXACT):
        for rung in ladder.rungs:
            even = profit_at(rung, rung.break_even, asked, market.fee)
            assert abs(even) <= rung.cost * _NOISE
            if asked.side.sign * (rung.tp_total - rung.break_even) >= 0:
                assert profit_at(rung, rung.tp_total, asked, market.fee) >= -rung.cost * _NOISE


@given(any_settings, markets, prices, stops)
def test_every_stress(asked: Settings, market: Market, price: Decimal, stop: Decimal) -> None:
    for one in (asked, _with_stop(asked, stop)):
        ladder = built(one, market, price)
        if ladder is not None:
            with localcontext(EXACT):
                _check(ladder, one, market)


def _with_stop(asked: Settings, stop: Decimal) -> Settings:
    values = {name: getattr(asked, name) for name in Settings.__slots__}
    return Settings(**values | {"stop_loss": stop, "max_groups": 1})


def _check(ladder: Ladder, asked: Settings, market: Market) -> None:
    found = list(stresses(ladder, asked, market.fee))
    assert [one.kind for one in found][:3] == ["now", "move", "move"]
    assert len(found) == (3 if asked.stop_loss is None else 4)
    for one in found:
        rung = ladder.rungs[one.addons]
        reached = [r.n for r in ladder.rungs if asked.side.sign * (r.price - one.price) >= 0]
        # Nothing fills beyond the price, and all before it does, unless the group ended on the way.
        assert one.addons <= max(reached, default=0)
        assert one.addons == max(reached, default=0) or one.is_liquidated or one.is_stopped
        assert not (one.is_liquidated and one.is_stopped)
        assert (one.cost, one.average, one.margin) == (rung.cost, rung.average, rung.cost / asked.leverage)
        assert one.share * one.cost - one.profit <= one.cost * _NOISE
        if one.is_liquidated:
            worst = worst_margin(rung.cost, market.fee, asked.leverage, 1)
            assert abs(one.profit + worst) <= worst * _NOISE
        elif asked.side is Side.LONG:
            # More than was put in with its fees cannot be lost by a long.
            assert one.profit >= -rung.cost * (1 + market.fee)
    held = [one for one in found[:3] if not one.is_liquidated and not one.is_stopped]
    for nearer, farther in pairwise(held):
        assert farther.cost >= nearer.cost
        assert farther.profit <= nearer.profit + nearer.cost * _NOISE
