"""Run checks: claim rows, unseal, ask them all on one event loop, write down what is judged as it comes."""

import asyncio
import logging
import threading
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from backfuture.lib.sealed import Unreadable
from connections import exchanges, probes, transitions
from connections.exchanges._wire import Wire, open_wire
from connections.exchanges.base import Keys, libraries
from connections.findings import Category, Diagnosis, Known, Report, Result, Verdict
from connections.known import Background
from connections.models import Check, Connection, Credentials, Role
from connections.transitions import Outcome
from connections.verdicts import judge

logger = logging.getLogger(__name__)
_mine = threading.local()  # loop and wire: one of each per worker thread, kept between tasks
_GATHER_SECONDS = 0.01


@dataclass(frozen=True)
class _Case:
    """One claimed connection with the credentials that this check is about."""

    connection: Connection
    credentials_id: int
    role: str
    version: int
    since: datetime  # when these credentials came to us
    job: probes.Job | None  # None where the credentials cannot be opened


def check(ids: Sequence[int], *, only_due: bool) -> None:
    """Check these connections and write down what is found; rows that somebody else holds are left alone.

    `only_due` is for the sweep: a row that was judged since it was queued is not asked again.
    """
    for start in range(0, len(ids), settings.CHUNK_SIZE):
        cases = _open(claim(ids[start : start + settings.CHUNK_SIZE], only_due=only_due))
        for outcomes in _run(cases):
            transitions.apply(outcomes)


def due_ids() -> list[int]:
    """Return what is due now, the longest overdue first, as many as one sweep takes."""
    due = Connection.objects.due(timezone.now())
    return list(due.values_list("pk", flat=True)[: settings.SWEEP_LIMIT])


def still_asked(ids: Sequence[int]) -> list[int]:
    """Return those that somebody waits for and that another worker held when we came."""
    now = timezone.now()
    held = Connection.objects.filter(id__in=ids, check_requested_at__isnull=False, claimed_until__gt=now)
    return list(held.values_list("pk", flat=True))


def claim(ids: Sequence[int], *, only_due: bool) -> list[Connection]:
    """Claim what nobody else holds, by one conditional UPDATE; a claim expires, so nothing is ever stuck."""
    now, token = timezone.now(), uuid.uuid4()
    free = Connection.objects.unclaimed(now).filter(id__in=ids)
    if only_due:
        free = free.filter(next_check_at__lte=now)
    until = now + timedelta(seconds=settings.CLAIM_SECONDS)
    if not free.update(claim_token=token, claimed_until=until):
        return []
    claimed = list(Connection.objects.filter(claim_token=token))
    Check.objects.filter(connection__in=claimed, finished_at=None).update(started_at=now)
    return claimed


def _open(connections: list[Connection]) -> list[_Case]:
    """Unseal what the claimed connections need; a candidate is looked at before the active key."""
    found: dict[int, tuple[int, str, int, datetime]] = {}
    rows = Credentials.objects.filter(connection__in=connections).order_by("role")
    columns = rows.values_list("pk", "connection_id", "role", "version", "created_at")
    for pk, connection_id, role, version, since in columns:
        if role == Role.CANDIDATE or connection_id not in found:
            found[connection_id] = (pk, role, version, since)
    opened = _unseal([pk for pk, *_ in found.values()])
    return [
        _Case(row, *found[row.pk], _job(row, opened.get(found[row.pk][0]), found[row.pk][1]))
        for row in connections
        if row.pk in found
    ]


def _unseal(ids: list[int]) -> dict[int, tuple[Keys, Credentials]]:
    """Return opened keys with their rows, by id; one that cannot be read does not keep the others from a check."""
    try:
        return {row.pk: (row.open(), row) for row in Credentials.objects.filter(pk__in=ids)}
    except Unreadable:
        if len(ids) == 1:
            return {}
    half = len(ids) // 2
    return _unseal(ids[:half]) | _unseal(ids[half:])


def _job(connection: Connection, opened: tuple[Keys, Credentials] | None, role: str) -> probes.Job | None:
    if opened is None:
        return None
    keys, sealed = opened
    known = connection.introduced if _may_be_light(connection, role) else None
    is_proven = connection.is_key_proven and role == Role.ACTIVE
    exchange, markets = exchanges.get(connection.exchange, sealed.site), frozenset(connection.markets)
    return probes.Job(exchange, keys, markets, known, is_proven, sealed.is_made_here)


def _may_be_light(connection: Connection, role: str) -> bool:
    """Say whether an unchanged passport would be enough: nobody asked, all is well, today's full check is done."""
    is_well = connection.verdict in {Verdict.CONNECTED, Verdict.LIMITED}
    asked = connection.check_requested_at is not None or role == Role.CANDIDATE
    full_until = timezone.now() - timedelta(seconds=settings.FULL_CHECK_SECONDS)
    is_fresh = connection.full_checked_at is not None and connection.full_checked_at > full_until
    return is_well and is_fresh and not asked and not connection.unreachable_since


def _run(cases: list[_Case]) -> Iterator[list[Outcome]]:
    """Yield outcomes in groups as they come in; the loop stands still while a group is written."""
    yield [_outcome(case, _unreadable()) for case in cases if case.job is None]
    loop, background = _loop(), Background([case.connection for case in cases])
    pending = {loop.create_task(_ask(case, case.job)) for case in cases if case.job is not None}
    while pending:
        done, pending = loop.run_until_complete(_some(pending))
        yield [_outcome(case, report, background) for case, report in (task.result() for task in done)]


async def _some(pending: set["asyncio.Task[tuple[_Case, Report]]"]) -> Any:
    """Wait for the first result, and a moment longer for those that arrive with it."""
    done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
    if pending:
        more, pending = await asyncio.wait(pending, timeout=_GATHER_SECONDS)
        done |= more
    return done, pending


async def _ask(case: _Case, job: probes.Job) -> tuple[_Case, Report]:
    try:
        return case, await probes.run(job, await _wire(), settings.CHECK_DEADLINE)
    except Exception as error:  # noqa: BLE001  (one connection's trouble must not cost the others their check)
        logger.error("check of connection %s failed: %s", case.connection.pk, type(error).__name__)  # noqa: TRY400
        return case, _failed(Category.UNKNOWN)


def _outcome(case: _Case, report: Report, background: Background | None = None) -> Outcome:
    row = case.connection
    before = row.findings if case.role == Role.ACTIVE else ()
    known = background.of(row, case.role, case.since, case.job, report) if background else None
    days, egress = settings.EXPIRY_WARNING_DAYS, settings.EGRESS
    verdict = judge(report, row.markets, before, days, egress, known or Known())
    return Outcome(row.pk, row.claim_token, case.credentials_id, case.role, case.version, report, verdict)


def _unreadable() -> Report:
    return _failed(Category.CREDENTIALS_UNREADABLE)


def _failed(category: Category) -> Report:
    return Report((Result("key_info", Diagnosis(category)),), datetime.now(UTC))


def _loop() -> Any:
    if not hasattr(_mine, "loop"):
        _mine.loop = libraries().uvloop.new_event_loop()
        _mine.wire = None
    return _mine.loop


async def _wire() -> Wire:
    if _mine.wire is None:
        _mine.wire = open_wire(settings.SANDBOX_URL)
    wire: Wire = _mine.wire
    return wire


def close() -> None:
    """Close this thread's connections to the exchanges; for tests and for a worker that stops."""
    if getattr(_mine, "wire", None) is not None:
        _mine.loop.run_until_complete(_mine.wire.close())
    if hasattr(_mine, "loop"):
        _mine.loop.close()
        del _mine.loop, _mine.wire
