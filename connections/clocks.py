"""Read an exchange's public clock, without any key: it tells an outage or a wrong time from a fault of the key."""

import asyncio
import logging
import math
import time
from typing import Any

from connections.exchanges._guard import ForbiddenTarget
from connections.exchanges._limits import OPEN, Admission, Held
from connections.exchanges._wire import Wire
from connections.exchanges.base import Exchange, libraries
from connections.findings import Category, ClockReading, Diagnosis, Refusal

logger = logging.getLogger(__name__)

_SUSPECTS = frozenset({Category.BAD_SIGNATURE, Category.CLOCK_SKEW})
# One reading serves all checks of a moment: a thousand keys refused together ask once.
_FRESH_SECONDS = 5.0
_PATIENCE_SECONDS = 3.0
_TURN_SECONDS = 1.0  # to be let in


def is_wanted(diagnosis: Diagnosis) -> bool:
    """Say whether the clock could tell causes apart: only where several fit, or the time is one of them."""
    return diagnosis.is_ambiguous or diagnosis.category in _SUSPECTS


async def read(
    exchange: Exchange, wire: Wire, ends: float, admission: Admission = OPEN
) -> ClockReading | None:
    """Return the reading, at `ends` of the loop's time at the latest; None where none may be asked."""
    if not exchange.clock:
        return None
    loop = asyncio.get_running_loop()
    asked_at, reading = wire.clocks.get(exchange.site.client, (-math.inf, None))
    if reading is None or loop.time() - asked_at > _FRESH_SECONDS:
        reading = loop.create_task(_read(exchange, wire, admission))
        wire.clocks[exchange.site.client] = loop.time(), reading
    try:
        async with asyncio.timeout_at(ends):
            # Shielded: the deadline of one check must not take the answer from the others.
            found: ClockReading | None = await asyncio.shield(reading)
    except TimeoutError:
        return ClockReading(answers=False)
    return found


async def _read(exchange: Exchange, wire: Wire, admission: Admission) -> ClockReading | None:
    sent_at, started = time.time(), time.monotonic()
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            told: Any = await wire.clock(exchange, admission, _TURN_SECONDS).fetch_time()
        took = time.monotonic() - started
        return _reading(float(told) / 1000, sent_at, took, exchange.clock_tolerance)
    except (Refusal, TimeoutError):
        return ClockReading(answers=False)
    except Held:
        return None  # the exchange is left alone: nothing is learned of it
    except ForbiddenTarget:
        logger.warning("the clock of %s is not where it was declared", exchange.code)
        return None
    except (libraries().ccxt.BaseError, LookupError, TypeError, ValueError, AttributeError) as error:
        # Only the name: the text may quote the answer. It did answer, yet it told no time.
        logger.warning("the clock of %s cannot be read: %s", exchange.code, type(error).__name__)
        return None


def _reading(told: float, sent_at: float, took: float, tolerance: float) -> ClockReading:
    """Compare their time with ours in the middle of the request, in seconds; some clocks tell whole ones only."""
    unit = 1.0 if told.is_integer() else 0.0
    ahead = told + unit / 2 - sent_at - took / 2
    return ClockReading(True, round(ahead, 3), round(took / 2 + unit / 2, 3), tolerance)
