"""Read what was counted, and what waits, for whoever shows it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import redis
from django.db.models import Count, Min, Q
from django.utils import timezone

from backfuture.lib.shared import store
from connections.metrics import counting
from connections.models import Connection, Incident
from notifications.models import Delivery

QUEUES = ("people", "watch", "chores")


@dataclass(frozen=True)
class Counted:
    """What Redis holds: counters by their field, tasks waiting by queue, the last sweep; empty while it is away."""

    checks: dict[str, int]
    seconds: dict[str, int]
    failures: dict[str, int]
    foreign: dict[str, int]
    queues: dict[str, int]
    swept_at: int | None


def counted() -> Counted:
    """Return all counters with one round trip; raises redis.RedisError."""
    with store().pipeline(transaction=False) as pipeline:
        for key in (counting.CHECKS, counting.SECONDS, counting.FAILURES, counting.FOREIGN):
            pipeline.hgetall(key)
        for queue in QUEUES:
            pipeline.llen(queue)
        pipeline.get(counting.SWEPT)
        *found, swept = pipeline.execute()
    checks, seconds, failures, foreign = (_numbers(one) for one in found[:4])
    queues = dict(zip(QUEUES, found[4:], strict=True))
    return Counted(checks, seconds, failures, foreign, queues, int(swept) if swept else None)


def per_minute(minutes: int = 5) -> dict[str, float]:
    """Return the checks a minute by exchange over the last full minutes; none while Redis is away."""
    try:
        with store().pipeline(transaction=False) as pipeline:
            for ago in range(1, minutes + 1):
                pipeline.hgetall(counting.minute_key(ago))
            found = [_numbers(one) for one in pipeline.execute()]
    except redis.RedisError:
        return {}
    sums: dict[str, float] = defaultdict(float)
    for one in found:
        for exchange, count in one.items():
            sums[exchange] += count / minutes
    return dict(sums)


def claims() -> tuple[int, int]:
    """Return how many connections are being checked, and how many claims expired without anybody taking over."""
    now, claimed = timezone.now(), Connection.objects.filter(claim_token__isnull=False)
    is_held = Q(claimed_until__gt=now)
    # What was paused meanwhile is taken over by nobody, and need not be.
    left = ~is_held & Q(next_check_at__isnull=False)
    found = claimed.aggregate(held=Count("pk", filter=is_held), left=Count("pk", filter=left))
    return found["held"], found["left"]


def open_incidents() -> dict[tuple[str, str], datetime]:
    """Return since when exchanges are down for everybody, by exchange and site."""
    rows = Incident.objects.filter(ended_at=None).values_list("exchange", "site", "started_at")
    return {(exchange, site): at for exchange, site, at in rows}


def waiting_deliveries() -> tuple[int, float]:
    """Return how many notices wait to be delivered, and for how many seconds the longest is overdue."""
    found = Delivery.objects.filter(due_at__isnull=False).aggregate(count=Count("pk"), oldest=Min("due_at"))
    late = (timezone.now() - found["oldest"]).total_seconds() if found["oldest"] else 0.0
    return found["count"], max(0.0, late)


def _numbers(found: Any) -> dict[str, int]:
    return {field.decode(): int(value) for field, value in found.items()}


def split(fields: dict[str, int]) -> Iterator[tuple[list[str], int]]:
    """Yield the parts of each field with its number."""
    for field, number in sorted(fields.items()):
        yield field.split("|"), number
