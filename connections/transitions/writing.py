"""Write outcomes down: conditional on claim and credentials version, all rows of a group in one transaction."""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from connections import notices
from connections.models import Check, Connection, Credentials, Role, StatusChange
from connections.transitions import settling
from connections.transitions.outcome import Change, Outcome
from connections.transitions.schedule import next_check

logger = logging.getLogger(__name__)

# Apps above hook in here: called once per group after it was committed, also for rows judged unchanged.
listeners: list[Callable[[Sequence[Change]], None]] = []

_WRITTEN = (
    *("verdict", "unreachable_since", "stored_findings", "stored_passport", "introduced", "is_key_proven"),
    *("balances", "balances_at", "quarantined_seconds", "credentials_destroyed_at", "credentials_version"),
    *("key_hash", "key_hint", "checked_at", "full_checked_at", "check_requested_at", "next_check_at"),
    *("claim_token", "claimed_until"),
)


def apply(outcomes: Sequence[Outcome]) -> None:
    """Write a group of outcomes; one whose claim or credentials are no longer those it began with is dropped."""
    if not outcomes:
        return
    try:
        changes = _write(outcomes, contested=frozenset())
    except IntegrityError:
        # Two people proved the same key at the same moment: settle row by row, the later one is told.
        changes = [change for outcome in outcomes for change in _write_one(outcome)]
    for listener in listeners:
        try:
            listener(changes)
        except Exception:  # one app's trouble must not stop the checks; the next recheck calls it again
            logger.exception("a listener to transitions failed")


def _write_one(outcome: Outcome) -> list[Change]:
    try:
        return _write([outcome], contested=frozenset())
    except IntegrityError:
        return _write([outcome], contested=frozenset({outcome.connection_id}))


@transaction.atomic
def _write(outcomes: Sequence[Outcome], contested: frozenset[int]) -> list[Change]:
    now = timezone.now()
    group = _Group(outcomes, now)
    changes = [group.settle(outcome, contested) for outcome in outcomes if group.is_current(outcome)]
    group.save(changes)
    notices.send(changes)
    return changes


class _Group:
    """The rows of one group, locked, with what has to be read and written about them in bulk."""

    def __init__(self, outcomes: Sequence[Outcome], now: datetime) -> None:
        ids = [outcome.connection_id for outcome in outcomes]
        tokens = {outcome.claim_token for outcome in outcomes}
        locked = Connection.objects.select_for_update(of=("self",)).filter(id__in=ids, claim_token__in=tokens)
        self.now = now
        self.rows = {row.pk: row for row in locked.select_related("user")}
        self.credentials = {
            row.pk: row
            for row in Credentials.objects.defer("api_key", "secret", "passphrase").filter(
                connection__in=self.rows
            )
        }
        self.open_checks = {
            check.connection_id: check
            for check in Check.objects.filter(connection__in=self.rows, finished_at=None)
        }
        hashes = [row.key_hash for row in self.credentials.values()]
        proven = Connection.objects.filter(key_hash__in=hashes, is_key_proven=True)
        self.owners = dict(proven.values_list("key_hash", "pk"))
        self.destroyed: list[int] = []
        self.promoted: list[Credentials] = []
        self.finished: list[Check] = []
        self.made: list[Check] = []

    def is_current(self, outcome: Outcome) -> bool:
        """Say whether an answer is about the key that is stored now: a late one writes nothing."""
        row = self.rows.get(outcome.connection_id)
        credentials = self.credentials.get(outcome.credentials_id)
        same_claim = row is not None and row.claim_token == outcome.claim_token
        return same_claim and credentials is not None and credentials.version == outcome.version

    def settle(self, outcome: Outcome, contested: frozenset[int]) -> Change:
        row = self.rows[outcome.connection_id]
        before, verdict_before = row.status, str(row.verdict)
        credentials = self.credentials[outcome.credentials_id]
        judgement = outcome.judgement
        owner = self.owners.get(credentials.key_hash, row.pk)
        if judgement.passport is not None and (owner != row.pk or row.pk in contested):
            judgement = settling.already_connected()
        replacement = ""
        if outcome.role == Role.CANDIDATE:
            replacement = self._settle_candidate(row, credentials, judgement.verdict)
        if replacement != "refused" and (outcome.role == Role.ACTIVE or replacement == "done"):
            settling.settle(row, outcome.report, judgement, self.now)
        is_destroyed = settling.is_overdue(row) and row.credentials_destroyed_at is None
        if is_destroyed:
            row.credentials_destroyed_at = self.now
            self.destroyed += [pk for pk, kept in self.credentials.items() if kept.connection_id == row.pk]
        self._finish(row, outcome, judgement.verdict, [f.to_json() for f in judgement.findings])
        codes = tuple(str(finding.code) for finding in judgement.findings)
        return Change(row, before, verdict_before, codes, replacement, is_destroyed)

    def _settle_candidate(self, row: Connection, candidate: Credentials, verdict: str | None) -> str:
        """Install a candidate that works, destroy one that does not, keep one that nobody could judge."""
        if verdict is None:
            return ""
        if verdict not in settling.WORKING:
            self.destroyed.append(candidate.pk)
            return "refused"
        self.destroyed += [
            pk
            for pk, kept in self.credentials.items()
            if kept.connection_id == row.pk and kept.role == Role.ACTIVE
        ]
        self.promoted.append(candidate)
        settling.install(row, candidate)
        return "done"

    def _finish(self, row: Connection, outcome: Outcome, verdict: str | None, findings: list[object]) -> None:
        """Close the open check, release the claim, and say when to look again."""
        check = self.open_checks.get(row.pk)
        asked_meanwhile = check is not None and check.started_at is None
        if check is None and not outcome.report.is_light:
            check = Check(connection=row, requested_at=outcome.report.at, started_at=outcome.report.at)
            self.made.append(check)
        elif check is not None and not asked_meanwhile:
            self.finished.append(check)
        if check is not None and not asked_meanwhile:
            passport = outcome.judgement.passport
            check.role, check.is_light, check.finished_at = outcome.role, outcome.report.is_light, self.now
            check.verdict, check.stored_findings = verdict or "", findings
            check.stored_passport = passport.to_json() if passport else None
            check.duration_ms = round(outcome.report.seconds * 1000)
            row.check_requested_at = None
        row.claim_token = row.claimed_until = None
        row.next_check_at = next_check(row, outcome.report, self.now, is_open=asked_meanwhile)

    def save(self, changes: Iterable[Change]) -> None:
        rows = [change.connection for change in changes]
        Credentials.objects.filter(pk__in=self.destroyed).delete()
        for candidate in self.promoted:
            Credentials.objects.filter(pk=candidate.pk).update(role=Role.ACTIVE)
        Connection.objects.bulk_update(rows, _WRITTEN)
        Check.objects.bulk_create(self.made)
        fields = ["role", "is_light", "finished_at", "verdict", "stored_findings", "stored_passport"]
        Check.objects.bulk_update(self.finished, [*fields, "duration_ms"])
        StatusChange.objects.bulk_create(
            StatusChange(
                connection=change.connection,
                check_run=self._check_of(change.connection.pk),
                at=self.now,
                before=change.before,
                after=change.connection.status,
                codes=list(change.codes),
            )
            for change in changes
            if change.is_news
        )

    def _check_of(self, connection_id: int) -> Check | None:
        written = {check.connection_id: check for check in (*self.made, *self.finished)}
        return written.get(connection_id)
