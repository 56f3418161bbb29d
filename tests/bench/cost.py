"""What a check costs a worker in CPU, beside the bare requests and beside what is usually done."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence

from connections import checking, exchanges, probes
from connections.checking.loop import current
from connections.exchanges._wire import Wire
from connections.exchanges.base import Keys
from connections.models import Connection
from sandbox.keys import Key
from tests.bench import bare, fleet, naive
from tests.bench.figure import Figure
from tests.bench.product import Product

_CHECKS, _NAIVE = 400, 3


def cost(product: Product) -> Iterator[Figure]:
    """Measure full checks and light rechecks of MEXC and KuCoin, all sides in this process, one after another."""
    for exchange in ("mexc", "kucoin"):
        keys, rows = fleet.pairs(_CHECKS, exchange=exchange)
        _whole(rows[:50])  # loads the exchange's class, starts the loop
        _bare(product, keys[:50], is_light=False)
        for is_light in (False, True):
            yield from _kind(product, keys, rows, is_light=is_light)


def _kind(
    product: Product, keys: Sequence[Key], rows: Sequence[Connection], *, is_light: bool
) -> Iterator[Figure]:
    spent = product.cpu("sandbox")
    base = _us(lambda: _bare(product, keys, is_light=is_light))
    spent = (product.cpu("sandbox") - spent) / len(keys) * 1e6
    engine = _engine(keys, rows, is_light=is_light)
    whole = _us(lambda: _whole(rows))
    yield Figure(
        f"{rows[0].exchange}, {'light recheck' if is_light else 'full check'}: bare, CPU", base, "us"
    )
    yield Figure("  the sandbox's own, CPU", spent, "us")
    yield Figure("  the engine alone, CPU", engine, "us")
    yield Figure("  with claims, secrets, verdicts and writes, CPU", whole, "us")
    yield Figure("  bare : the engine alone", base / engine, "x", at_least=None if is_light else 0.65)
    yield Figure("  bare : everything", base / whole, "x", at_least=None if is_light else 0.5)
    if not is_light:
        usual = _us(lambda: naive.checks(product.sandbox.url, keys[:_NAIVE]), _NAIVE)
        yield Figure(
            "  a fresh ccxt instance, balance and orders : everything", usual / whole, "x", at_least=150
        )


def _us(work: Callable[[], object], checks: int = _CHECKS) -> float:
    """Return the CPU of this process for each check, in microseconds."""
    began = time.process_time()
    work()
    return (time.process_time() - began) / checks * 1e6


def _bare(product: Product, keys: Sequence[Key], *, is_light: bool) -> None:
    bare.check(product.sandbox.url, keys, is_light=is_light)


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


def _whole(rows: Sequence[Connection]) -> None:
    """Check as a worker does what a sweep found."""
    fleet.make_due(rows)
    checking.check([row.pk for row in rows], only_due=True)
