"""The rows of one group of outcomes: locked and read in bulk, settled in memory, written in bulk."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import QuerySet

from backfuture.lib import bulk
from connections.findings import Judgement
from connections.models import Check, Connection, Credentials, Role, StatusChange
from connections.transitions import happening, settling
from connections.transitions.keys import Keys
from connections.transitions.outcome import Change, Outcome
from connections.transitions.schedule import fruitless_looks, next_check

_WRITTEN = (
    *(
        "verdict",
        "unreachable_since",
        "stored_findings",
        "stored_passport",
        "introduced",
        "introduced_at",
        "is_key_proven",
    ),
    *("balances", "balances_at", "quarantined_seconds", "credentials_destroyed_at", "credentials_version"),
    *("key_hash", "key_hint", "key_kind", "site", "is_made_here", "expires_at", "expiry_told_days"),
    *("checked_at", "full_checked_at", "check_requested_at", "next_check_at", "fruitless_looks"),
    *("claim_token", "claimed_until"),
)
_FINISHED = (
    "role",
    "is_light",
    "finished_at",
    "verdict",
    "stored_findings",
    "stored_passport",
    "duration_ms",
)
_NEW = ("connection_id", "requested_at", "started_at", *_FINISHED)
# Long, and written by nobody but whoever holds the claim.
_OF_CLAIM = ("stored_passport", "introduced")


class Group:
    """Use inside one transaction: construct, settle() each current outcome, save() once."""

    def __init__(self, outcomes: Sequence[Outcome], now: datetime) -> None:
        ids = [outcome.connection_id for outcome in outcomes]
        tokens = {outcome.claim_token for outcome in outcomes}
        rows = Connection.objects.in_order().filter(id__in=ids, claim_token__in=tokens)
        self.now = now
        self.rows = _read(rows, [outcome.row for outcome in outcomes])
        self.before = {pk: _values(row, _WRITTEN) for pk, row in self.rows.items()}
        sealed = Credentials.objects.defer("api_key", "secret", "passphrase")
        self.keys = Keys(sealed.filter(connection__in=self.rows), now)
        waiting = Check.objects.filter(connection__in=self.rows, finished_at=None)
        self.waiting = {check.connection_id: check for check in waiting}
        self.owners = _owners(self.keys.every.values())
        self.finished: dict[int, Check] = {}

    def is_current(self, outcome: Outcome) -> bool:
        """Say whether an answer is about the key that is stored now: a late one writes nothing."""
        row = self.rows.get(outcome.connection_id)
        credentials = self.keys.every.get(outcome.credentials_id)
        is_held = row is not None and row.claim_token == outcome.claim_token
        return is_held and credentials is not None and credentials.version == outcome.version

    def let_go(self, late: Iterable[Outcome]) -> None:
        """Release claims whose credentials are gone by now: what took their place need not wait until they expire."""
        for outcome in late:
            row = self.rows.get(outcome.connection_id)
            if row is not None and row.claim_token == outcome.claim_token:
                row.claim_token = row.claimed_until = None

    def settle(self, outcome: Outcome, *, is_contested: bool = False) -> Change:
        """Change a row to what a check found and return the change."""
        row, credentials = self.rows[outcome.connection_id], self.keys.every[outcome.credentials_id]
        before, verdict_before = row.status, str(row.verdict)
        judgement = outcome.judgement
        owner = self.owners.get(credentials.key_hash, row.pk)
        if judgement.passport is not None and (owner != row.pk or is_contested):
            judgement = settling.already_connected(judgement)
        if outcome.role == Role.ACTIVE:
            judgement = settling.held(row, judgement)
        drifts = happening.drifts(row, outcome, judgement)
        replacement = self.keys.replace(row, credentials, judgement)
        if outcome.role == Role.ACTIVE or replacement == "done":
            settling.settle(row, outcome.report, judgement, self.now)
            row.fruitless_looks = fruitless_looks(row, judgement, is_asked=row.pk in self.waiting)
        is_destroyed = settling.is_overdue(row) and row.has_credentials
        if is_destroyed:
            row.credentials_destroyed_at, row.expires_at = self.now, None
            self.keys.destroy(row)
        self._finish(row, outcome, judgement)
        told = drifts or self.keys.drifts.get(row.pk, ())
        return Change(row, before, verdict_before, judgement.findings, replacement, is_destroyed, drifts=told)

    def _finish(self, row: Connection, outcome: Outcome, judgement: Judgement) -> None:
        """Write the check down, release the claim, and say when to look again."""
        check = self.waiting.get(row.pk)
        asked_meanwhile = check is not None and check.started_at is None
        if check is None and not outcome.report.is_light and not self._is_silent_still(row, outcome):
            check = Check(connection=row, requested_at=outcome.report.at, started_at=outcome.report.at)
        if check is not None and not asked_meanwhile:
            _fill(check, outcome, judgement, self.now)
            self.finished[row.pk] = check
            row.check_requested_at = None
        row.claim_token = row.claimed_until = None
        is_candidate = outcome.role == Role.CANDIDATE and judgement.verdict is None
        row.next_check_at = next_check(
            row, outcome.report, self.now, is_open=asked_meanwhile, is_candidate=is_candidate
        )

    def _is_silent_still(self, row: Connection, outcome: Outcome) -> bool:
        """Say whether the exchange says as little as at the last look: of a long silence only the beginning is kept."""
        if outcome.role != Role.ACTIVE or not outcome.judgement.is_unreachable:
            return False
        before = dict(zip(_WRITTEN, self.before[row.pk], strict=True))
        return bool(before["unreachable_since"]) and before["stored_findings"] == row.stored_findings

    def save(self, changes: Iterable[Change]) -> None:
        """Write everything in a constant number of statements."""
        changes = list(changes)
        self.keys.save()
        self._save_rows()
        asked_for = [check for check in self.finished.values() if check.pk]
        new = {row: check for row, check in self.finished.items() if check.pk is None}
        written = bulk.insert(
            Check, [_values(check, _NEW) for check in new.values()], _NEW, by="connection_id"
        )
        for row, pk in written.items():
            new[row].pk = pk
        bulk.update(Check, [(check.pk, *_values(check, _FINISHED)) for check in asked_for], _FINISHED)
        StatusChange.objects.bulk_create(self._news(change) for change in changes if change.is_news)
        happening.write(changes, self.finished, self.now)

    def _save_rows(self) -> None:
        """Write the columns in which any row has changed: most of a row is the same after most checks."""
        after = {pk: _values(row, _WRITTEN) for pk, row in self.rows.items()}
        numbers = [
            number
            for number in range(len(_WRITTEN))
            if any(values[number] != self.before[pk][number] for pk, values in after.items())
        ]
        rows = [(pk, *(values[number] for number in numbers)) for pk, values in after.items()]
        if numbers:
            bulk.update(Connection, rows, [_WRITTEN[number] for number in numbers])

    def _news(self, change: Change) -> StatusChange:
        row = change.connection
        check, codes = self.finished.get(row.pk), [str(finding.code) for finding in change.findings]
        return StatusChange(
            connection=row, check_run=check, at=self.now, before=change.before, after=row.status, codes=codes
        )


def _read(rows: QuerySet[Connection], claimed: Sequence[Connection | None]) -> dict[int, Connection]:
    """Return the rows, without reading anew what nobody but whoever holds the claim writes."""
    known = {row.pk: row for row in claimed if row is not None}
    if len(known) < len(claimed):
        return {row.pk: row for row in rows}
    found = {row.pk: row for row in rows.defer(*_OF_CLAIM)}
    for pk, row in found.items():
        for name in _OF_CLAIM:
            setattr(row, name, getattr(known[pk], name))
    return found


def _values(row: object, names: Sequence[str]) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in names)


def _owners(credentials: Iterable[Credentials]) -> dict[str, int]:
    """Return who has proven these keys, by the key's hash."""
    proven = Connection.objects.filter(is_key_proven=True, key_hash__in=[one.key_hash for one in credentials])
    return dict(proven.values_list("key_hash", "pk"))


def _fill(check: Check, outcome: Outcome, judgement: Judgement, now: datetime) -> None:
    check.role, check.is_light, check.finished_at = outcome.role, outcome.report.is_light, now
    check.verdict = judgement.verdict or ""
    check.stored_findings = [finding.to_json() for finding in judgement.findings]
    check.stored_passport = judgement.passport.to_json() if judgement.passport else None
    check.duration_ms = round(outcome.report.seconds * 1000)
