"""All groups together: the dearest pairs, as many as may be open at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from strategies.ladder.cautions import Caution
from strategies.ladder.terms import ZERO, Settings
from strategies.preview.pair import full_cost
from strategies.preview.result import PairPreview
from strategies.problems import Problem, at_least


@dataclass(frozen=True, slots=True)
class Totals:
    """Amounts in quote; `loss_at_stop` is negative, None where no group has a stop."""

    margin_now: Decimal
    margin_worst: Decimal
    loss_at_stop: Decimal | None
    problems: tuple[Problem, ...] = ()
    cautions: tuple[Caution, ...] = ()


def totals(pairs: Sequence[PairPreview], settings: Settings, groups: int) -> Totals | None:
    """Return the sums over the pairs that have a ladder; None where none has."""
    ladders = [pair.ladder for pair in pairs if pair.ladder]
    if not ladders:
        return None
    worst = _dearest((ladder.margin_worst for ladder in ladders), groups)
    losses = sorted(stress.profit for pair in pairs for stress in pair.stresses if stress.kind == "stop")
    margin = _dearest((ladder.rungs[-1].cost for ladder in ladders), groups) / settings.leverage
    problems: tuple[Problem, ...] = ()
    cautions: tuple[Caution, ...] = ()
    limit = settings.margin_limit
    if limit is not None and margin > limit:
        # A higher limit crops less: it must carry the groups as they are without one, and of every pair.
        full = _dearest((full_cost(settings, pair.site) for pair in pairs), groups)
        needed = at_least(full / settings.leverage)
        problems = (Problem("margin_limit", "worst_above_limit", limit, needed),)
    elif limit is not None and worst > limit:
        cautions = (Caution("worst_above_limit", None, {"worst": worst, "limit": limit}),)
    return Totals(
        margin_now=_dearest((ladder.margin_now for ladder in ladders), groups),
        margin_worst=worst,
        loss_at_stop=sum(losses[:groups], start=ZERO) if losses else None,
        problems=problems,
        cautions=cautions,
    )


def _dearest(amounts: Iterable[Decimal], groups: int) -> Decimal:
    return sum(sorted(amounts, reverse=True)[:groups], start=ZERO)
