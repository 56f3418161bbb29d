"""What settings do with the money at each of their pairs, and in sum."""

from collections.abc import Sequence

from strategies.preview.result import PairPreview, Preview
from strategies.preview.site import Site
from strategies.settings import Chosen


def preview(chosen: Chosen, sites: Sequence[Site], unknown: Sequence[str] = ()) -> Preview:
    """Return the preview; `unknown` are pairs that no market has."""
    pairs = tuple(PairPreview(site, None, (), (), ()) for site in sites)
    return Preview(pairs, chosen.problems, (), "", None, None, None, None)
