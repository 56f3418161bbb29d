"""The end of a replacement that waited for an answer: destroyed, written into the history, its user told."""

from collections.abc import Sequence

from django.utils import timezone

from accounts import audit
from connections import notices
from connections.drift import Drift
from connections.findings import EventCode
from connections.models import Connection, Credentials, Role
from connections.transitions import happening
from connections.transitions.outcome import Change


def drop(rows: Sequence[Connection], *, is_answered: bool) -> None:
    """Destroy what is held of these connections, locked by the caller; without an answer, its user is told."""
    Credentials.objects.filter(Credentials.HELD, connection__in=rows, role=Role.CANDIDATE).delete()
    asked = [row for row in rows if row.account_question]  # the others were answered meanwhile
    changes = [_change(row, is_answered=is_answered) for row in asked]
    Connection.objects.filter(pk__in=[row.pk for row in asked]).update(account_question=None)
    happening.write(changes, {}, timezone.now())
    if not is_answered:
        notices.send(changes)
        entries = (audit.Entry("connection.account_unanswered", row.user, row) for row in asked)
        audit.record_many(entries, actor=None)


def _change(row: Connection, *, is_answered: bool) -> Change:
    asked = row.account_question or {}
    told = {name: asked[name] for name in ("hint", "was", "now") if asked.get(name)}
    code = EventCode.REPLACEMENT_DECLINED if is_answered else EventCode.REPLACEMENT_UNANSWERED
    row.account_question = None
    return Change(row, row.status, str(row.verdict), (), "unanswered", drifts=(Drift(code, told),))
