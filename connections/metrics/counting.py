"""Count what happens, in every process: one pipeline to Redis per written group, and nobody waits for it.

Counters live in Redis hashes, because workers come and go; emptied, they begin anew, which Prometheus copes with.
Fields are made of codes of our own registries only, never of anything a person or an exchange wrote.
"""

import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping

import redis
from django.utils import timezone

from backfuture.lib.shared import store
from connections.transitions import Outcome

CHECKS, SECONDS, FAILURES, SWEPT = ("metrics:checks", "metrics:seconds", "metrics:failures", "metrics:swept")
FOREIGN = "metrics:foreign"
BUCKETS = (0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 2.0, 4.0, 8.0)
_KEPT_MINUTES = 15
_REST_SECONDS = 5.0  # so long is a Redis that failed left alone; counts wait in this process meanwhile

_Fields = Counter[tuple[str, str]]  # (hash, field): how much to add
_lock = threading.Lock()
_waiting: _Fields = Counter()
_rests_until = 0.0


def minute_key(minutes_ago: int = 0) -> str:
    """Return the hash in which the checks of a minute are counted by exchange."""
    return f"metrics:minute:{int(timezone.now().timestamp()) // 60 - minutes_ago}"


def count_looks(exchanges: Mapping[int, str], outcomes: Iterable[Outcome]) -> None:
    """Count a group of checks; `exchanges` are those of its connections, by their id."""
    found: _Fields = Counter()
    minute = minute_key()
    for outcome in outcomes:
        exchange, report = exchanges[outcome.connection_id], outcome.report
        kind = "light" if report.is_light else "full"
        verdict = outcome.judgement.verdict or ("unchanged" if report.is_light else "none")
        category = report.results[0].diagnosis.category
        found[CHECKS, f"{exchange}|{kind}|{verdict}|{category}"] += 1
        found[SECONDS, f"{exchange}|{bucket(report.seconds)}"] += 1
        found[SECONDS, f"{exchange}|ms"] += round(report.seconds * 1000)
        found[minute, exchange] += 1
    _add(found)


def count_failure(task: str) -> None:
    """Count a task that ended in an error."""
    _add(Counter({(FAILURES, task): 1}))


def count_foreign(exchange: str, times: int) -> None:
    """Count refusals in which an exchange named an address that is none of ours."""
    _add(Counter({(FOREIGN, exchange): times}))


def note_sweep() -> None:
    """Note that what is due was looked for: whoever alarms on a silent beat reads this."""
    try:
        store().set(SWEPT, int(timezone.now().timestamp()))
    except redis.RedisError:
        return


def bucket(seconds: float) -> str:
    """Return the upper bound of the bucket that a duration falls into."""
    return next((str(bound) for bound in BUCKETS if seconds <= bound), "+Inf")


def _add(found: _Fields) -> None:
    global _rests_until
    with _lock:
        _waiting.update(found)
        if time.monotonic() < _rests_until:
            return
        taken = Counter(_waiting)
        _waiting.clear()
    try:
        _write(taken)
    except redis.RedisError:
        with _lock:
            _waiting.update(taken)
            _rests_until = time.monotonic() + _REST_SECONDS


def _write(taken: _Fields) -> None:
    with store().pipeline(transaction=False) as pipeline:
        for (key, field), amount in taken.items():
            pipeline.hincrby(key, field, amount)
        for key in {key for key, _ in taken if key.startswith("metrics:minute:")}:
            pipeline.expire(key, _KEPT_MINUTES * 60)
        pipeline.execute()
