"""Ask the exchanges about a batch on one event loop, and judge what comes back as it comes."""

import asyncio
import logging
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from connections import egress, probes
from connections.checking.opening import Case
from connections.exchanges._wire import Wire, open_wire
from connections.exchanges.base import libraries
from connections.findings import Category, Diagnosis, Known, Report, Result
from connections.known import Background
from connections.models import Role
from connections.transitions import Outcome
from connections.verdicts import judge

logger = logging.getLogger(__name__)
_mine = threading.local()  # loop and wire: one of each per worker thread, kept between tasks
_GATHER_SECONDS = 0.01


def run(cases: list[Case]) -> Iterator[list[Outcome]]:
    """Yield outcomes in groups as they come in; the loop stands still while a group is written."""
    yield [_outcome(case, _unreadable()) for case in cases if case.job is None]
    loop, background = _loop(), Background([case.connection for case in cases])
    pending = {loop.create_task(_ask(case, case.job)) for case in cases if case.job is not None}
    while pending:
        done, pending = loop.run_until_complete(_some(pending))
        yield [_outcome(case, report, background) for case, report in (task.result() for task in done)]


async def _some(pending: set["asyncio.Task[tuple[Case, Report]]"]) -> Any:
    """Wait for the first result, and a moment longer for those that arrive with it."""
    done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
    if pending:
        more, pending = await asyncio.wait(pending, timeout=_GATHER_SECONDS)
        done |= more
    return done, pending


async def _ask(case: Case, job: probes.Job) -> tuple[Case, Report]:
    try:
        return case, await probes.run(job, await _wire(), settings.CHECK_DEADLINE)
    except Exception as error:  # noqa: BLE001  (one connection's trouble must not cost the others their check)
        logger.error("check of connection %s failed: %s", case.connection.pk, type(error).__name__)  # noqa: TRY400
        return case, _failed(Category.UNKNOWN)


def _outcome(case: Case, report: Report, background: Background | None = None) -> Outcome:
    row = case.connection
    before = row.findings if case.role == Role.ACTIVE else ()
    known = background.of(row, case.role, case.since, case.job, report) if background else None
    days, ours = settings.EXPIRY_WARNING_DAYS, settings.EGRESS
    verdict = judge(report, row.markets, before, days, ours, known or Known())
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
        _mine.wire = open_wire(settings.SANDBOX_URL, egress.routes())
    wire: Wire = _mine.wire
    return wire


def close() -> None:
    """Close this thread's connections to the exchanges; for tests and for a worker that stops."""
    if getattr(_mine, "wire", None) is not None:
        _mine.loop.run_until_complete(_mine.wire.close())
    if hasattr(_mine, "loop"):
        _mine.loop.close()
        del _mine.loop, _mine.wire
