"""How much of what exchanges allow rechecks use, and how long people wait beside them: ten exchanges with limits."""

import statistics
import threading
import time
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.test import override_settings
from django.utils import timezone

from connections import exchanges
from connections.budgets.lines import watched
from connections.exchanges._limits import paths
from connections.models import Check, Connection
from connections.tasks import recheck_due
from tests.bench import fleet
from tests.bench.figure import Figure
from tests.bench.product import Product

_LATENCY_MS, _SECONDS = 50, 12.0
# 2,000 in all: a little more than each exchange takes in that time, or a second or two of those that take most.
_DUE = {"bingx": 20, "mexc": 320, "kucoin": 520, "okx": 140, "gate": 260, "htx": 140, "coinbase": 140}
_DUE |= {"binance": 160, "bitget": 150, "bybit": 150}


def budgets(product: Product) -> Iterator[Figure]:
    """Measure two worker processes on 2,000 connections that are all due at once."""
    rows = {code: fleet.connections(count, exchange=code) for code, count in _DUE.items()}
    people = {code: fleet.connections(2, exchange=code) for code in _DUE}
    _look_at_all([row for every in rows.values() for row in every])
    for code in _DUE:
        product.sandbox.put(f"/_sandbox/exchanges/{code}", {"limits": True, "latency_ms": _LATENCY_MS})
    with product.workers(BUDGETS="true", WATCH_CONCURRENCY="2"), override_settings(BUDGETS=True):
        _warm_up(rows)
        before, waits = _requests(product), _Waits(people)
        fleet.make_due([row for every in rows.values() for row in every])
        began = timezone.now()
        waits.start()
        _sweep_for(_SECONDS)
        asked = {code: _judged(every, began) for code, every in rows.items()}
        waits.join()
    after = _requests(product)
    for code in _DUE:
        product.sandbox.put(f"/_sandbox/exchanges/{code}", {"limits": False, "latency_ms": 0})
    for code, count in asked.items():
        most = min(_DUE[code], _per_second(code) * _SECONDS)
        yield Figure(
            f"{code}: of what is left after the people's share, used", 100 * count / most, "%", None, 95
        )
    refused = sum(after[code]["refused_429"] - before[code]["refused_429"] for code in _DUE)
    yield Figure("refused for asking too often, by all ten exchanges", refused, "", 0)
    ms = [one for code, every in waits.ms.items() if code != "bingx" for one in every]
    limit = 2 * _LATENCY_MS + 300
    yield Figure("person's check meanwhile, p95", statistics.quantiles(ms, n=20)[-1], "ms", limit)
    # One question a second, and most of them are taken: whoever comes waits for the next one.
    yield Figure("  at BingX, which takes one a second of everybody, worst", max(waits.ms["bingx"]), "ms")


def _per_second(code: str) -> float:
    exchange = exchanges.get(code)
    return 1 / watched(exchange, settings.EGRESS[0], tuple(paths([exchange.introspection]))).seconds_each


def _look_at_all(rows: list[Connection]) -> None:
    """Have everything looked at in full once: rechecks are light only then."""
    fleet.make_due(rows)
    ends = time.monotonic() + 120
    while fleet.judged(rows) < len(rows) and time.monotonic() < ends:
        recheck_due()
        time.sleep(0.5)


def _warm_up(rows: dict[str, list[Connection]]) -> None:
    """Have both processes and whoever serves people load the classes of all exchanges."""
    began = timezone.now()
    for turn in range(2):
        fleet.make_due([row for every in rows.values() for row in every[4 * turn : 4 * turn + 4]])
        _sweep_for(4)
    for every in rows.values():
        fleet.ask(every[-1])
    if not all(_judged(every, began) for every in rows.values()):
        raise RuntimeError("Some exchange was not asked at all.")


def _sweep_for(seconds: float) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        recheck_due()
        time.sleep(settings.SWEEP_SECONDS)


def _judged(rows: list[Connection], since: Any) -> int:
    return Connection.objects.filter(pk__in=[row.pk for row in rows], checked_at__gte=since).count()


def _requests(product: Product) -> dict[str, dict[str, int]]:
    return {code: product.sandbox.get(f"/_sandbox/exchanges/{code}")["counters"] for code in _DUE}


class _Waits(threading.Thread):
    """People who ask for checks one after another, at every exchange in turn."""

    def __init__(self, people: dict[str, list[Connection]]) -> None:
        super().__init__()
        self.people = people
        self.ms: dict[str, list[float]] = {code: [] for code in people}

    def run(self) -> None:
        for turn in range(2):
            for code, rows in self.people.items():
                self.ms[code].append(_took(fleet.ask(rows[turn])))


def _took(check: Check) -> float:
    if check.finished_at is None:
        raise RuntimeError("This check did not finish.")
    return float((check.finished_at - check.requested_at).total_seconds() * 1000)
