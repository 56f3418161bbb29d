"""Settle what nobody's news settles: waits that end, and what a listener that failed has left behind."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from connections.findings import Verdict
from strategies.models import State, Strategy
from strategies.standing.following import settle

logger = logging.getLogger(__name__)


def settle_due() -> int:
    """Decide anew where somebody waits or something runs against its connection; return how many were looked at."""
    due = list(_due())
    for start in range(0, len(due), settings.CHUNK_SIZE):
        try:
            settle(due[start : start + settings.CHUNK_SIZE])
        except Exception:  # the others are settled all the same; this one is due again
            logger.exception("a batch of strategies could not be settled")
    return len(due)


def _due() -> list[int]:
    """Return connections; what is settled lastingly is not looked at every time, only shortly after a check."""
    enabled, suspended = Q(state=State.ENABLED), Q(state=State.SUSPENDED)
    is_against = Q(connection__paused_at__isnull=False) | Q(
        connection__verdict__in=(Verdict.QUARANTINED, Verdict.ACTION_REQUIRED)
    )
    since = timezone.now() - timedelta(seconds=settings.ENABLE_WAIT_SECONDS)
    is_news = Q(connection__checked_at__gt=since)
    is_limited = Q(connection__verdict=Verdict.LIMITED)
    # Another limit, or money that a neighbour has let go, may be all that one needs to come back.
    neighbours = Strategy.objects.filter(connection=OuterRef("connection"))
    is_moved = Exists(neighbours.filter(Q(state_at__gt=since) | Q(updated_at__gt=since)))
    rows = Strategy.objects.filter(
        Q(enable_requested_at__isnull=False)
        | enabled & is_against
        | enabled & is_limited & is_news
        | suspended & ~is_against & (is_news | is_moved),
        connection__isnull=False,
    )
    ids = rows.order_by("connection_id").values_list("connection_id", flat=True).distinct()
    return [pk for pk in ids[: settings.SWEEP_LIMIT] if pk is not None]
