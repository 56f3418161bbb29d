"""Pause and resume: a paused connection is not asked anything, unless it is quarantined."""

from django.db import transaction
from django.utils import timezone

from connections.findings import Verdict
from connections.models import Connection, StatusChange
from connections.transitions.expiring import foresee, reminder_due
from connections.transitions.outcome import Change
from connections.transitions.telling import tell


@transaction.atomic
def pause(connection: Connection) -> None:
    """Pause; a quarantined key keeps being looked at, or a pause would stop the clock that destroys it."""
    row = Connection.objects.select_for_update().get(pk=connection.pk)
    before = row.status
    if row.paused_at is None:
        row.paused_at = timezone.now()
        # What somebody asked for before stays due: its place in the queue may be lost, and it would be open for ever.
        if row.verdict != Verdict.QUARANTINED and row.check_requested_at is None:
            row.next_check_at = None
        _foresee(row)
        _write(row, before)
    connection.paused_at, connection.next_check_at = row.paused_at, row.next_check_at
    _tell_later(row, before)


@transaction.atomic
def resume(connection: Connection) -> None:
    """Resume, and make it due at once: what was known while it was paused may be old."""
    row = Connection.objects.select_for_update().get(pk=connection.pk)
    before = row.status
    if row.paused_at is not None:
        row.paused_at = None
        row.next_check_at = timezone.now() if row.has_credentials else None
        _foresee(row)
        _write(row, before)
    connection.paused_at, connection.next_check_at = row.paused_at, row.next_check_at
    _tell_later(row, before)


def _foresee(row: Connection) -> None:
    """Note an end that comes or goes with our checks; who pauses reads of it on the page, and needs no reminder."""
    before = row.expires_at
    foresee(row)
    if before is None and row.expires_at is not None:
        row.expiry_told_days = reminder_due(row.expires_at, timezone.now())


def _write(row: Connection, before: str) -> None:
    row.save(update_fields=["paused_at", "next_check_at", "expires_at", "expiry_told_days"])
    if row.status != before:
        StatusChange.objects.create(connection=row, at=timezone.now(), before=before, after=row.status)


def _tell_later(row: Connection, before: str) -> None:
    """Tell of it once it is committed, also of what was so before: whoever missed it may be told by asking again."""
    change = Change(row, before, str(row.verdict), row.findings)
    transaction.on_commit(lambda: tell([change]))
