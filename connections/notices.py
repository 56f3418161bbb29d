"""Tell people what changed: one notice per change, written in the transaction of the change."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from connections.drift import Drift
from connections.findings import Finding, Verdict
from connections.messages.notices import WORDINGS
from connections.models import Connection
from notifications import services, words

for _code, (_severity, _wording) in WORDINGS.items():
    words.register(_code, _severity, _wording)

_WORKING = {Verdict.CONNECTED, Verdict.LIMITED}
_BROKEN = {Verdict.ACTION_REQUIRED, Verdict.QUARANTINED}


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
    """Notify the owners of connections whose change is worth a message."""
    services.notify_many(
        services.Notice(
            change.connection.user_id, code, _params(change), f"/connections/{change.connection.pk}/"
        )
        for change in changes
        for code in _codes(change)
    )


def _codes(change: Change) -> Iterator[str]:
    now, before = change.connection.verdict, change.verdict_before
    if change.is_destroyed:
        yield "credentials_destroyed"
    elif change.replacement:
        yield f"replacement_{change.replacement}"
    elif now == before:
        if now in _WORKING and any(one.is_security for one in change.drifts):
            yield "connection_changed"
    elif now == Verdict.QUARANTINED:
        yield "connection_quarantined"
    elif now == Verdict.ACTION_REQUIRED and before in _WORKING:
        yield "connection_action_required"
    elif now in _WORKING and before in _BROKEN:
        yield "connection_recovered"


def _params(change: Change) -> dict[str, Any]:
    row, findings = change.connection, [finding.to_json() for finding in change.findings]
    about = {"name": row.name, "exchange": row.exchange, "site": row.site, "connection": row.pk}
    asked = {"question": row.account_question} if row.account_question else {}
    events = [{"code": str(one.code), "params": dict(one.params)} for one in change.drifts]
    return {**about, "findings": findings, "events": events, **asked}
