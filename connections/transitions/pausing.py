"""Pause and resume: a paused connection is not asked anything, unless it is quarantined."""

from django.db import transaction
from django.utils import timezone

from connections.findings import Verdict
from connections.models import Connection, StatusChange


@transaction.atomic
def pause(connection: Connection) -> None:
    """Pause; a quarantined key keeps being looked at, or a pause would stop the clock that destroys it."""
    row = Connection.objects.select_for_update().get(pk=connection.pk)
    if row.paused_at is None:
        before, row.paused_at = row.status, timezone.now()
        if row.verdict != Verdict.QUARANTINED:
            row.next_check_at = None
        _write(row, before)
    connection.paused_at, connection.next_check_at = row.paused_at, row.next_check_at


@transaction.atomic
def resume(connection: Connection) -> None:
    """Resume, and make it due at once: what was known while it was paused may be old."""
    row = Connection.objects.select_for_update().get(pk=connection.pk)
    if row.paused_at is not None:
        before, row.paused_at = row.status, None
        row.next_check_at = timezone.now() if row.has_credentials else None
        _write(row, before)
    connection.paused_at, connection.next_check_at = row.paused_at, row.next_check_at


def _write(row: Connection, before: str) -> None:
    row.save(update_fields=["paused_at", "next_check_at"])
    if row.status != before:
        StatusChange.objects.create(connection=row, at=timezone.now(), before=before, after=row.status)
