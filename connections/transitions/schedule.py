"""When to look again."""

import random
from datetime import datetime, timedelta

from django.conf import settings

from connections.findings import Report, Verdict
from connections.models import Connection

_JITTER = 0.1
_FIRST_RETRY = 5.0


def next_check(
    row: Connection, report: Report, now: datetime, *, is_open: bool = False, is_candidate: bool = False
) -> datetime | None:
    """Return when a connection is due next; None where there is nothing to look at.

    `is_open` says that somebody waits for another check, `is_candidate` that a replacement waits to be judged.
    """
    if is_open:
        return now
    is_resting = row.paused_at is not None and row.verdict != Verdict.QUARANTINED
    if not is_candidate and (is_resting or not row.has_credentials):
        return None
    if row.unreachable_since or is_candidate:
        return now + timedelta(seconds=_spread(_patience(row, report, now)))
    return now + timedelta(seconds=_spread(settings.RECHECK_SECONDS))


def _patience(row: Connection, report: Report, now: datetime) -> float:
    """Return how long to leave an exchange alone: as long as it has been silent, so that the waits double."""
    silent = (now - row.unreachable_since).total_seconds() if row.unreachable_since else 0.0
    least = max(_FIRST_RETRY, report.retry_after or 0)
    return max(least, min(silent, settings.RETRY_SECONDS))


def _spread(seconds: float) -> float:
    """Return the interval with jitter, so that what was connected together is not asked together for ever."""
    return seconds * random.uniform(1, 1 + _JITTER)  # noqa: S311
