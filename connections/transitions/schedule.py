"""When to look again."""

import random
from datetime import datetime, timedelta

from django.conf import settings

from connections.findings import Judgement, Report, Verdict
from connections.models import Connection

_JITTER = 0.1
_FIRST_RETRY = 5.0
_MOST_LOOKS = 100
_WORKING = frozenset({Verdict.CONNECTED, Verdict.LIMITED})


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
        return now + timedelta(seconds=_spread(_patience(row, report, now, is_candidate=is_candidate)))
    return now + timedelta(seconds=_spread(usual(row)))


def usual(row: Connection) -> float:
    """Return how many seconds lie between two looks at a connection whose exchange answers."""
    if row.verdict == Verdict.ACTION_REQUIRED:
        # Nothing changes before its user acts, and is looked at at once when they ask.
        doubled = settings.FRUITLESS_SECONDS * 2.0 ** max(0, row.fruitless_looks - 1)
        return min(doubled, settings.FRUITLESS_MOST_SECONDS)
    is_relied_on = row.is_in_use and row.verdict in _WORKING
    return settings.IN_USE_SECONDS if is_relied_on else settings.RECHECK_SECONDS


def fruitless_looks(row: Connection, judgement: Judgement, *, is_asked: bool) -> int:
    """Return how many looks in a row found that the user must act; it begins anew with somebody who asks."""
    if judgement.verdict is None:
        return row.fruitless_looks
    if judgement.verdict is not Verdict.ACTION_REQUIRED:
        return 0
    return 1 if is_asked else min(row.fruitless_looks + 1, _MOST_LOOKS)


def _patience(row: Connection, report: Report, now: datetime, *, is_candidate: bool) -> float:
    """Return how long to leave an exchange alone: as long as it has been silent, so that the waits double."""
    silent = (now - row.unreachable_since).total_seconds() if row.unreachable_since else 0.0
    # Whoever says to come back in ten years is looked at once a day all the same: much may happen to a key.
    least = max(_FIRST_RETRY, min(report.retry_after or 0, settings.FULL_CHECK_SECONDS))
    if row.verdict == Verdict.ACTION_REQUIRED and not is_candidate:
        # It did not work before either: nobody waits for the exchange to come back for this key.
        least = max(least, min(usual(row), settings.RECHECK_SECONDS))
    return max(least, min(silent, settings.RETRY_SECONDS))


def _spread(seconds: float) -> float:
    """Return the interval with jitter, so that what was connected together is not asked together for ever."""
    return seconds * random.uniform(1, 1 + _JITTER)  # noqa: S311
