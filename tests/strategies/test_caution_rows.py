"""What is so of several add-ons in a row is said once."""

from decimal import Decimal

from strategies.ladder.cautions import Caution
from strategies.messages import cautions


def raised(rung: int) -> Caution:
    return Caution("raised_to_minimum", rung, {"asked": Decimal(10), "quote": Decimal("10.5")})


def dropped(rung: int) -> Caution:
    return Caution("dropped", rung)


def told(*found: Caution) -> list[str]:
    return [str(one) for one in cautions.words(found, "USDT")]


def test_a_row_is_one_line() -> None:
    assert told(*map(raised, range(1, 8)), *map(dropped, range(8, 10))) == [
        "Add-ons 1 to 7 are raised to the least the exchange takes at their prices.",
        "Add-ons 8 to 9 do not fit into the margin limit and are left out.",
    ]


def test_a_gap_ends_a_row() -> None:
    assert told(dropped(2), dropped(3), dropped(5)) == [
        "Add-ons 2 to 3 do not fit into the margin limit and are left out.",
        "Add-on 5 does not fit into the margin limit and is left out.",
    ]


def test_the_base_order_is_said_by_itself() -> None:
    first, second = told(raised(0), raised(1))
    assert first.startswith("The base order is raised from")
    assert second.startswith("Add-on 1 is raised from")


def test_what_stands_between_parts_rows_and_order_is_kept() -> None:
    shrunk = Caution("shrunk_to_limit", 4, {"asked": Decimal(9), "quote": Decimal(1)})
    assert [text.split(" ")[0] for text in told(raised(2), raised(3), shrunk, dropped(5))] == [
        "Add-ons",
        "Add-on",
        "Add-on",
    ]


def test_nothing_is_nothing() -> None:
    assert told() == []
