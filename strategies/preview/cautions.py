"""What a trader must know of allowed settings, beyond the ladder's own cautions."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from strategies.ladder.building import Ladder
from strategies.ladder.cautions import Caution
from strategies.ladder.guard import Addition, Position, improvement
from strategies.ladder.rungs import Rung
from strategies.ladder.terms import ONE, Settings
from strategies.preview.result import Stress
from strategies.preview.site import Site
from strategies.recovery import Rules
from strategies.settings import Chosen

_WATCH_AT = Rules().watch_at


def cautions_of_strategy(chosen: Chosen) -> Iterator[Caution]:
    """Yield what the settings alone say, whatever the price."""
    values, pairs = chosen.values, len(chosen.values["pairs"])
    if pairs and values["max_groups"] > pairs:
        yield Caution("groups_above_pairs", None, {"groups": values["max_groups"], "pairs": Decimal(pairs)})
    if values["market_type"] == "futures" and values["margin_mode"] == "cross" and values["leverage"] > 1:
        yield Caution("cross_not_estimated", about="margin_mode")
    recovery = values["recovery"]
    if recovery["mode"] == "on" and min(recovery["addons_at"], recovery["margin_at"]) <= _WATCH_AT:
        first = min(recovery["addons_at"], recovery["margin_at"])
        yield Caution("recovery_before_watch", None, {"recovery": first, "watch": _WATCH_AT})


def cautions_of_pair(chosen: Chosen, ladder: Ladder, settings: Settings) -> Iterator[Caution]:
    """Yield what will hold an add-on back at its own price, each kind for the first add-on it meets."""
    values = chosen.values
    for found in (
        _improvement(ladder.rungs, settings, values["addon_min_improvement"]),
        _above(ladder.rungs, values["addon_zone"][1]),
        _below(ladder.rungs, values["addon_zone"][0]),
        _hard_limit(ladder.rungs, settings, values["hard_limit"]),
        _trailing(ladder.rungs[-1], settings, values),
    ):
        caution = next(found, None)
        if caution:
            yield caution


def cautions_of_site(settings: Settings, site: Site) -> Iterator[Caution]:
    """Yield that nobody knows when exactly a position with borrowed money is liquidated here."""
    if settings.leverage > ONE and not site.tiers:
        yield Caution("maintenance_unknown", about="leverage")


def cautions_of_stress(stresses: Sequence[Stress]) -> Iterator[Caution]:
    """Yield that the stop comes too late, if it does."""
    for stress in stresses:
        if stress.kind == "stop" and stress.is_liquidated:
            yield Caution("stop_after_liquidation", stress.addons, {"liq": stress.price})


def _improvement(rungs: Sequence[Rung], settings: Settings, least: Decimal) -> Iterator[Caution]:
    for held, rung in pairwise(rungs):
        position = Position(settings.side, held.sum_q, held.average)
        gained = improvement(position, Addition(rung.price, base=rung.quantity))
        if gained < least:
            yield Caution("improvement_too_small", rung.n, {"improvement": gained, "least": least})


def _above(rungs: Sequence[Rung], high: Decimal | None) -> Iterator[Caution]:
    for rung in rungs[1:]:
        if high is not None and rung.price > high:
            yield Caution("above_zone", rung.n, {"price": rung.price, "high": high})


def _below(rungs: Sequence[Rung], low: Decimal | None) -> Iterator[Caution]:
    for rung in rungs[1:]:
        if low is not None and rung.price < low:
            yield Caution("below_zone", rung.n, {"price": rung.price, "low": low})


def _hard_limit(rungs: Sequence[Rung], settings: Settings, hard: Decimal) -> Iterator[Caution]:
    if settings.margin_limit is None:
        return
    most = settings.margin_limit * hard
    for rung in rungs[1:]:
        margin = rung.cost / settings.leverage
        if margin > most:
            yield Caution("stopped_by_hard_limit", rung.n, {"margin": margin, "most": most})


def _trailing(last: Rung, settings: Settings, values: Mapping[str, Any]) -> Iterator[Caution]:
    """Yield that the price may turn right at the target and trail back to a loss."""
    if values["trailing"] is None:
        return
    sign = settings.side.sign
    target = last.tp_base if settings.is_profit_of_base else last.tp_total
    left_at = target * (ONE - sign * values["trailing"])
    if sign * (left_at - last.break_even) < 0:
        yield Caution("trailing_may_lose", None, {"price": left_at, "break_even": last.break_even})
