"""What a look says about the key that others did to it, and the rows of the history that tell of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from backfuture.lib.text import clean
from connections import drift
from connections.drift import Drift
from connections.findings import Judgement
from connections.models import Check, Connection, Event, Role
from connections.transitions.outcome import Change, Outcome


def drifts(row: Connection, outcome: Outcome, judgement: Judgement) -> tuple[Drift, ...]:
    """Return how the key in use has changed since it was last looked at; `row` is as it was before this look."""
    if outcome.role != Role.ACTIVE or outcome.report.is_light or not row.stored_passport:
        return ()
    found = drift.refused(row.passport, row.findings, judgement, outcome.report.at, row.egress)
    if judgement.passport is None:
        return found
    return (*found, *drift.between(row.passport, judgement.passport))


def write(changes: Iterable[Change], checks: Mapping[int, Check], now: datetime) -> None:
    """Write the events of a group, with the checks that found them by connection; nothing where nothing happened."""
    rows = [_event(change, one, checks, now) for change in changes for one in change.drifts]
    if rows:
        Event.objects.bulk_create(rows)


def _event(change: Change, one: Drift, checks: Mapping[int, Check], now: datetime) -> Event:
    row = change.connection
    params = {name: _cleaned(value) for name, value in one.params.items()}
    about = {"code": str(one.code), "params": params, "is_security": one.is_security}
    return Event(connection=row, check_run=checks.get(row.pk), at=now, **about)


def _cleaned(value: Any) -> Any:
    """Return what is said of a change without what no database or page should get: texts are the exchange's."""
    if isinstance(value, str):
        return clean(value, 100, one_line=True)
    return [_cleaned(one) for one in value] if isinstance(value, list) else value
