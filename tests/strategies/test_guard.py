"""The guard of add-ons: nothing worsens an average, and the price it names is the border."""

from decimal import Context, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from strategies.ladder.guard import Addition, Position, Rules, border, improvement, refusals
from strategies.ladder.terms import Side

D = Decimal
FIRST = Position(Side.LONG, D("0.1"), D(3000))


def bought(position: Position, addition: Addition) -> Position:
    quantity = position.quantity + addition.quantity
    cost = position.quantity * position.average + addition.cost
    return Position(position.side, quantity, cost / quantity, position.addons + 1)


def test_three_equal_orders_of_the_definition() -> None:
    second, third = Addition(D(2850), quote=D(300)), Addition(D(2700), quote=D(300))
    assert round(improvement(FIRST, second), 6) == D("0.025641")
    position = bought(FIRST, second)
    assert round(position.average, 4) == D("2923.0769")
    assert round(improvement(position, third), 6) == D("0.026802")
    position = bought(position, third)
    assert round(position.average, 4) == D("2844.7320")
    worse = Addition(D(2900), quote=D(300))
    (refusal,) = refusals(position, worse, Rules())
    assert refusal.rule == "improvement"
    assert round(D(refusal.measured or 0), 6) == D("-0.004787")
    assert round(D(refusal.allowed or 0), 2) == D("2844.73")


amounts = st.decimals("0.0001", "100000", places=4)
least = st.decimals("0", "0.2", places=4)
sides = st.sampled_from(Side)
kinds = st.sampled_from(("quote", "base"))


def addition_of(kind: str, price: Decimal, amount: Decimal) -> Addition:
    return Addition(price, quote=amount) if kind == "quote" else Addition(price, base=amount)


def rules_broken(position: Position, addition: Addition, rules: Rules) -> list[str]:
    return [refusal.rule for refusal in refusals(position, addition, rules)]


@given(amounts, amounts, amounts, amounts, least, kinds)
def test_addon_above_the_average_of_a_long_is_always_refused(
    held: Decimal, average: Decimal, above: Decimal, amount: Decimal, minimum: Decimal, kind: str
) -> None:
    addition = addition_of(kind, average + above, amount)
    position = Position(Side.LONG, held, average)
    assert rules_broken(position, addition, Rules(minimum)) == ["improvement"]


@given(amounts, amounts, amounts, least, sides, kinds)
def test_price_that_is_named_is_exactly_the_border(
    held: Decimal, average: Decimal, amount: Decimal, minimum: Decimal, side: Side, kind: str
) -> None:
    position = Position(side, held, average)
    last = border(position, addition_of(kind, average, amount), minimum)
    assume(last is not None)
    assert last is not None
    assert rules_broken(position, addition_of(kind, last, amount), Rules(minimum)) == []
    printed = Context(prec=28)
    beyond = printed.next_plus(last) if side is Side.LONG else printed.next_minus(last)
    assert rules_broken(position, addition_of(kind, beyond, amount), Rules(minimum)) == ["improvement"]


@given(amounts, amounts, amounts, least, kinds)
def test_no_price_is_named_only_where_none_would_do(
    held: Decimal, average: Decimal, amount: Decimal, minimum: Decimal, kind: str
) -> None:
    position = Position(Side.LONG, held, average)
    nearly_free = addition_of(kind, D("1e-12"), amount)
    if border(position, nearly_free, minimum) is None:
        assert rules_broken(position, nearly_free, Rules(minimum)) == ["improvement"]


@pytest.mark.parametrize(
    ("position", "rules", "rule", "allowed"),
    [
        (FIRST, Rules(zone=(D(2850), None)), "zone", D(2850)),
        (FIRST, Rules(zone=(None, D(2750))), "zone", D(2750)),
        (FIRST, Rules(money=D(299)), "money", D(299)),
        (
            Position(Side.LONG, D(1), D(3000), seconds_since_fill=59),
            Rules(cooldown_seconds=60),
            "cooldown",
            60,
        ),
        (Position(Side.LONG, D(1), D(3000), addons=5), Rules(max_addons=5), "count", 4),
        (Position(Side.LONG, D(1), D(3000), has_entry_in_flight=True), Rules(), "in_flight", 0),
        (FIRST, Rules(can_connection_trade=False), "connection", None),
        (FIRST, Rules(min_cost=D(301)), "minimum", D(301)),
    ],
)
def test_each_rule_is_named_with_what_would_do(
    position: Position, rules: Rules, rule: str, allowed: Decimal | int | None
) -> None:
    (refusal,) = refusals(position, Addition(D(2800), quote=D(300)), rules)
    assert (refusal.rule, refusal.allowed) == (rule, allowed)


def test_size_is_fixed_in_one_currency() -> None:
    with pytest.raises(ValueError, match="one of the two"):
        Addition(D(1), quote=D(1), base=D(1))
