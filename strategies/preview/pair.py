"""One pair: the ladder at its price under its market's rules, with what is wrong and what to know."""

from dataclasses import replace
from decimal import Decimal

from strategies.ladder.building import Ladder, build
from strategies.ladder.fills import fills, planned_cost, total_cost
from strategies.ladder.terms import ZERO, Market, Settings
from strategies.preview.cautions import cautions_of_pair, cautions_of_site, cautions_of_stress
from strategies.preview.checks import problems_of_profit, problems_of_site
from strategies.preview.result import PairPreview
from strategies.preview.site import Site
from strategies.preview.stress import stresses
from strategies.problems import Problem, Refused
from strategies.settings import Chosen


def preview_pair(chosen: Chosen, settings: Settings | None, site: Site) -> PairPreview:
    """Return the preview of one group of this pair; `settings` are of one group too, None where they are wrong."""
    notional = planned_notional(settings) if settings else ZERO
    problems: list[Problem] = []
    ladder = None
    if settings and site.price:
        try:
            ladder, notional = _built(settings, site, site.price, notional)
        except Refused as refused:
            problems += refused.problems
    found = list(problems_of_site(site, settings, notional))
    if ladder is None or settings is None:
        return PairPreview(site, None, (), (*found, *problems), ())
    found += problems_of_profit(chosen, ladder, settings, site)
    # What all groups need together is said once, of them together.
    own = (caution for caution in ladder.cautions if caution.code != "worst_above_limit")
    stressed = tuple(stresses(ladder, settings, site.fee))
    of_pair = (*cautions_of_pair(chosen, ladder, settings), *cautions_of_site(settings, site))
    cautions = (*own, *of_pair, *cautions_of_stress(stressed))
    return PairPreview(site, ladder, stressed, tuple(found), cautions)


def planned_notional(settings: Settings) -> Decimal:
    """Return what a full ladder costs before a market rounds it, within what the margin limit carries."""
    cost = planned_cost(settings)
    if settings.margin_limit is None:
        return cost
    return min(cost, settings.margin_limit * settings.leverage)


def _built(settings: Settings, site: Site, price: Decimal, notional: Decimal) -> tuple[Ladder, Decimal]:
    """Return the ladder with the maintenance rate of the tier that it ends in, and its cost."""
    ladder = build(settings, _market(site, notional), price)
    cost = ladder.rungs[-1].cost
    if site.tier(cost) is not site.tier(notional):
        ladder = build(settings, _market(site, cost), price)
    return ladder, cost


def _market(site: Site, notional: Decimal) -> Market:
    tier = site.tier(notional)
    rules = (site.lot_step, site.price_step, site.min_cost, site.min_amount)
    return Market(site.fee, tier.maintenance_rate if tier else ZERO, *rules)


def full_cost(settings: Settings, site: Site) -> Decimal:
    """Return what the ladder would cost at this pair if no limit cropped it."""
    if site.price is None:
        return ZERO
    filled, _ = fills(replace(settings, margin_limit=None), _market(site, ZERO), site.price)
    return total_cost(filled)


def per_group(settings: Settings) -> Settings:
    """Return the settings of one group: a pair has one, and the groups of all pairs are added up elsewhere."""
    return replace(settings, max_groups=1)
