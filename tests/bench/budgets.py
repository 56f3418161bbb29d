"""How much of what exchanges allow rechecks use, and how long people wait beside them: ten exchanges with limits."""

import math
import statistics
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from connections import exchanges
from connections.budgets.lines import watched
from connections.exchanges._limits import paths
from connections.models import Check, Connection
from connections.tasks import recheck_due
from tests.bench import fleet
from tests.bench.figure import Figure
from tests.bench.product import Product

_LATENCY_MS, _SECONDS = 50, 32.0
# 2,000 in all: of those that take little enough for many seconds, of those that take most for one.
_DUE = {"bingx": 40, "mexc": 360, "kucoin": 600, "okx": 160, "gate": 300, "htx": 160, "coinbase": 160}
_DUE |= {"binance": 80, "bitget": 70, "bybit": 70}
# After the rush of the first sweeps, until less is due than a sweep takes.
_LEAD_SECONDS, _REST_SECONDS = 3.0, 1.5
# People ask within their share, also where that is little: of MEXC's 300 in ten seconds a check takes 17, of BingX's
# one a second all. What they ask beyond it would be taken from the rechecks.
_TURNS, _FEWER_TURNS, _PAUSE_SECONDS = 4, {"mexc": 3, "bingx": 2}, 0.15


def budgets(product: Product) -> Iterator[Figure]:
    """Measure two worker processes on 2,000 connections that are all due at once."""
    rows = {code: fleet.connections(count, exchange=code) for code, count in _DUE.items()}
    people = {code: fleet.connections(_TURNS, exchange=code) for code in _DUE}
    _look_at_all([row for every in rows.values() for row in every])
    for code in _DUE:
        product.sandbox.put(f"/_sandbox/exchanges/{code}", {"limits": True, "latency_ms": _LATENCY_MS})
    with product.workers(BUDGETS="true"):
        _warm_up(rows)
        before, waits = _refused(product), _Waits(people)
        fleet.make_due([row for every in rows.values() for row in every])
        began = timezone.now()
        waits.start()
        _sweep_for(_SECONDS)
        ended = timezone.now()
        waits.join()
    for code in _DUE:
        product.sandbox.put(f"/_sandbox/exchanges/{code}", {"limits": False, "latency_ms": 0})
    for code, every in rows.items():
        yield _used(code, _asked(every, began), began, ended)
    yield Figure("refused for asking too often, by all ten exchanges", _refused(product) - before, "", 0)
    ms = [one for code, every in waits.ms.items() if code != "bingx" for one in every]
    limit = 2 * _LATENCY_MS + 300
    yield Figure("person's check meanwhile, p95", statistics.quantiles(ms, n=20)[-1], "ms", limit)
    # One question a second, and most of them are taken: whoever comes waits for the next one.
    yield Figure("  at BingX, which takes one a second of everybody, worst", max(waits.ms["bingx"]), "ms")


def _used(code: str, asked: list[datetime], began: datetime, ended: datetime) -> Figure:
    """Return what part of the rechecks' share was used while more was due than a sweep takes."""
    rate, due = _per_second(code), _DUE[code]
    first, last = began + timedelta(seconds=_LEAD_SECONDS), due - math.ceil(rate * _REST_SECONDS)
    until = min(ended, asked[last - 1]) if 0 < last <= len(asked) else ended
    if last <= 0:
        # It takes so much that there is no pace to be seen: all of it within two sweeps, and what it weighs.
        took = (max(asked) - began).total_seconds() if len(asked) == due else math.inf
        most = due / rate + 2 * settings.SWEEP_SECONDS
        return Figure(f"{code}: drained, all {due} asked after", took, "s", most)
    count = sum(first < one <= until for one in asked)
    most = rate * (until - first).total_seconds()
    return Figure(
        f"{code}: of what is left after the people's share, used", 100 * count / most, "%", None, 95
    )


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
    if not all(_asked(every, began) for every in rows.values()):
        raise RuntimeError("Some exchange was not asked at all.")


def _sweep_for(seconds: float) -> None:
    """Have the workers sweep as beat does."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        recheck_due.apply_async(expires=settings.SWEEP_SECONDS)
        time.sleep(settings.SWEEP_SECONDS)


def _asked(rows: list[Connection], since: datetime) -> list[datetime]:
    """Return when these were asked since then, in order."""
    found = Connection.objects.filter(pk__in=[row.pk for row in rows], introduced_at__gte=since)
    return sorted(at for at in found.values_list("introduced_at", flat=True) if at is not None)


def _refused(product: Product) -> int:
    states = (product.sandbox.get(f"/_sandbox/exchanges/{code}") for code in _DUE)
    return sum(state["counters"]["refused_429"] for state in states)


class _Waits(threading.Thread):
    """People who ask for checks one after another, at every exchange in turn."""

    def __init__(self, people: dict[str, list[Connection]]) -> None:
        super().__init__()
        self.people = people
        self.ms: dict[str, list[float]] = {code: [] for code in people}

    def run(self) -> None:
        for turn in range(_TURNS):
            for code, rows in self.people.items():
                if turn >= _FEWER_TURNS.get(code, _TURNS):
                    continue
                self.ms[code].append(_took(fleet.ask(rows[turn])))
                time.sleep(_PAUSE_SECONDS)


def _took(check: Check) -> float:
    if check.finished_at is None:
        raise RuntimeError("This check did not finish.")
    return float((check.finished_at - check.requested_at).total_seconds() * 1000)
