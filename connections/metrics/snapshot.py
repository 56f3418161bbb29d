"""The whole fleet at one moment, in plain numbers: what `manage.py fleet` shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import redis
from django.utils import timezone

from backfuture import health
from connections import budgets
from connections.metrics import lanes, reading
from connections.metrics.lanes import Lane


@dataclass(frozen=True)
class Snapshot:
    """`counted` is None while Redis is away; `incidents` are open ones by exchange, each with its site."""

    at: datetime
    parts: dict[str, str]
    is_estimated: bool
    lanes: list[Lane]
    per_minute: dict[str, float]
    incidents: dict[tuple[str, str], datetime]
    claims: tuple[int, int]
    deliveries: tuple[int, float]
    counted: reading.Counted | None
    uses: list[budgets.Use]

    def to_json(self) -> dict[str, Any]:
        """Return numbers and codes; durations in seconds."""
        counted, (held, expired), (waiting, late) = self.counted, self.claims, self.deliveries
        swept = counted.swept_at if counted else None
        return {
            "at": self.at.isoformat(timespec="seconds"),
            "parts": self.parts,
            "connections_are_estimated": self.is_estimated,
            "swept_seconds_ago": None if swept is None else max(0, int(self.at.timestamp()) - swept),
            "queues": counted.queues if counted else None,
            "failed_tasks": counted.failures if counted else None,
            "claims": {"held": held, "expired": expired},
            "deliveries": {"waiting": waiting, "oldest_seconds": round(late)},
            "exchanges": [self._lane(lane) for lane in self.lanes],
        }

    def _lane(self, lane: Lane) -> dict[str, Any]:
        mine = [use for use in self.uses if use.exchange == lane.exchange]
        coming = None if lane.next_at is None else round((lane.next_at - self.at).total_seconds())
        return {
            "exchange": lane.exchange,
            "connections": lane.connections,
            "due": lane.due,
            "due_is_more": lane.due >= lanes.MOST,
            "oldest_seconds": round(lane.oldest_seconds(self.at)),
            "next_seconds": coming,
            "per_minute": round(self.per_minute.get(lane.exchange, 0.0), 1),
            "silent": lane.silent,
            "silent_is_more": lane.silent >= lanes.MOST,
            "budget_used": max((one.used for one in mine), default=None),
            "blocked_seconds": round(max((one.blocked_seconds for one in mine), default=0)),
            "incidents": [
                {"site": site, "seconds": round((self.at - since).total_seconds())}
                for (exchange, site), since in sorted(self.incidents.items())
                if exchange == lane.exchange
            ],
        }


def take() -> Snapshot:
    """Return how everything is now; raises a database error where the database is away."""
    try:
        counted, uses = reading.counted(), list(budgets.usage())
    except redis.RedisError:
        counted, uses = None, []
    totals, is_estimated = lanes.connections_by_exchange()
    return Snapshot(
        at=timezone.now(),
        parts=health.parts(),
        is_estimated=is_estimated,
        lanes=lanes.lanes(totals),
        per_minute=reading.per_minute(),
        incidents=reading.open_incidents(),
        claims=reading.claims(),
        deliveries=reading.waiting_deliveries(),
        counted=counted,
        uses=uses,
    )
