"""Ask the exchanges about a batch, and judge what comes back as it comes."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from queue import Empty, SimpleQueue

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from backfuture.lib import logs
from connections import probes, transitions
from connections.checking import admitting, loop, stopping
from connections.checking.claiming import keep, release
from connections.checking.opening import Case
from connections.exchanges._limits import Held
from connections.exchanges._wire import Wire
from connections.findings import Category, Diagnosis, Finding, Known, Report, Result
from connections.known import Background
from connections.models import Role
from connections.transitions import Outcome
from connections.verdicts import judge

logger = logging.getLogger(__name__)
_GATHER_SECONDS = 0.03
# Nobody waits for a recheck: it is written with many others, so that people find the database free.
_GATHER_TIMES, _ENOUGH = 8, 50
_LOOK_UP_SECONDS = 0.5  # how soon a wish to stop is noticed while nothing comes in
_Arrival = tuple[Case, Report | None]  # None: it was not asked


def run(cases: list[Case]) -> Generator[list[Outcome]]:
    """Yield outcomes in groups as they come in; claims of what is not asked are released."""
    arrivals: SimpleQueue[_Arrival] = SimpleQueue()
    held = {case.connection.pk: case for case in cases}
    unreadable = [case for case in cases if case.job is None]
    askable = [case for case in cases if case.job is not None]
    waiting = iter(askable)
    background, mine = Background([case.connection for case in cases]), loop.current()
    # With budgets all of them begin, and wait for their exchange's pace: the slow ones take nobody's place.
    places = len(askable) if settings.BUDGETS else min(len(askable), settings.IN_FLIGHT)
    mine.begin(lambda: _ask_in_turn(waiting, mine.wire, arrivals), places)
    for case in unreadable:
        arrivals.put((case, _failed(Category.CREDENTIALS_UNREADABLE)))
    is_awaited = any(case.connection.check_requested_at for case in cases)
    # What begins late may wait twice for its turn and ask three times in a row: its claim is made to last on.
    ends, renews = _in_seconds(2 * settings.CLAIM_SECONDS), _in_seconds(settings.CLAIM_SECONDS / 2)
    try:
        while held and time.monotonic() < ends:
            group = _gather(arrivals, len(held), 1 if is_awaited else _GATHER_TIMES)
            if stopping.is_asked():
                group += [(case, None) for case in waiting]
                ends = min(ends, time.monotonic() + settings.CHECK_DEADLINE)
            for case, _ in group:
                del held[case.connection.pk]
            release([case.connection for case, report in group if report is None])
            yield _judged(group, background)
            if held and time.monotonic() > renews:
                keep([case.connection for case in held.values()])
                renews = _in_seconds(settings.CLAIM_SECONDS / 2)
    finally:
        deque(waiting, maxlen=0)  # where writing failed, nothing more is asked
        release([case.connection for case in held.values()])


async def _ask_in_turn(cases: Iterator[Case], wire: Wire, arrivals: "SimpleQueue[_Arrival]") -> None:
    """Ask one case after another, of those that nobody else here has taken."""
    for case in cases:
        arrivals.put((case, await _ask(case, wire) if _may_begin(case) else None))


def _may_begin(case: Case) -> bool:
    """Say whether a check may begin: the worker goes on, and the claim outlives the check."""
    until = case.connection.claimed_until or timezone.now()
    return not stopping.is_asked() and until - timezone.now() > timedelta(seconds=settings.CHECK_DEADLINE)


async def _ask(case: Case, wire: Wire) -> Report | None:
    row = case.connection
    logs.name("check", f"{row.pk}.{row.claim_token.hex[:8] if row.claim_token else ''}")
    try:
        await asyncio.sleep(admitting.rest(case))
        return await probes.run(admitting.admitted(case), wire, settings.CHECK_DEADLINE)
    except Held as held:
        return admitting.held(case, held.seconds)
    except Exception as error:  # noqa: BLE001  (one connection's trouble must not cost the others their check)
        logger.error("check of connection %s failed: %s", row.pk, type(error).__name__)  # noqa: TRY400
        return _failed(Category.UNKNOWN)


def _gather(arrivals: "SimpleQueue[_Arrival]", left: int, times: int) -> list[_Arrival]:
    """Wait for the first result, and some moments longer for those that come soon; it may be none for a while."""
    try:
        group = [arrivals.get(timeout=_LOOK_UP_SECONDS)]
    except Empty:
        return []
    for _ in range(times):
        if len(group) + arrivals.qsize() >= min(left, _ENOUGH):
            break
        time.sleep(_GATHER_SECONDS)
    while not arrivals.empty():
        group.append(arrivals.get())
    return group


def _in_seconds(seconds: float) -> float:
    return time.monotonic() + seconds


def _judged(group: Sequence[_Arrival], background: Background) -> list[Outcome]:
    """Return what can be judged; the rest is put off, or it would be asked in vain as soon as its claim expires."""
    outcomes, odd = [], []
    for case, report in group:
        try:
            outcomes += [_outcome(case, report, background)] if report is not None else []
        except (OperationalError, InterfaceError):
            raise  # the database is away
        except Exception as error:  # noqa: BLE001  (one connection's trouble must not cost the others their check)
            _complain(case, error)
            odd.append(case.connection)
    transitions.put_off(odd)
    return outcomes


def _complain(case: Case, error: Exception) -> None:
    """Log the kind only: the text may quote what was stored or answered."""
    logger.error("connection %s cannot be judged: %s", case.connection.pk, type(error).__name__)


def _before(case: Case) -> tuple[Finding, ...]:
    """Return what was found before; what cannot be read must not keep a key from being judged."""
    try:
        return case.connection.findings if case.role == Role.ACTIVE else ()
    except Exception as error:  # noqa: BLE001
        _complain(case, error)
        return ()


def _outcome(case: Case, report: Report, background: Background) -> Outcome:
    row, before = case.connection, _before(case)
    known = background.of(row, case.role, case.since, case.job, report)
    days, egress = settings.EXPIRY_WARNING_DAYS, settings.EGRESS
    verdict = judge(report, row.markets, before, days, egress, known or Known())
    return Outcome(
        row.pk, row.claim_token, case.credentials_id, case.role, case.version, report, verdict, row
    )


def _failed(category: Category) -> Report:
    return Report((Result("key_info", Diagnosis(category)),), datetime.now(UTC))
