"""Claim rows for a check: one conditional UPDATE, and a claim expires, so nothing is ever stuck."""

import uuid
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from connections import incidents
from connections.models import Check, Connection


def due_ids() -> list[int]:
    """Return what is due now, the longest overdue first, as many as one sweep takes."""
    closed = incidents.standstill()
    due = Connection.objects.due(timezone.now())
    for code, sites in closed.sites.items():
        due = due.exclude(exchange=code, site__in=sites)
    return list(due.values_list("pk", flat=True)[: settings.SWEEP_LIMIT])


def still_asked(ids: Sequence[int]) -> list[int]:
    """Return those that somebody waits for and that another worker held when we came."""
    now = timezone.now()
    held = Connection.objects.filter(id__in=ids, check_requested_at__isnull=False, claimed_until__gt=now)
    return list(held.values_list("pk", flat=True))


def claim(ids: Sequence[int], *, only_due: bool) -> list[Connection]:
    """Claim what nobody else holds, by one conditional UPDATE; a claim expires, so nothing is ever stuck."""
    now, token = timezone.now(), uuid.uuid4()
    free = Connection.objects.unclaimed(now).filter(id__in=ids)
    if only_due:
        free = free.filter(next_check_at__lte=now)
    until = now + timedelta(seconds=settings.CLAIM_SECONDS)
    if not free.update(claim_token=token, claimed_until=until):
        return []
    claimed = list(Connection.objects.filter(claim_token=token))
    Check.objects.filter(connection__in=claimed, finished_at=None).update(started_at=now)
    return claimed
