"""What the arithmetic of a preview costs alone: settings read, every ladder built and stressed, no words, no web."""

import statistics
import time
from collections.abc import Iterator
from decimal import Decimal

from strategies.preview.building import preview
from strategies.preview.site import Site, Tier
from strategies.settings import read
from tests.bench.figure import Figure
from tests.bench.product import Product

_PAIRS, _SAMPLES = 20, 50
_TIERS = (
    Tier(Decimal(10_000), Decimal(50), Decimal("0.004")),
    Tier(None, Decimal(20), Decimal("0.01")),
)


def arithmetic(product: Product) -> Iterator[Figure]:
    """Measure the preview of 25 add-ons on each of 20 pairs with everything that can be set."""
    sites = [_site(number) for number in range(_PAIRS)]
    took = [_ms(sites) for _ in range(_SAMPLES)]
    yield Figure("preview of 25 add-ons x 20 pairs, arithmetic, median", statistics.median(took), "ms", 20)
    yield Figure("preview of 25 add-ons x 20 pairs, arithmetic, worst", max(took[1:]), "ms")


def _site(number: int) -> Site:
    return Site(
        symbol=f"BENCH{number}/USDT:USDT",
        quote="USDT",
        price=Decimal("123.45") / (number + 1),
        fee=Decimal("0.0006"),
        lot_step=Decimal("0.001"),
        price_step=Decimal("0.0001"),
        min_cost=Decimal(5),
        min_amount=Decimal("0.001"),
        tiers=_TIERS,
    )


def _ms(sites: list[Site]) -> float:
    raw = {
        "name": "Bench",
        "connection": 1,
        "market_type": "futures",
        "pairs": [site.symbol for site in sites],
        "base_order": "50",
        "addon_order": "50",
        "max_addons": "25",
        "step": "0.5",
        "step_scale": "1.05",
        "volume_scale": "1.1",
        "leverage": "3",
        "margin_limit": "100000",
        "max_groups": "5",
        "stop_loss": "30",
        "trailing": "0.2",
        "tp_steps": [{"at": "1", "share": "50"}, {"at": "2", "share": "50"}],
    }
    began = time.perf_counter()
    found = preview(read(raw), sites)
    took = (time.perf_counter() - began) * 1000
    if found.problems or any(pair.ladder is None or len(pair.ladder.rungs) != 26 for pair in found.pairs):
        raise RuntimeError("This is not the preview that was to be measured.")
    return took
