"""The figures as Prometheus reads them: counters from Redis, all else looked up when it asks."""

import contextlib
import platform
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import version

import redis
from django.db import Error
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from backfuture import health
from connections import budgets
from connections.metrics import lanes, reading
from connections.metrics.counting import BUCKETS

_BOUNDS = [*(str(bound) for bound in BUCKETS), "+Inf"]


def exposition() -> bytes:
    """Return everything in Prometheus' text format; parts that are away are left out and said to be down."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Product())
    return generate_latest(registry)


class _Product(Collector):
    def collect(self) -> Iterator[Metric]:
        parts = health.parts()
        up = GaugeMetricFamily(
            "backfuture_part_up", "Whether a part of the product answers.", labels=["part"]
        )
        for part, state in parts.items():
            up.add_metric([part], float(state == health.OK))
        yield up
        yield _build()
        with contextlib.suppress(redis.RedisError):
            yield from _counters(reading.counted())
            yield from _budgets(budgets.usage())
        with contextlib.suppress(Error):
            yield from _gauges()


def _build() -> Metric:
    libraries = ("django", "celery", "ccxt")
    info = GaugeMetricFamily("backfuture_build_info", "What runs here.", labels=["python", *libraries])
    info.add_metric([platform.python_version(), *(version(name) for name in libraries)], 1)
    return info


def _counters(counted: reading.Counted) -> Iterator[Metric]:
    labels = ["exchange", "kind", "verdict", "category"]
    checks = CounterMetricFamily("backfuture_checks", "Checks that were written down.", labels=labels)
    for values, number in reading.split(counted.checks):
        checks.add_metric(values, number)
    yield checks
    yield _histogram(counted.seconds)
    failed = CounterMetricFamily("backfuture_tasks_failed", "Tasks that ended in an error.", labels=["task"])
    for values, number in reading.split(counted.failures):
        failed.add_metric(values, number)
    yield failed
    about = "Refusals in which an exchange saw us from an address that is none of ours."
    foreign = CounterMetricFamily("backfuture_foreign_addresses", about, labels=["exchange"])
    for values, number in reading.split(counted.foreign):
        foreign.add_metric(values, number)
    yield foreign
    queues = GaugeMetricFamily("backfuture_queue_length", "Tasks that no worker took yet.", labels=["queue"])
    for queue, length in counted.queues.items():
        queues.add_metric([queue], length)
    yield queues
    if counted.swept_at is not None:
        about = "When what is due was last looked for: an old time means that beat or its worker stopped."
        yield GaugeMetricFamily("backfuture_last_sweep_timestamp_seconds", about, counted.swept_at)


def _histogram(fields: dict[str, int]) -> Metric:
    family = HistogramMetricFamily("backfuture_check_seconds", "How long checks took.", labels=["exchange"])
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for (exchange, bound), number in reading.split(fields):
        found[exchange][bound] = number
    for exchange, numbers in found.items():
        total, buckets = 0, []
        for bound in _BOUNDS:
            total += numbers.get(bound, 0)
            buckets.append((bound, float(total)))
        family.add_metric([exchange], buckets, numbers.get("ms", 0) / 1000)
    return family


def _budgets(uses: Iterable[budgets.Use]) -> Iterator[Metric]:
    """Yield the used part of every quota that was drawn on lately, and how long an exchange is left alone."""
    labels = ["exchange", "egress", "pool"]
    used = GaugeMetricFamily("backfuture_budget_used", "Used part of a quota, by everybody.", labels=labels)
    people = GaugeMetricFamily("backfuture_budget_people", "Part of a quota used by people.", labels=labels)
    rest = GaugeMetricFamily("backfuture_budget_blocked_seconds", "How long it rests.", labels=labels)
    for use in uses:
        for family, value in ((used, use.used), (people, use.people), (rest, use.blocked_seconds)):
            family.add_metric([use.exchange, use.egress, use.pool], value)
    yield from (used, people, rest)


def _gauges() -> Iterator[Metric]:
    now, found = timezone.now(), lanes.lanes(lanes.connections_by_exchange()[0])
    by_exchange = {
        "connections": ("Connections, about.", [float(lane.connections) for lane in found]),
        "due_connections": (
            "Connections that wait for a look, up to 10000.",
            [float(lane.due) for lane in found],
        ),
        "oldest_due_seconds": (
            "How long the longest overdue waits.",
            [lane.oldest_seconds(now) for lane in found],
        ),
        "silent_connections": (
            "Connections without an answer, up to 10000.",
            [float(lane.silent) for lane in found],
        ),
    }
    for name, (about, numbers) in by_exchange.items():
        family = GaugeMetricFamily(f"backfuture_{name}", about, labels=["exchange"])
        for lane, number in zip(found, numbers, strict=True):
            family.add_metric([lane.exchange], number)
        yield family
    claims = GaugeMetricFamily("backfuture_claims", "Connections that a worker holds.", labels=["state"])
    for state, count in zip(("held", "expired"), reading.claims(), strict=True):
        claims.add_metric([state], count)
    yield claims
    incidents = GaugeMetricFamily("backfuture_incident_open", "Exchanges down.", labels=["exchange", "site"])
    for where in reading.open_incidents():
        incidents.add_metric(where, 1)
    yield incidents
    count, late = reading.waiting_deliveries()
    yield GaugeMetricFamily("backfuture_deliveries_waiting", "Notices that wait to be delivered.", count)
    yield GaugeMetricFamily("backfuture_deliveries_oldest_seconds", "How overdue the oldest is.", late)
