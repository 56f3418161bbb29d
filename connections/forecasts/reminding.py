"""Remind of keys that end: once for each of the days ahead, also of keys that are not looked at."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from connections import notices
from connections.dependants import running_on
from connections.findings import Verdict
from connections.models import Connection
from connections.transitions import reminder_due

_BATCH = 200
# Of a key that does not work its user was told that they must act; a new or repaired one is reminded of then.
_WORKING = (Verdict.CONNECTED, Verdict.LIMITED)


def remind() -> int:
    """Send every reminder that is due and return how many; of several that were missed only the nearest."""
    sent = 0
    while batch := _remind(timezone.now()):
        sent += batch
    return sent


@transaction.atomic
def _remind(now: datetime) -> int:
    """Remind of some keys, in as many queries for one as for a batch; what somebody else reminds of is left to them."""
    skips = connection.features.has_select_for_update_skip_locked
    due = Connection.objects.filter(_is_due(now), verdict__in=_WORKING)
    rows = list(due.select_for_update(skip_locked=skips).order_by("expires_at")[:_BATCH])
    told: dict[int | None, list[int]] = defaultdict(list)
    for row in rows:
        told[reminder_due(row.expires_at, now) if row.expires_at else None].append(row.pk)
    for days, ids in told.items():
        Connection.objects.filter(pk__in=ids).update(expiry_told_days=days)
    running = running_on([row.pk for row in rows])
    notices.remind([(row, running[row.pk]) for row in rows])
    return len(rows)


def _is_due(now: datetime) -> Q:
    """Return the rows that reached one of the days ahead and were not told of it or of a nearer one."""
    furthest = timedelta(days=max(settings.EXPIRY_REMINDER_DAYS))
    reached = Q()
    for days in settings.EXPIRY_REMINDER_DAYS:
        untold = Q(expiry_told_days=None) | Q(expiry_told_days__gt=days)
        reached |= Q(expires_at__lte=now + timedelta(days=days)) & untold
    # The bounds by themselves, for the index.
    return Q(expires_at__gt=now, expires_at__lte=now + furthest) & reached
