"""What settings do with the money at each of their pairs, and in sum."""

from collections.abc import Iterator, Sequence
from decimal import localcontext

from strategies.ladder.interpretation import addon_order_of
from strategies.ladder.terms import EXACT
from strategies.preview.cautions import cautions_of_strategy
from strategies.preview.pair import per_group, preview_pair
from strategies.preview.result import PairPreview, Preview
from strategies.preview.site import Site
from strategies.preview.totals import totals
from strategies.problems import Problem
from strategies.settings import Chosen
from strategies.settings.identity import currency


def preview(chosen: Chosen, sites: Sequence[Site], unknown: Sequence[str] = ()) -> Preview:
    """Return the preview; `unknown` are pairs that no market has.

    A pair's ladder is that of one group: max_groups counts in the totals, over the dearest pairs.
    """
    with localcontext(EXACT):
        settings = per_group(chosen.ladder) if chosen.ladder else None
        pairs = tuple(preview_pair(chosen, settings, site) for site in sites)
        total = totals(pairs, settings, int(chosen.values["max_groups"])) if settings else None
        missing = tuple(Problem("pairs", "pair_unknown", pair) for pair in unknown)
        return Preview(
            pairs=pairs,
            problems=(*_besides(chosen.problems, pairs), *missing, *(total.problems if total else ())),
            cautions=(*cautions_of_strategy(chosen), *(total.cautions if total else ())),
            quote=next((currency(pair) for pair in chosen.values["pairs"]), ""),
            addon_order=addon_order_of(chosen.values) if chosen.ladder and chosen.ladder.max_addons else None,
            margin_now=total.margin_now if total else None,
            margin_worst=total.margin_worst if total else None,
            loss_at_stop=total.loss_at_stop if total else None,
            unpriced=tuple(site.symbol for site in sites if site.is_awaited),
        )


def _besides(problems: Sequence[Problem], pairs: Sequence[PairPreview]) -> Iterator[Problem]:
    """Yield problems of the settings alone; of a limit too small for the base order, pairs know the amount."""
    of_pairs = {problem.code for pair in pairs for problem in pair.problems}
    yield from (one for one in problems if one.code != "below_base_order" or one.code not in of_pairs)
