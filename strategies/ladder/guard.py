"""Whether one more add-on makes a position better, and from which price on it would."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, localcontext

from strategies.ladder.terms import ONE, ZERO, Side

# Products of three inputs of 40 digits are exact: the decision has no rounding, only the printed border has.
_WITHOUT_ROUNDING = Context(prec=160)
_PRINTED = 28


@dataclass(frozen=True, slots=True)
class Position:
    """What is held: quantity in base, average price, count of add-ons, and seconds since the last fill."""

    side: Side
    quantity: Decimal
    average: Decimal
    addons: int = 0
    cost: Decimal = ZERO
    seconds_since_fill: int | None = None
    has_entry_in_flight: bool = False


@dataclass(frozen=True, slots=True)
class Addition:
    """An add-on at a price: fixed in quote or fixed in base, exactly one of the two."""

    price: Decimal
    quote: Decimal | None = None
    base: Decimal | None = None

    def __post_init__(self) -> None:
        if (self.quote is None) == (self.base is None):
            raise ValueError("An add-on is fixed in quote or in base: give one of the two.")

    @property
    def quantity(self) -> Decimal:
        return self.quote / self.price if self.quote is not None else self.base or ZERO

    @property
    def cost(self) -> Decimal:
        return self.base * self.price if self.base is not None else self.quote or ZERO


@dataclass(frozen=True, slots=True)
class Rules:
    """What an add-on must keep; `zone` is (lowest, highest) price, `money` what may still be spent in quote."""

    min_improvement: Decimal = ZERO
    zone: tuple[Decimal | None, Decimal | None] = (None, None)
    max_addons: int = 25
    cooldown_seconds: int = 0
    money: Decimal | None = None
    min_cost: Decimal = ZERO
    can_connection_trade: bool = True


@dataclass(frozen=True, slots=True)
class Refusal:
    """The rule that was broken, what was measured, what would be allowed; None where nothing would."""

    rule: str
    measured: Decimal | int | None
    allowed: Decimal | int | None


def improvement(position: Position, addition: Addition) -> Decimal:
    """Return by how much the average gets better, as a fraction; negative where it gets worse."""
    share = addition.quantity / (position.quantity + addition.quantity)
    return share * position.side.sign * (ONE - addition.price / position.average)


def border(position: Position, addition: Addition, least: Decimal) -> Decimal | None:
    """Return the last price that improves the average by `least`, rounded to the safe side; None if none does."""
    with localcontext(_WITHOUT_ROUNDING):
        above, below = _border(position, addition, least)
        if above <= 0 or below <= 0:
            return None
        rounding = ROUND_FLOOR if position.side is Side.LONG else ROUND_CEILING
        return Context(prec=_PRINTED, rounding=rounding).divide(above, below)


def refusals(position: Position, addition: Addition, rules: Rules) -> Iterator[Refusal]:
    """Yield every rule that forbids the add-on; none means it is allowed."""
    if not _improves(position, addition, rules.min_improvement):
        last = border(position, addition, rules.min_improvement)
        yield Refusal("improvement", improvement(position, addition), last)
    lowest, highest = rules.zone
    if lowest is not None and addition.price < lowest:
        yield Refusal("zone", addition.price, lowest)
    if highest is not None and addition.price > highest:
        yield Refusal("zone", addition.price, highest)
    if rules.money is not None and addition.cost > rules.money:
        yield Refusal("money", addition.cost, rules.money)
    waited = position.seconds_since_fill
    if waited is not None and waited < rules.cooldown_seconds:
        yield Refusal("cooldown", waited, rules.cooldown_seconds)
    if position.addons >= rules.max_addons:
        yield Refusal("count", position.addons, rules.max_addons - 1)
    if position.has_entry_in_flight:
        yield Refusal("in_flight", 1, 0)
    if not rules.can_connection_trade:
        yield Refusal("connection", None, None)
    if addition.cost < rules.min_cost:
        yield Refusal("minimum", addition.cost, rules.min_cost)


def _improves(position: Position, addition: Addition, least: Decimal) -> bool:
    """Compare by products only: a division's last digit must not decide."""
    with localcontext(_WITHOUT_ROUNDING):
        above, below = _border(position, addition, least)
        return position.side.sign * (above - addition.price * below) >= 0


def _border(position: Position, addition: Addition, least: Decimal) -> tuple[Decimal, Decimal]:
    """Return the border as numerator and denominator: g >= least solved for the price, without a division."""
    sign, average, held = position.side.sign, position.average, position.quantity
    if addition.quote is not None:
        quote = addition.quote
        return quote * (ONE - sign * least) * average, quote + sign * least * held * average
    base = addition.base or ZERO
    return average * (base - sign * least * (held + base)), base
