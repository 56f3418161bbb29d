"""Have every check wait to be let in, and say what becomes of one that was not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from connections import budgets, probes
from connections.checking import stopping
from connections.checking.opening import Case
from connections.exchanges._limits import paths, rest_between
from connections.findings import Category, Diagnosis, Report, Result, Verdict

_WORKING = frozenset({Verdict.CONNECTED, Verdict.LIMITED})


def admitted(case: Case) -> probes.Job:
    """Return what a case is asked, once its exchange and our address have room for it."""
    row, job = case.connection, case.job
    if job is None:
        raise LookupError("There are no credentials to ask with.")
    lane = budgets.Lane.PEOPLE if _is_awaited(case) else budgets.Lane.WATCH
    # A key that worked is asked everything once a day; of another one the introduction mostly says all.
    is_sure = job.known is None and row.verdict in _WORKING
    others = [one for one in job.exchange.probes if one.market is None or one.market in job.markets]
    sure = others if is_sure else ()
    admission = budgets.admission(
        job.exchange, job.egress, row.pk, lane, sure, stopping.is_asked, user=row.user_id
    )
    return replace(job, admission=admission)


def rest(case: Case) -> float:
    """Return for how many seconds the account must not be asked yet, because it was looked at just now."""
    row, job = case.connection, case.job
    if job is None or row.checked_at is None or not settings.BUDGETS:
        return 0.0
    between = rest_between(job.exchange.limits, paths([job.exchange.introspection]))
    return max(0.0, between - (timezone.now() - row.checked_at).total_seconds())


def held(case: Case, seconds: float) -> Report | None:
    """Return what a person is told whose exchange is left alone; a recheck is given back and stays due."""
    if not _is_awaited(case):
        return None
    until = timezone.now() + timedelta(seconds=seconds)
    diagnosis = Diagnosis(Category.RATE_LIMITED, until=until.isoformat(timespec="seconds"))
    return Report((Result("key_info", diagnosis),), datetime.now(UTC), retry_after=seconds)


def _is_awaited(case: Case) -> bool:
    return case.connection.check_requested_at is not None
