"""What a preview costs while somebody types: the whole request, of the largest settings there are."""

import statistics
import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.test import Client, override_settings
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from connections.findings import Market as Kind
from strategies.markets import prices
from strategies.models import Market
from tests.bench import fleet
from tests.bench.figure import Figure
from tests.bench.product import Product
from tests.people import person, sign_in, token_for

_PAIRS, _SAMPLES = 20, 30
_SETTINGS = {
    "name": "Bench",
    "market_type": "spot",
    "base_order": "10",
    "addon_order": "10",
    "max_addons": "25",
    "step": "0.5",
    "step_scale": "1.05",
    "volume_scale": "1.05",
    "stop_loss": "30",
    "margin_limit": "100000",
    "max_groups": "20",
}


def preview(product: Product) -> Iterator[Figure]:
    """Measure the previews of 25 add-ons on each of 20 pairs, from the request to its bytes."""
    # The name by which the test client calls the site.
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        trader = person("bench@example.com")
        (connection,) = fleet.connections(1, exchange="kucoin", user=trader)
        client = APIClient(headers={"X-Session-Token": token_for(trader)})
        pairs = _listed()
        body = {**_SETTINGS, "connection": connection.pk, "pairs": pairs}
        took = [_ms(client, body) for _ in range(_SAMPLES)]
        pages = _of_page(trader, {**body, "pairs": ", ".join(pairs)})
    for name, times in (("API", took), ("page", pages)):
        what = f"preview of 25 add-ons on 20 pairs, {name}"
        yield Figure(f"{what}, median", statistics.median(times), "ms", 50)
        yield Figure(f"{what}, worst", max(times[1:]), "ms")


def _of_page(trader: User, form: dict[str, Any]) -> list[float]:
    """Return what the page's answer to each key takes, from the request to its bytes."""
    client, took = sign_in(Client(), trader), []
    for _ in range(_SAMPLES):
        began = time.perf_counter()
        page = client.post("/strategies/preview/", form, headers={"HX-Request": "true"}).content
        took.append((time.perf_counter() - began) * 1000)
        if b'data-sound="yes"' not in page or page.count(b'class="order') != 26:
            raise RuntimeError("This is not the preview that was to be measured.")
    return took


def _listed() -> list[str]:
    """Return pairs whose markets and prices are known."""
    pairs, now = [f"BENCH{number}/USDT" for number in range(_PAIRS)], timezone.now()
    steps = {"min_cost": Decimal(1), "price_step": Decimal("0.01"), "amount_step": Decimal("0.0001")}
    about = {"exchange": "kucoin", "market_type": "spot", "quote": "USDT", "fee": Decimal("0.001")}
    Market.objects.bulk_create(
        Market(symbol=pair, base=pair.partition("/")[0], loaded_at=now, **about, **steps) for pair in pairs
    )
    prices.keep("kucoin", {Kind.SPOT: {pair: Decimal("123.45") for pair in pairs}}, now)
    return pairs


def _ms(client: APIClient, body: object) -> float:
    began = time.perf_counter()
    answer = client.post("/api/v1/strategies/preview/", body)
    took = (time.perf_counter() - began) * 1000
    shown = answer.json()
    if shown["problems"] or any(len(pair["rungs"]) != 26 for pair in shown["pairs"]):
        raise RuntimeError("This is not the preview that was to be measured.")
    return took
