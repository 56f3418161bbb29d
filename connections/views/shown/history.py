"""What was: what changed and the checks, newest first."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext

from connections import messages
from connections.findings import Severity
from connections.models import Check, Connection, Role, StatusChange
from connections.models.timeline import Place, Row, timeline
from connections.views.shown.badge import Badge, badge_of
from connections.views.shown.told import Told, tell

FEW, MANY = 8, 50
_CHECKS = 10


@dataclass(frozen=True)
class Line:
    """One thing that happened; `before` is what was shown until then, `who` asked for the check that saw it."""

    at: datetime
    tone: str
    title: str
    before: str
    details: tuple[str, ...]
    who: str


@dataclass(frozen=True)
class Lines:
    rows: tuple[Line, ...]
    older: Place | None


@dataclass(frozen=True)
class Checked:
    at: datetime
    badge: Badge
    ms: int | None
    why: list[str]
    who: str


def lines(connection: Connection, count: int = FEW, after: Place | None = None) -> Lines:
    rows, older = timeline(connection, count, after)
    return Lines(tuple(_line(row, connection) for row in rows), older)


def _line(row: Row, connection: Connection) -> Line:
    who = _who(row.check_run, connection) if row.check_run else ""
    if not isinstance(row, StatusChange):
        told = messages.event(row, connection.exchange_at_site)
        return Line(row.at, told.tone, told.title, "", (told.text,) if told.text else (), who)
    badge, causes = badge_of(row.after), messages.causes(row, connection.exchange_at_site, settings.EGRESS)
    titles = tuple(title for _, title in causes)
    return Line(row.at, badge.tone, badge.label, badge_of(row.before).label, titles, who)


def checks(connection: Connection) -> list[Checked]:
    rows = connection.checks.exclude(finished_at=None)[:_CHECKS]
    return [_checked(row, connection) for row in rows]


def _checked(row: Check, connection: Connection) -> Checked:
    return Checked(
        row.finished_at or row.requested_at,
        badge_of(row.verdict) if row.verdict else Badge("", gettext("Not judged")),
        row.duration_ms,
        [told.title for told in tell(row.findings, connection.exchange_at_site)],
        _who(row, connection),
    )


def _who(check: Check, connection: Connection) -> str:
    if check.role == Role.CANDIDATE:
        return gettext("Check of a new key")
    return messages.asked_by_label(check.asker(connection.user_id))


def refused_replacement(connection: Connection) -> list[Told]:
    """Return why the last new key was not taken, as long as nothing was checked since."""
    last = connection.checks.exclude(finished_at=None).first()
    if last is None or last.role != Role.CANDIDATE or last.verdict in {"connected", "limited"}:
        return []
    return tell(
        (one for one in last.findings if one.severity is not Severity.WARNING), connection.exchange_at_site
    )
