"""The vectors of the definition, through the command, to four decimals."""

import pytest

from tests.strategies.settings import ETH, VECTOR, Terminal, column

LONG = {
    "price": "100.0000 98.0000 95.6000 92.7200 89.2640",
    "quote": "100.0000 100.0000 150.0000 225.0000 337.5000",
    "sum_q": "1.0000 2.0204 3.5894 6.0161 9.7970",
    "cost": "100.0000 200.0000 350.0000 575.0000 912.5000",
    "avg": "100.0000 98.9899 97.5081 95.5768 93.1405",
    "break_even": "100.2002 99.1881 97.7033 95.7681 93.3270",
    "tp_total": "101.0000 99.9798 98.4832 96.5325 94.0719",
    "tp_base": "101.0000 99.4848 97.7867 95.7430 93.2426",
    "bounce": "1.0000 2.0202 3.0159 4.1119 5.3862",
    "liq": "80.4020 79.5899 78.3985 76.8456 74.8868",
}


@pytest.mark.parametrize("name", LONG)
def test_long_from_the_base(ladder: Terminal, name: str) -> None:
    assert column(ladder(VECTOR), name) == LONG[name].split()


def test_three_equal_orders(ladder: Terminal) -> None:
    found = ladder(ETH)
    assert column(found, "price") == ["3000.0000", "2850.0000", "2700.0000"]
    assert column(found, "avg") == ["3000.0000", "2923.0769", "2844.7320"]


# Computed apart from the code, in floating point, straight from the formulas.
@pytest.mark.parametrize(
    ("side", "reference", "prices"),
    [
        ("short", "base", "100.0000 102.0000 104.4000 107.2800 110.7360"),
        ("long", "previous", "100.0000 98.0000 95.6480 92.8933 89.6829"),
        ("short", "previous", "100.0000 102.0000 104.4480 107.4561 111.1698"),
        ("long", "average", "100.0000 98.0000 96.6141 95.1364 93.4873"),
        ("short", "average", "100.0000 102.0000 103.4139 104.9528 106.7093"),
    ],
)
def test_prices_of_each_reference(ladder: Terminal, side: str, reference: str, prices: str) -> None:
    found = ladder(VECTOR, side=side, deviation_reference=reference)
    assert column(found, "price") == prices.split()


def test_short_mirrors_every_formula(ladder: Terminal) -> None:
    """q = 1 + 100/102 = 1.980392; avg = 200/q = 100.990099; the rest follows from it."""
    rung = column_of(ladder(VECTOR, side="short"), 1)
    assert rung == {
        "avg": "100.9901",
        "break_even": "100.7883",
        "tp_total": "99.9802",
        "tp_base": "100.4851",
        "bounce": "1.9802",
        "liq": "120.5852",
    }


def column_of(found: dict[str, object], n: int) -> dict[str, str]:
    names = ("avg", "break_even", "tp_total", "tp_base", "bounce", "liq")
    return {name: column(found, name)[n] for name in names}


def test_margins_count_every_group_and_the_fees(ladder: Terminal) -> None:
    found = ladder(VECTOR, max_groups=3, active_addons=2)
    assert found["margin_now"] == "210"  # 3 * (100 + 100 + 150) / 5
    assert found["margin_worst"] == "550.2375"  # 3 * (912.5 / 5 + 0.001 * 912.5)


def test_nothing_is_liquidated_that_borrowed_nothing(ladder: Terminal) -> None:
    assert [rung["liq"] for rung in ladder(VECTOR, leverage=1)["rungs"]] == [None] * 5


def test_first_addon_from_a_budget(ladder: Terminal) -> None:
    asked = VECTOR | {"addon_order": None}
    assert ladder(asked, budget="912.5")["addon_order"] == "100"
    assert ladder(asked, budget="500", volume_scale=1)["addon_order"] == "100"
    assert ladder(asked, budget="912.5")["rungs"][-1]["cost"] == "912.5"


def test_bounce_is_to_the_target_that_was_chosen(ladder: Terminal) -> None:
    found = ladder(VECTOR, take_profit_of="base")
    assert column(found, "bounce")[1] == "1.5152"  # 99.4848485 / 98 - 1, in percent
