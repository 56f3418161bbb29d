"""Note on a connection when its key stops by itself, so that its user can be reminded in time."""

from datetime import datetime, timedelta

from django.conf import settings

from connections.expiry import end_of
from connections.models import Connection

# Exchanges that tell days and no date make them begin whenever they like: this much is the same end.
_SAME = timedelta(days=1)


def foresee(row: Connection) -> None:
    """Change a row in memory to when its key ends; an end that moved has its reminders anew."""
    before = row.expires_at
    row.expires_at = _end(row)
    if before is None or row.expires_at is None or abs(row.expires_at - before) > _SAME:
        row.expiry_told_days = None


def reminder_due(at: datetime, now: datetime) -> int | None:
    """Return the nearest of the days ahead at which a reminder of this end is due, None while it is far off."""
    reached = [days for days in settings.EXPIRY_REMINDER_DAYS if at - now <= timedelta(days=days)]
    return min(reached, default=None)


def _end(row: Connection) -> datetime | None:
    if not row.has_credentials or not row.stored_passport:
        return None
    return end_of(row.exchange_at_site, row.passport, is_checked=row.paused_at is None).at
