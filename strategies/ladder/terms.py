"""What a ladder is made from: the trader's settings and the market's rules; fractions, never percentages."""

from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum

# Enough that 25 powers, sums and divisions leave more exact digits than any exchange takes.
EXACT = Context(prec=40)
ZERO, ONE = Decimal(0), Decimal(1)


class Side(StrEnum):
    LONG = "long"
    SHORT = "short"

    @property
    def sign(self) -> int:
        return 1 if self is Side.LONG else -1


class Reference(StrEnum):
    """What the step of an add-on is measured from."""

    BASE = "base"
    PREVIOUS = "previous"
    AVERAGE = "average"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Settings:
    """A trader's settings; amounts in quote, `custom_steps` from the base price, no limit where None."""

    base_order: Decimal
    addon_order: Decimal
    max_addons: int = 5
    active_addons: int = 1
    step: Decimal = Decimal("0.015")
    step_scale: Decimal = Decimal("1.2")
    volume_scale: Decimal = Decimal("1.3")
    side: Side = Side.LONG
    deviation_reference: Reference = Reference.BASE
    custom_steps: tuple[Decimal, ...] = ()
    take_profit: Decimal = Decimal("0.012")
    is_profit_of_base: bool = False
    stop_loss: Decimal | None = None
    is_stop_from_base: bool = False
    max_groups: int = 1
    leverage: Decimal = ONE
    margin_limit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Market:
    """An exchange's rules for a symbol; a step or minimum of 0 is none. `fee` is the worse of maker and taker."""

    fee: Decimal = ZERO
    maintenance_rate: Decimal = ZERO
    lot_step: Decimal = ZERO
    price_step: Decimal = ZERO
    min_cost: Decimal = ZERO
    min_amount: Decimal = ZERO
