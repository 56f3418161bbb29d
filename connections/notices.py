"""Tell people what changed: one notice per change, written in the transaction of the change.

What they were told is noted on the row, which is locked then: so nothing is told twice, and what was held back is told
with the next look. A problem that comes and goes is told once in some hours; its end only to whoever was told of it.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.conf import settings
from django.utils import timezone

from connections.drift import Drift
from connections.expiry import EndKind, end_of
from connections.findings import Finding, Verdict
from connections.messages import incidents, operators, summary
from connections.messages.notices import WORDINGS
from connections.models import Connection
from notifications import services, words

_ALL = {**WORDINGS, **incidents.WORDINGS, **operators.WORDINGS, **summary.WORDINGS}
for _code, (_severity, _wording) in _ALL.items():
    words.register(_code, _severity, _wording)

# What people believe of a connection after each notice, and how bad that is.
_SAYS = {
    "connection_recovered": Verdict.CONNECTED,
    "connection_limited": Verdict.LIMITED,
    "connection_action_required": Verdict.ACTION_REQUIRED,
    "connection_quarantined": Verdict.QUARANTINED,
}
_CODES = {str(verdict): code for code, verdict in _SAYS.items()}
_ORDER = [str(verdict) for verdict in _SAYS.values()]
_WORKING = frozenset({Verdict.CONNECTED, Verdict.LIMITED})
# Never held back: nobody may believe that such a key is in use.
_ALWAYS = frozenset({"connection_quarantined", "connection_recovered"})


class Change(Protocol):
    """What has to be known of a change to tell of it; transitions, which stand above, bring it."""

    @property
    def connection(self) -> Connection: ...
    @property
    def verdict_before(self) -> str: ...
    @property
    def findings(self) -> tuple[Finding, ...]: ...
    @property
    def replacement(self) -> str: ...
    @property
    def is_destroyed(self) -> bool: ...
    @property
    def drifts(self) -> tuple[Drift, ...]: ...


def send(changes: Sequence[Change]) -> None:
    """Notify the owners of connections whose change is worth a message; two more queries, and none for no news."""
    now = timezone.now()
    news = [(change, code) for change in changes for code in _codes(change, now)]
    if not news:
        return
    for change, code in news:
        _note(change.connection, code, now)
    Connection.objects.bulk_update({change.connection for change, _ in news}, ["told"])
    services.notify_many(_notice(change, code) for change, code in news)


def remind(rows: Sequence[tuple[Connection, list[str]]]) -> None:
    """Remind the owners of keys that end, each with the names of what runs there, which stops with the key."""
    services.notify_many(
        services.Notice(row.user_id, "key_ends", _reminder(row, names), f"/connections/{row.pk}/")
        for row, names in rows
        if row.expires_at
    )


def _reminder(row: Connection, names: list[str]) -> dict[str, Any]:
    end = end_of(row.exchange_at_site, row.passport, is_checked=row.paused_at is None)
    kind = EndKind.INACTIVITY if end.kind is EndKind.INACTIVITY else EndKind.FIXED
    at = row.expires_at.isoformat() if row.expires_at else None
    return {**_about(row), "at": at, "kind": str(kind), "running": names}


def is_waiting(row: Connection) -> bool:
    """Say whether something was held back that its user has to be told of, if it lasts."""
    told = _told(row)
    return bool(told) and str(_SAYS[told]) != row.verdict


def _codes(change: Change, now: datetime) -> Iterator[str]:
    if change.is_destroyed:
        yield "credentials_destroyed"
    elif change.replacement:
        yield f"replacement_{change.replacement}"
    elif not change.connection.unreachable_since and (code := _news(change, now)):
        yield code
    elif change.connection.verdict in _WORKING and any(one.is_security for one in change.drifts):
        # Never held back: each of them is news, and the next one may be the worse.
        yield "connection_changed"


def _news(change: Change, now: datetime) -> str:
    """Return what to tell of how a connection is; empty for nothing, and where it is held back."""
    code = _unknown(change)
    lately = _told_at(change.connection, code)
    is_free = lately is None or now - lately >= timedelta(hours=settings.NOTICE_HOURS)
    return code if is_free or code in _ALWAYS else ""


def _unknown(change: Change) -> str:
    """Return what its user does not know yet of a connection, empty for nothing.

    Who was told nothing so far saw what the first check found; that this is better now they see as well.
    """
    verdict, told = str(change.connection.verdict), _told(change.connection)
    believed = str(_SAYS[told]) if told else change.verdict_before
    code = _CODES.get(verdict, "")
    if verdict == believed or not code:
        return ""
    if verdict == Verdict.QUARANTINED or told:
        return code
    is_worse = believed in _ORDER and _ORDER.index(verdict) > _ORDER.index(believed)
    return code if is_worse else ""


def _told(row: Connection) -> str:
    """Return what a user was told last of how their connection is."""
    known = [code for code in row.told if code in _SAYS]
    return max(known, key=lambda code: str(row.told[code]), default="")


def _told_at(row: Connection, code: str) -> datetime | None:
    return datetime.fromisoformat(row.told[code]) if code in row.told else None


def _note(row: Connection, code: str, now: datetime) -> None:
    """Note what was told; of a new key nothing was told yet."""
    row.told = {} if code == "replacement_done" else {**row.told, code: now.isoformat()}


def _notice(change: Change, code: str) -> services.Notice:
    row, findings = change.connection, [finding.to_json() for finding in change.findings]
    events = [{"code": str(one.code), "params": dict(one.params)} for one in change.drifts]
    told = {**_about(row), "findings": findings, "events": events}
    if row.account_question:
        told["question"] = row.account_question
    return services.Notice(row.user_id, code, told, f"/connections/{row.pk}/")


def _about(row: Connection) -> dict[str, Any]:
    return {"name": row.name, "exchange": row.exchange, "site": row.site, "connection": row.pk}
