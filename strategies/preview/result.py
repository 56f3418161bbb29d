"""What a preview says, with every number a Decimal and every text a code."""

from dataclasses import dataclass
from decimal import Decimal

from strategies.ladder.building import Ladder
from strategies.ladder.cautions import Caution
from strategies.preview.site import Site
from strategies.problems import Problem


@dataclass(frozen=True, slots=True)
class Stress:
    """A group of a pair when the price is `price`; `kind` is now, move or stop, `move` a fraction (-0.1).

    `profit` is what closing there brings after fees, in quote: a loss is negative. `share` is that of the cost.
    Liquidated means that the price lies beyond the estimate, so `profit` is the margin that is lost.
    """

    kind: str
    move: Decimal
    price: Decimal
    addons: int
    cost: Decimal
    average: Decimal
    margin: Decimal
    profit: Decimal
    share: Decimal
    bounce: Decimal  # what the price must turn back to reach the take-profit, a fraction
    is_liquidated: bool = False
    is_stopped: bool = False


@dataclass(frozen=True, slots=True)
class PairPreview:
    """One pair. `ladder` is None where the settings are wrong or its price is not known yet."""

    site: Site
    ladder: Ladder | None
    stresses: tuple[Stress, ...]
    problems: tuple[Problem, ...]
    cautions: tuple[Caution, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """All pairs. `problems` forbid saving, `cautions` do not; those of one pair are beside the pair."""

    pairs: tuple[PairPreview, ...]
    problems: tuple[Problem, ...]
    cautions: tuple[Caution, ...]
    quote: str
    addon_order: Decimal | None  # the first add-on, solved where a budget was given
    margin_now: Decimal | None  # of all groups together, at the dearest pairs
    margin_worst: Decimal | None
    loss_at_stop: Decimal | None  # of all groups together, negative
    unpriced: tuple[str, ...] = ()  # symbols whose price is being fetched
