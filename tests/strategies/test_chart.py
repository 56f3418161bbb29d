"""The drawing of a ladder: nothing covers anything, and everything is where its price is."""

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from strategies.ladder.building import build
from strategies.ladder.rungs import Rung
from strategies.ladder.terms import Market, Settings, Side
from strategies.shown.chart import BOTTOM, HEIGHT, LEFT, RIGHT, TAG_GAP, TOP, WIDTH, Chart, chart
from strategies.shown.scale import scale, spread

MARKET = Market(fee=Decimal("0.001"), maintenance_rate=Decimal("0.005"))


def rungs(price: str = "100", **changes: object) -> tuple[Rung, ...]:
    fields = {"base_order": Decimal(100), "addon_order": Decimal(100), "max_addons": 4} | changes
    return build(Settings(**fields), MARKET, Decimal(price)).rungs  # type: ignore[arg-type]  # fields of many types


def drawn(price: str = "100", **changes: object) -> Chart:
    return chart(rungs(price, **changes), Decimal(price), is_profit_of_base=False, resting=1)


def kinds(found: Chart) -> list[str]:
    return [tag.kind for tag in found.tags]


def numbers(path: str) -> list[float]:
    return [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", path)]


@pytest.mark.parametrize("price", ["100", "97250", "0.0000182"])
@pytest.mark.parametrize("count", [0, 1, 4, 25])
@pytest.mark.parametrize("leverage", ["1", "3", "20"])
@pytest.mark.parametrize("side", Side)
def test_labels_never_overlap_and_all_is_on_the_sheet(
    price: str, count: int, leverage: str, side: Side
) -> None:
    if side is Side.LONG and count == 25:
        step = {"step": Decimal("0.005"), "step_scale": Decimal("1.05")}
    else:
        step = {"step": Decimal("0.01"), "step_scale": Decimal(1)}
    found = drawn(
        price,
        max_addons=count,
        leverage=Decimal(leverage),
        side=side,
        stop_loss=Decimal("0.3"),
        volume_scale=Decimal("1.05"),
        **step,
    )
    places = sorted(tag.y for tag in found.tags)
    assert all(later - earlier >= TAG_GAP - 1e-6 for earlier, later in pairwise(places))
    assert all(TOP <= y <= BOTTOM for y in places)
    for column in found.columns:
        assert TOP <= column.y <= BOTTOM
        assert LEFT <= column.bar_x <= column.bar_x + column.bar_width <= RIGHT
        assert column.bar_y > BOTTOM, "the bars stand below the prices"
    for line in found.lines:
        assert all(0 <= one <= max(WIDTH, HEIGHT) for one in numbers(line.path))


def test_a_long_reads_from_the_profit_down_to_liquidation() -> None:
    found = drawn(leverage=Decimal(5), stop_loss=Decimal("0.08"), step=Decimal("0.02"))
    assert kinds(found) == ["now", "profit", "even", "average", "last", "stop", "liquidation"]
    lines = [tag.line_y for tag in found.tags]
    assert lines == sorted(lines)


def test_a_short_reads_the_other_way_round() -> None:
    found = drawn(side=Side.SHORT, leverage=Decimal(5), stop_loss=Decimal("0.08"), step=Decimal("0.02"))
    assert kinds(found) == ["liquidation", "stop", "last", "average", "even", "profit", "now"]


def test_a_higher_price_is_drawn_higher() -> None:
    found = drawn()
    assert all(later.y > earlier.y for earlier, later in pairwise(found.columns))
    assert found.columns[0].y == pytest.approx(found.now_y)
    marks = [y for y, _ in found.ticks]
    assert marks == sorted(marks, reverse=True)
    assert len(marks) >= 3


def test_a_far_liquidation_is_pointed_at_instead_of_flattening_the_ladder() -> None:
    near, far = drawn(leverage=Decimal(10)), drawn(leverage=Decimal("1.5"))
    tag = next(tag for tag in far.tags if tag.kind == "liquidation")
    assert (tag.beyond, tag.price < 40) == ("down", True)
    assert tag.line_y == BOTTOM
    assert "liquidation" not in {line.kind for line in far.lines}
    assert next(tag for tag in near.tags if tag.kind == "liquidation").beyond == ""


def test_a_short_s_far_liquidation_lies_above() -> None:
    found = drawn(side=Side.SHORT, leverage=Decimal("1.5"))
    assert next(tag.beyond for tag in found.tags if tag.kind == "liquidation") == "up"


def test_without_borrowing_and_without_a_stop_there_are_no_such_lines() -> None:
    assert {line.kind for line in drawn().lines} == {"profit", "even", "average"}


def test_the_profit_of_the_base_order_is_drawn_where_it_is_wanted() -> None:
    found = chart(rungs(), Decimal(100), is_profit_of_base=True, resting=1)
    last = rungs()[-1]
    assert next(tag.price for tag in found.tags if tag.kind == "profit") == last.tp_base != last.tp_total


def test_what_is_placed_at_the_start_is_told_from_what_follows() -> None:
    assert [column.is_resting for column in drawn().columns] == [True, True, False, False, False]


def test_without_add_ons_the_base_order_stands_alone() -> None:
    found = drawn(max_addons=0)
    assert "last" not in kinds(found)
    assert len(found.columns) == 1


def test_numbers_of_many_orders_leave_room_for_one_another() -> None:
    columns = [
        column
        for column in drawn(max_addons=25, step=Decimal("0.002"), step_scale=Decimal(1)).columns
        if column.has_number
    ]
    assert columns[0].rung.n == 0
    assert all(later.x - earlier.x >= 14 for earlier, later in pairwise(columns))


@given(
    wanted=some.lists(some.floats(0, 300), min_size=1, max_size=8),
    gap=some.floats(5, 30),
)
def test_spread_keeps_order_and_distance_within_the_bounds(wanted: list[float], gap: float) -> None:
    places = spread(wanted, gap, 0, 300)
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    inside = [places[index] for index in order]
    assert all(later - earlier >= gap - 1e-6 for earlier, later in pairwise(inside))
    assert inside[0] >= -1e-6
    assert inside[-1] <= 300 + 1e-6


def test_spread_leaves_alone_what_has_room() -> None:
    assert spread([10, 100, 200], 27, 0, 300) == [10, 100, 200]


def test_ticks_are_round() -> None:
    found = scale([89.264, 100.9], [], TOP, BOTTOM, 2).ticks(6)
    assert found == [90, 92.5, 95, 97.5, 100]
