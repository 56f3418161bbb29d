"""How a real worker does with many: checks per second beside the usual way, and its memory after many thousands."""

import time
from collections.abc import Iterator, Sequence

from django.test import override_settings
from django.utils import timezone

from connections.models import Connection
from connections.tasks import recheck_due
from tests.bench import fleet, naive
from tests.bench.figure import Figure
from tests.bench.product import Product

_LATENCY_MS, _CHECKS, _NAIVE = 150, 1000, 3
# Ten times as many take minutes, and show the same.
_FIRST, _LAST = 5_000, 20_000


def throughput(product: Product) -> Iterator[Figure]:
    """Measure full checks of one worker process, and of one process that does what is usually done."""
    for exchange in ("mexc", "kucoin"):
        keys, rows = fleet.pairs(_CHECKS, exchange=exchange)
        _check_all(rows)  # the first check of each
        product.sandbox.put(f"/_sandbox/exchanges/{exchange}", {"latency_ms": _LATENCY_MS})
        ours = len(rows) / _check_all(rows, is_light=False)
        began = time.monotonic()
        naive.checks(product.sandbox.url, keys[:_NAIVE])
        usual = _NAIVE / (time.monotonic() - began)
        product.sandbox.put(f"/_sandbox/exchanges/{exchange}", {"latency_ms": 0})
        yield Figure(f"{exchange}: full checks at {_LATENCY_MS} ms, one worker process", ours, "/s")
        yield Figure("  a fresh ccxt instance each, one process", usual, "/s")
        yield Figure("  the first : the second", ours / usual, "x", at_least=100)


def endurance(product: Product) -> Iterator[Figure]:
    """Measure what one worker process holds after thousands of light rechecks, and after several times as many."""
    rows = fleet.connections(_CHECKS, exchange="kucoin")
    _check_all(rows)
    held = {}
    for done in range(_CHECKS, _LAST + 1, _CHECKS):
        _check_all(rows)
        held[done] = product.memory("watch")
    yield Figure(f"memory of a worker after {_FIRST:,} checks", held[_FIRST], "MB")
    yield Figure(f"memory of a worker after {_LAST:,} checks", held[_LAST], "MB")
    yield Figure("  the second : the first", held[_LAST] / held[_FIRST], "x", 1.1)


def _check_all(rows: Sequence[Connection], *, is_light: bool = True) -> float:
    """Have all of these due, and return how many seconds the worker takes for them."""
    began, since = time.monotonic(), timezone.now()
    done = Connection.objects.filter(pk__in=[row.pk for row in rows], checked_at__gte=since)
    fleet.make_due(rows, is_light=is_light)
    with override_settings(SWEEP_LIMIT=len(rows)):
        while done.count() < len(rows):
            if time.monotonic() - began > 120:
                raise TimeoutError("The worker does not get through.")
            recheck_due()
            time.sleep(0.1)
    return time.monotonic() - began
