"""What is measured."""

import statistics
import time
from collections.abc import Callable, Iterator

from connections.models import Check
from connections.tasks import recheck_due
from strategies.markets import loading
from strategies.models import Market
from tests.bench import arithmetic, budgets, cost, fleet, fleets, growth, previews
from tests.bench.figure import Figure
from tests.bench.product import Product

LATENCY = 0.150
_SAMPLES = 15


def verdict(product: Product) -> Iterator[Figure]:
    """Measure from the click to the stored verdict, with an exchange that is 150 ms away."""
    for exchange in ("kucoin", "mexc"):
        product.sandbox.put(f"/_sandbox/exchanges/{exchange}", {"latency_ms": int(LATENCY * 1000)})
        rows = fleet.connections(_SAMPLES + 1, exchange=exchange)
        checks = [fleet.ask(row) for row in rows][1:]  # the first one loads the exchange's class
        inside = [check.duration_ms or 0 for check in checks]
        whole = [_ms(check, "requested_at", "finished_at") for check in checks]
        limit = 2 * LATENCY * 1000 + 100
        yield Figure(f"{exchange}: verdict at 150 ms, engine, median", statistics.median(inside), "ms", limit)
        yield Figure(
            f"{exchange}: verdict at 150 ms, click to stored, median", statistics.median(whole), "ms", limit
        )
        yield Figure(f"{exchange}: verdict at 150 ms, click to stored, worst", max(whole), "ms")
        product.sandbox.put(f"/_sandbox/exchanges/{exchange}", {"latency_ms": 0})


def crowd(product: Product) -> Iterator[Figure]:
    """Measure how soon a person's check starts while 500 slow rechecks run."""
    product.sandbox.put("/_sandbox/exchanges/kucoin", {"latency_ms": 3000})
    slow = fleet.connections(500, exchange="kucoin")
    people = fleet.connections(_SAMPLES, exchange="mexc")
    fleet.make_due(slow)
    began = time.monotonic()
    recheck_due()
    time.sleep(1)
    waits = [_ms(fleet.ask(row), "requested_at", "started_at") for row in people]
    left = len(slow) - fleet.judged(slow)
    yield Figure(
        "person's check starts beside 500 slow rechecks, median", statistics.median(waits), "ms", 300
    )
    yield Figure("person's check starts beside 500 slow rechecks, worst", max(waits), "ms", 300)
    yield Figure("  of the 500, not yet judged when the last person was served", left, "")
    while fleet.judged(slow) < len(slow) and time.monotonic() - began < 180:
        time.sleep(1)
        recheck_due()
    yield Figure("  the 500 (two answers of 3 s each) judged after", time.monotonic() - began, "s")
    product.sandbox.put("/_sandbox/exchanges/kucoin", {"latency_ms": 0})


def markets(product: Product) -> Iterator[Figure]:
    """Report what loading all markets of an exchange, and all its prices, costs a worker."""
    for exchange in ("kucoin", "mexc"):
        for name, load in (("markets", loading.load), ("prices alone", loading.load_prices)):
            load(exchange)  # the first one loads the exchange's class
            began, spent = time.monotonic(), time.process_time()
            load(exchange)
            whole, spent = time.monotonic() - began, time.process_time() - spent
            yield Figure(f"{exchange}: {name} of one exchange loaded", whole * 1000, "ms")
            yield Figure("  of that, CPU of the worker", spent * 1000, "ms")
        yield Figure("  rows", Market.objects.filter(exchange=exchange).count(), "")


def memory(product: Product) -> Iterator[Figure]:
    """Report what the processes hold after the work above."""
    for name in ("web", "people", "watch", "sandbox"):
        yield Figure(f"memory of {name} (proportional set, all its processes)", product.memory(name), "MB")


def _ms(check: Check, start: str, end: str) -> float:
    return float((getattr(check, end) - getattr(check, start)).total_seconds() * 1000)


ALL: tuple[Callable[[Product], Iterator[Figure]], ...] = (
    arithmetic.arithmetic,
    previews.preview,
    verdict,
    crowd,
    budgets.budgets,
    cost.cost,
    fleets.throughput,
    fleets.endurance,
    memory,
    growth.growth,
)
