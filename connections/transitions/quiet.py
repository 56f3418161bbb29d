"""How most rechecks end: nothing has changed. One statement for all of them, and no row is read again."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from backfuture.lib import bulk
from connections import notices
from connections.models import Connection, Role
from connections.transitions import days
from connections.transitions.outcome import Change, Outcome
from connections.transitions.schedule import next_check

_GUARDS = ("claim_token", "credentials_version", "is_in_use")
_EMPTY = ("check_requested_at", "paused_at", "unreachable_since")


def write(outcomes: Sequence[Outcome], now: datetime) -> tuple[list[Change], list[Outcome]]:
    """Note that the unchanged were looked at; return them, and the outcomes that have to be settled row by row.

    Of these are the rows in which something was written meanwhile: a pause, a new key, somebody who asks.
    """
    found = {one.connection_id: (one, row) for one in outcomes if (row := _unchanged(one)) is not None}
    if not found:
        return [], list(outcomes)
    with transaction.atomic():
        written = _write(found.values(), now)
        looks = [_look(*found[pk], now) for pk in written]
        days.add(looks, now)
    return [change for _, change in looks], [one for one in outcomes if one.connection_id not in written]


def _write(found: Iterable[tuple[Outcome, Connection]], now: datetime) -> set[int]:
    return bulk.update(
        Connection,
        [
            (
                row.pk,
                next_check(row, one.report, now),
                one.report.at,
                row.claim_token,
                one.version,
                row.is_in_use,
            )
            for one, row in found
        ],
        ("next_check_at", "introduced_at"),
        guards=_GUARDS,
        same={"checked_at": now, "claim_token": None, "claimed_until": None},
        empty=_EMPTY,
    )


def _look(outcome: Outcome, row: Connection, now: datetime) -> tuple[Outcome, Change]:
    row.checked_at, row.introduced_at = now, outcome.report.at
    row.claim_token = row.claimed_until = None
    return outcome, Change(row, row.status, str(row.verdict), outcome.judgement.findings)


def _unchanged(outcome: Outcome) -> Connection | None:
    """Return the row as it was claimed, where a light look at the key in use saw what was known."""
    row, judgement = outcome.row, outcome.judgement
    if row is None or outcome.role != Role.ACTIVE or not outcome.report.is_light or not row.is_key_proven:
        return None
    if judgement.verdict is not None or judgement.is_unreachable:
        return None
    if notices.is_waiting(row):
        return None
    is_same = row.stored_findings == [finding.to_json() for finding in judgement.findings]
    return row if is_same else None
