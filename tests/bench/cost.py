"""What a check costs a worker in CPU, beside the bare requests and beside what is usually done."""

import asyncio
import gc
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.test import override_settings

from connections import checking, exchanges, probes
from connections.budgets.lines import watched
from connections.checking.loop import current
from connections.exchanges._wire import Wire
from connections.exchanges.base import Keys
from connections.models import Connection
from connections.tasks import load_libraries
from sandbox.keys import Key
from tests.bench import bare, fleet, naive
from tests.bench.figure import Figure
from tests.bench.product import Product

_CHECKS, _ROUNDS, _NAIVE = 400, 5, 2


@dataclass(frozen=True)
class _Round:
    """Microseconds of CPU for each check, all sides in this process, one right after another."""

    bare: float
    sandbox: float  # its own, for the bare requests
    engine: float
    whole: float
    budgeted: float


def cost(product: Product) -> Iterator[Figure]:
    """Measure full checks and light rechecks of MEXC and KuCoin; ratios within one round, the median of several."""
    load_libraries()  # as a worker does before its first check
    for exchange in ("mexc", "kucoin"):
        keys, rows = fleet.pairs(_CHECKS, exchange=exchange)
        _whole(rows, is_light=False)  # the first check of each; loads the exchange's class, starts the loop
        for is_light in (False, True):
            _round(product, keys, rows, is_light=is_light)
            rounds = [_round(product, keys, rows, is_light=is_light) for _ in range(_ROUNDS)]
            yield from _figures(exchange, rounds, is_light=is_light)
        yield from _beside_usual(product, keys, rows)


def _beside_usual(product: Product, keys: Sequence[Key], rows: Sequence[Connection]) -> Iterator[Figure]:
    def usual() -> None:
        naive.checks(product.sandbox.url, keys[:_NAIVE])

    rounds = []
    for _ in range(_ROUNDS):
        with _usual_collector():
            spent = _us(usual, _NAIVE)
        rounds.append((spent, _whole(rows, is_light=False), _whole(rows, is_light=True)))
    usually, full, light = zip(*rounds, strict=True)
    yield Figure("  a fresh ccxt instance, balance and orders, CPU", statistics.median(usually), "us")
    yield Figure("  a fresh ccxt instance : full check", _ratio(usually, full), "x", at_least=150)
    yield Figure("  a fresh ccxt instance : light recheck", _ratio(usually, light), "x", at_least=150)


@contextmanager
def _usual_collector() -> Iterator[None]:
    """Collect garbage as often as a program does that nobody has tuned."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


@contextmanager
def _without_pace(exchange: str) -> Iterator[None]:
    """Count within budgets, in quotas so large that no check waits or is sent away."""
    kind = type(exchanges.get(exchange))
    before = kind.limits
    kind.limits = tuple(replace(one, quota=one.quota * 10_000, pace=0) for one in before)
    watched.cache_clear()
    with override_settings(BUDGETS=True):
        yield
    kind.limits = before
    watched.cache_clear()


def _figures(exchange: str, rounds: Sequence[_Round], *, is_light: bool) -> Iterator[Figure]:
    each = {name: [getattr(one, name) for one in rounds] for name in _Round.__dataclass_fields__}
    kind = f"{exchange}, {'light recheck' if is_light else 'full check'}"
    yield Figure(f"{kind}: bare, CPU", statistics.median(each["bare"]), "us")
    yield Figure("  the sandbox's own, CPU", statistics.fmean(each["sandbox"]), "us")
    ceiling = 1e6 / statistics.fmean(each["sandbox"])
    yield Figure("  its ceiling: such checks answered in a second of its CPU", ceiling, "/s")
    yield Figure("  the engine alone, CPU", statistics.median(each["engine"]), "us")
    yield Figure("  with claims, secrets, verdicts and writes, CPU", statistics.median(each["whole"]), "us")
    extra = [one - other for one, other in zip(each["budgeted"], each["whole"], strict=True)]
    yield Figure("  what budgets add to that, CPU", statistics.median(extra), "us")
    least = (None, None) if is_light else (0.65, 0.5)
    yield Figure("  bare : the engine alone", _ratio(each["bare"], each["engine"]), "x", at_least=least[0])
    yield Figure("  bare : everything", _ratio(each["bare"], each["whole"]), "x", at_least=least[1])


def _ratio(above: Sequence[float], below: Sequence[float]) -> float:
    return statistics.median(one / other for one, other in zip(above, below, strict=True))


def _round(product: Product, keys: Sequence[Key], rows: Sequence[Connection], *, is_light: bool) -> _Round:
    spent = product.cpu("sandbox")
    with _usual_collector():
        base = _us(lambda: bare.check(product.sandbox.url, keys, is_light=is_light))
    spent = (product.cpu("sandbox") - spent) / len(keys) * 1e6
    engine = _engine(keys, rows, is_light=is_light)
    whole = _whole(rows, is_light=is_light)
    with _without_pace(rows[0].exchange):
        budgeted = _whole(rows, is_light=is_light)
    return _Round(base, spent, engine, whole, budgeted)


def _us(work: Callable[[], object], checks: int = _CHECKS) -> float:
    """Return the CPU of this process for each check, in microseconds."""
    began = time.process_time()
    work()
    return (time.process_time() - began) / checks * 1e6


def _engine(keys: Sequence[Key], rows: Sequence[Connection], *, is_light: bool) -> float:
    """Return what the questions cost key by key: signed, sent, read and told apart, without any database."""
    facts = dict(Connection.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "introduced"))
    jobs = [
        probes.Job(
            exchanges.get(key.exchange),
            Keys(key.api_key, key.secret, key.passphrase or ""),
            frozenset(key.markets),
            facts[row.pk] if is_light else None,
        )
        for key, row in zip(keys, rows, strict=True)
    ]
    mine = current()
    return _us(lambda: mine.run(_run(jobs, mine.wire)))


async def _run(jobs: Sequence[probes.Job], wire: Wire) -> None:
    waiting = iter(jobs)

    async def work() -> None:
        for job in waiting:
            report = await probes.run(job, wire, 8)
            if report.is_light != (job.known is not None):
                raise RuntimeError("This is not the check that was to be measured.")

    await asyncio.gather(*(work() for _ in range(bare.IN_FLIGHT)))


def _whole(rows: Sequence[Connection], *, is_light: bool) -> float:
    """Return what it costs to check as a worker does what a sweep found."""
    fleet.make_due(rows, is_light=is_light)
    return _us(lambda: checking.check([row.pk for row in rows], only_due=True))
