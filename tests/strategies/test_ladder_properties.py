"""What holds for every ladder there is."""

import subprocess
import sys
from decimal import Decimal
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from strategies.ladder.building import Ladder, build
from strategies.ladder.fills import first_addon
from strategies.ladder.terms import Market, Reference, Settings, Side
from strategies.problems import Refused

D = Decimal
# What the last digits of a division may leave; far below anything an exchange takes.
_NOISE = D("1e-22")


def between(low: str, high: str, places: int = 3) -> st.SearchStrategy[Decimal]:
    return st.decimals(low, high, places=places)


steps = st.lists(between("0.001", "0.9"), min_size=25, max_size=25, unique=True).map(sorted).map(tuple)
settings = st.builds(
    Settings,
    base_order=between("1", "1000"),
    addon_order=between("1", "1000"),
    max_addons=st.integers(0, 25),
    active_addons=st.integers(1, 25),
    step=between("0.001", "0.1", 4),
    step_scale=between("0.5", "1.5", 2),
    volume_scale=between("0.5", "4", 2),
    side=st.sampled_from(Side),
    deviation_reference=st.sampled_from(Reference),
    custom_steps=steps,
    take_profit=between("0.001", "0.9"),
    max_groups=st.integers(1, 50),
    leverage=between("1", "20", 1),
    margin_limit=st.none() | between("1", "5000"),
)
markets = st.builds(
    Market,
    fee=between("0", "0.01", 4),
    maintenance_rate=between("0", "0.05"),
    lot_step=st.sampled_from([D(0), D("0.0001"), D("0.01")]),
    price_step=st.sampled_from([D(0), D("0.0001"), D("0.01")]),
    min_cost=st.sampled_from([D(0), D(1), D(5)]),
    min_amount=st.sampled_from([D(0), D("0.01")]),
)
prices = between("0.5", "5000", 2)


def built(asked: Settings, market: Market, price: Decimal) -> Ladder | None:
    try:
        return build(asked, market, price)
    except Refused:
        return None


# Multiplied before it was divided, the margin now came out above the worst case by its last digit.
WHOLE = Settings(D("2.904"), D(1), 3, 3, D("0.001"), volume_scale=D("0.5"), max_groups=2, leverage=D("3.3"))


@given(settings, markets, prices)
@example(WHOLE, Market(), D("0.50"))
def test_every_ladder(asked: Settings, market: Market, price: Decimal) -> None:
    ladder = built(asked, market, price)
    if ladder is None:
        return
    sign = asked.side.sign
    assert all(sign * (one.price - following.price) > 0 for one, following in pairwise(ladder.rungs))
    for n, rung in enumerate(ladder.rungs):
        low, high = sorted((ladder.rungs[0].price, rung.price))
        assert low * (1 - _NOISE) <= rung.average <= high * (1 + _NOISE)
        assert rung.n == n
        assert rung.quantity * rung.price >= market.min_cost * (1 - _NOISE)
        assert rung.quantity >= max(market.min_amount, market.lot_step)
        assert sign * (rung.break_even - rung.average) >= 0
    if asked.margin_limit is not None:
        assert ladder.rungs[-1].cost <= asked.margin_limit * asked.leverage
    assert ladder.margin_now <= ladder.margin_worst
    assert len(ladder.rungs) + len(ladder.dropped) == asked.max_addons + 1


@given(settings, markets, prices)
def test_no_order_is_raised_in_silence(asked: Settings, market: Market, price: Decimal) -> None:
    ladder = built(asked, market, price)
    if ladder is None:
        return
    said = {caution.rung for caution in ladder.cautions if caution.code == "raised_to_minimum"}
    for rung in ladder.rungs:
        wanted = asked.addon_order * asked.volume_scale ** (rung.n - 1) if rung.n else asked.base_order
        assert rung.quote <= wanted * D("1.1")
        assert (rung.quote > wanted * (1 + _NOISE)) == (rung.n in said)


@given(settings, between("1", "100000"))
def test_budget_is_spent_to_the_last_rung(asked: Settings, more: Decimal) -> None:
    if not asked.max_addons:
        return
    budget = asked.base_order + more
    first = first_addon(budget, asked)
    spent = asked.base_order + sum(first * asked.volume_scale**i for i in range(asked.max_addons))
    assert abs(spent - budget) <= budget * D("1e-24")


def test_ladder_needs_no_framework() -> None:
    script = "import sys, strategies.ladder.request, strategies.ladder.guard; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", script], text=True).split()
    assert "strategies.ladder.building" in loaded
    assert {"django", "connections", "rest_framework", "celery"} & set(loaded) == set()
