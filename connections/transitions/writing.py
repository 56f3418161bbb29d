"""Write outcomes down: conditional on claim and credentials version, all rows of a group in one transaction."""

import logging
from collections.abc import Sequence

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.utils import timezone

from accounts import audit
from connections import notices
from connections.findings import Verdict
from connections.transitions import days, quiet
from connections.transitions.group import Group
from connections.transitions.leaving import put_off
from connections.transitions.outcome import Change, Outcome
from connections.transitions.telling import tell

logger = logging.getLogger(__name__)
_DEADLOCK = "40P01"


def apply(outcomes: Sequence[Outcome]) -> None:
    """Write a group of outcomes; one whose claim or credentials are no longer those it began with is dropped."""
    if not outcomes:
        return
    unchanged, others = _write_unchanged(outcomes)
    try:
        changes = _write(others) if others else []
    except (OperationalError, InterfaceError) as error:
        if not _is_deadlock(error):
            raise  # the database is away: nothing can be written, row by row neither
        changes = [change for outcome in others for change in _write_one(outcome)]
    except Exception:  # noqa: BLE001  (one connection's trouble must not cost the others what was found of them)
        changes = [change for outcome in others for change in _write_one(outcome)]
    tell([*unchanged, *changes])


def _is_deadlock(error: Exception) -> bool:
    """Say whether the database stopped us so that somebody else could go on: tried again, it works."""
    return getattr(error.__cause__, "sqlstate", "") == _DEADLOCK


def _write_unchanged(outcomes: Sequence[Outcome]) -> tuple[list[Change], list[Outcome]]:
    """Write those that are as they were; return the changes, and what is to be written row by row."""
    try:
        return quiet.write(outcomes, timezone.now())
    except OperationalError as error:
        if not _is_deadlock(error):
            raise
        return [], list(outcomes)


def _write_one(outcome: Outcome) -> list[Change]:
    """Write one alone; what cannot be written is put off, so that it is asked again, but not all the time."""
    try:
        return _write([outcome])
    except IntegrityError:
        # Two people proved the same key at the same moment: the later one is told.
        return _write([outcome], is_contested=True)
    except (OperationalError, InterfaceError) as error:
        if not _is_deadlock(error):
            raise
        return []  # twice in a row: its claim expires, and it is asked again
    except Exception as error:  # noqa: BLE001
        # Only the name: the text may quote what was to be written.
        logger.error("connection %s cannot be written: %s", outcome.connection_id, type(error).__name__)  # noqa: TRY400
        put_off([outcome.row] if outcome.row else [])
        return []


@transaction.atomic
def _write(outcomes: Sequence[Outcome], *, is_contested: bool = False) -> list[Change]:
    group = Group(outcomes, timezone.now())
    current = [outcome for outcome in outcomes if group.is_current(outcome)]
    group.let_go(outcome for outcome in outcomes if not group.is_current(outcome))
    changes = [group.settle(outcome, is_contested=is_contested) for outcome in current]
    group.save(changes)
    days.add(zip(current, changes, strict=True), group.now)
    notices.send(changes)
    for change in changes:
        _leave_trace(change)
    return changes


def _leave_trace(change: Change) -> None:
    """Note in the audit trail what the platform did by itself to somebody's key."""
    row = change.connection
    if row.verdict == Verdict.QUARANTINED != change.verdict_before:
        audit.record("connection.quarantined", actor=None, subject=row.user, target=row)
    if change.is_destroyed:
        audit.record("credentials.destroyed", actor=None, subject=row.user, target=row)
