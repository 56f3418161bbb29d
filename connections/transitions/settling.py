"""Change one connection in memory to what a check found."""

from datetime import datetime, timedelta

from django.conf import settings

from backfuture.lib.text import clean
from connections.findings import Category, Finding, Judgement, Passport, Report, Verdict
from connections.models import Connection, Credentials
from connections.transitions.expiring import foresee

WORKING = frozenset({Verdict.CONNECTED, Verdict.LIMITED})
_WITHDRAWING = frozenset({Category.WITHDRAW_ENABLED, Category.WITHDRAW_UNKNOWN})


def settle(row: Connection, report: Report, judgement: Judgement, now: datetime) -> None:
    """Write a judgement about the active credentials into the row; no verdict leaves the verdict as it is."""
    _keep_time(row, judgement, now)
    if not judgement.is_unreachable:
        row.checked_at = now
    row.unreachable_since = (row.unreachable_since or now) if judgement.is_unreachable else None
    row.findings = _findings(row, report, judgement)
    if judgement.passport is not None:
        _learn(row, report, judgement.passport)
        if not report.is_light:  # which found everything as it was
            foresee(row)
    if judgement.verdict is not None:
        row.verdict = judgement.verdict
        row.full_checked_at = now
        # Only what was judged is known: a change that nobody could judge is a change at the next look too.
        row.introduced = dict(report.introduced)
    if judgement.verdict is not None and judgement.passport is not None:
        _take_balances(row, report, now)


def _findings(row: Connection, report: Report, judgement: Judgement) -> tuple[Finding, ...]:
    """Return what to tell: where nothing was judged, what was known stays beside the trouble of the moment."""
    if judgement.verdict is not None or report.is_light:
        return judgement.findings
    known = [finding for finding in row.findings if not finding.is_passing]
    codes = {finding.code for finding in judgement.findings}
    return (*judgement.findings, *(finding for finding in known if finding.code not in codes))


def _learn(row: Connection, report: Report, passport: Passport) -> None:
    if not report.is_light:
        row.learn(passport.filled_from(row.passport), report.at)
    row.introduced_at = report.at
    row.is_key_proven = True


def _take_balances(row: Connection, report: Report, now: datetime) -> None:
    """Keep what was read; a market that was not read keeps its last balances."""
    read = [r for r in report.results if r.kind == "balance" and not r.diagnosis.is_refusal]
    if read:
        free = {
            r.market or "spot": {clean(name, 20): str(amount) for name, amount in r.free.items()}
            for r in read
        }
        row.balances, row.balances_at = {**row.balances, **free}, now


def _keep_time(row: Connection, judgement: Judgement, now: datetime) -> None:
    """Run the quarantine's clock, which stands still while the exchange does not answer."""
    if row.verdict != Verdict.QUARANTINED or judgement.verdict not in {None, Verdict.QUARANTINED}:
        row.quarantined_seconds = 0
    elif not judgement.is_unreachable and not row.unreachable_since and row.checked_at:
        longest = timedelta(seconds=2 * settings.RECHECK_SECONDS)  # our own standstill is not the trader's
        row.quarantined_seconds += min(now - row.checked_at, longest).total_seconds()


def held(row: Connection, judgement: Judgement) -> Judgement:
    """Return the judgement of a quarantined key that was refused: still in quarantine.

    Only rights that were read free a key. Otherwise an address list would, and the clock would begin anew.
    """
    if row.verdict != Verdict.QUARANTINED or not is_refused(judgement):
        return judgement
    why = [finding for finding in row.findings if finding.code in _WITHDRAWING]
    return Judgement(Verdict.QUARANTINED, (*why, *judgement.findings))


def is_refused(judgement: Judgement) -> bool:
    """Say whether the exchange refused a key without telling anything of it."""
    return judgement.verdict is Verdict.ACTION_REQUIRED and judgement.passport is None


def is_overdue(row: Connection) -> bool:
    """Say whether a quarantined key was left as it is for too long: its credentials are destroyed."""
    return row.verdict == Verdict.QUARANTINED and row.quarantined_seconds >= settings.QUARANTINE_SECONDS


def already_connected(judgement: Judgement) -> Judgement:
    """Return the judgement of a key that somebody else has connected and proven; quarantine stands above it.

    Nothing is learned of such a key: its passport and its proof belong to the other connection.
    """
    found = Finding(Category.ALREADY_CONNECTED)
    if judgement.verdict is Verdict.QUARANTINED:
        return Judgement(Verdict.QUARANTINED, (*judgement.findings, found))
    return Judgement(Verdict.ACTION_REQUIRED, (found,))


def install(row: Connection, credentials: Credentials) -> None:
    """Make a candidate the key of its connection; what was known of the old key is forgotten."""
    row.key_hash, row.key_hint = credentials.key_hash, credentials.key_hint
    row.key_kind, row.site = credentials.key_kind, credentials.site
    row.is_made_here = credentials.is_made_here
    row.credentials_version = credentials.version
    row.credentials_destroyed_at = None
    row.quarantined_seconds = 0
    row.stored_passport, row.introduced, row.introduced_at = {}, {}, None
    row.balances, row.balances_at = {}, None
    row.expires_at = row.expiry_told_days = None
