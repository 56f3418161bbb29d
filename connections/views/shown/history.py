"""What was: changes of the status and the checks, newest first."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from connections.findings import Finding, Severity
from connections.models import Check, Connection, Role, StatusChange
from connections.views.shown.badge import Badge, badge_of
from connections.views.shown.told import Told, tell, title

_SHOWN = 20


@dataclass(frozen=True)
class Changed:
    at: datetime
    before: Badge
    after: Badge
    why: list[str]


@dataclass(frozen=True)
class Checked:
    at: datetime
    badge: Badge
    kind: str
    seconds: float | None
    why: list[str]


def changes(connection: Connection) -> list[Changed]:
    rows = connection.status_changes.select_related("check_run")[:_SHOWN]
    return [
        Changed(row.at, badge_of(row.before), badge_of(row.after), _titles(row, connection)) for row in rows
    ]


def _titles(row: StatusChange, connection: Connection) -> list[str]:
    """Return the headlines of the causes; a code alone would name one where the check left several."""
    found = {str(one.code): one for one in row.check_run.findings} if row.check_run else {}
    exchange = connection.exchange_at_site
    return [title(found.get(code, Finding(code)), exchange) for code in row.codes]


def checks(connection: Connection) -> list[Checked]:
    rows = connection.checks.exclude(finished_at=None)[:_SHOWN]
    return [_checked(row, connection) for row in rows]


def _checked(row: Check, connection: Connection) -> Checked:
    return Checked(
        row.finished_at or row.requested_at,
        badge_of(row.verdict) if row.verdict else Badge("", gettext("Not judged")),
        _kind(row),
        row.duration_ms / 1000 if row.duration_ms is not None else None,
        [told.title for told in tell(row.findings, connection.exchange_at_site)],
    )


def _kind(row: Check) -> str:
    if row.role == Role.CANDIDATE:
        return gettext("Check of a new key")
    if row.requested_by_id is None:
        return gettext("Routine check")
    return gettext("Check on request")


def refused_replacement(connection: Connection) -> list[Told]:
    """Return why the last new key was not taken, as long as nothing was checked since."""
    last = connection.checks.exclude(finished_at=None).first()
    if last is None or last.role != Role.CANDIDATE or last.verdict in {"connected", "limited"}:
        return []
    return tell(
        (one for one in last.findings if one.severity is not Severity.WARNING), connection.exchange_at_site
    )
