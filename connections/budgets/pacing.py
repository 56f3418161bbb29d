"""Let the rechecks of one loop pass at the pace of each exchange; who cannot pass soon is sent away and stays due."""

import asyncio
import logging
import math
import weakref
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import redis
from django.conf import settings

from connections.budgets import blocking
from connections.budgets.lines import Lane, Line, most_late
from connections.budgets.taking import Taken, take
from connections.exchanges._limits import Held

logger = logging.getLogger(__name__)

_TICK_SECONDS = 0.1
# Slots are taken a little further ahead than the next look, so that none is missed.
_AHEAD_SECONDS = 0.15
# So long waits who is to pass: what one sweep found outlasts a late one, and a turn that is far away outlasts nothing.
_PATIENCE_SWEEPS, _PATIENCE_SLOTS = 2.5, 1.6
_AWAY_SECONDS = 1.0


@dataclass
class _Waiter:
    passes: "asyncio.Future[float]"
    ends: float
    is_over: Callable[[], bool]


class Pacer:
    """One for each event loop: it asks Redis ten times a second while anybody waits, whatever their number."""

    def __init__(self) -> None:
        self._lines: dict[Line, deque[_Waiter]] = {}
        self._task: asyncio.Task[None] | None = None

    async def enter(self, line: Line, is_over: Callable[[], bool]) -> None:
        """Return in the moment when one of this line may ask; raises Held where that is too far away, or all over."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + _patience(line)
        while True:
            slot = await self._next(line, _Waiter(loop.create_future(), ends, is_over))
            await asyncio.sleep(slot - loop.time())
            blocked = blocking.left(line.exchange, line.egress)  # since the slot was taken
            if blocked:
                raise Held(blocked)
            if loop.time() - slot < most_late(line):
                return  # otherwise the loop stood still, and the slot is lost

    def _next(self, line: Line, waiter: _Waiter) -> "asyncio.Future[float]":
        loop = asyncio.get_running_loop()
        self._lines.setdefault(line, deque()).append(waiter)
        if self._task is None or self._task.done() or self._task.get_loop() is not loop:
            self._task = loop.create_task(self._run())
        return waiter.passes

    async def _run(self) -> None:
        """Look ten times a second until nobody waits; the first look comes after all have lined up."""
        while self._lines:
            await asyncio.sleep(0)
            for line, queue in list(self._lines.items()):
                self._serve(line, queue)
                if not queue:
                    del self._lines[line]
            await asyncio.sleep(_TICK_SECONDS)

    def _serve(self, line: Line, queue: deque[_Waiter]) -> None:
        """Give slots to those in front, and send away those whose turn would come too late."""
        now = asyncio.get_running_loop().time()
        while queue and (queue[0].passes.done() or queue[0].is_over()):  # or whoever waited was cancelled
            _send_away(queue.popleft(), 0.0)
        if not queue:
            return
        try:
            taken = take(line, Lane.WATCH, len(queue), _AHEAD_SECONDS)
        except redis.RedisError as error:
            logger.warning("rechecks wait, nobody can count them: %s", type(error).__name__)
            taken = Taken(_AWAY_SECONDS, _AWAY_SECONDS)
        for slot in taken.slots:
            _wake(queue.popleft(), now + slot)
        while queue and (taken.blocked or _turn(now, taken, queue, line) > queue[-1].ends):
            _send_away(queue.pop(), taken.next)


def _patience(line: Line) -> float:
    """Return how long one waits: longer than a sweep, and not until its claim ends before the check."""
    most = (settings.CLAIM_SECONDS - settings.CHECK_DEADLINE) / 2
    return min(most, max(_PATIENCE_SWEEPS * settings.SWEEP_SECONDS, _PATIENCE_SLOTS * line.seconds_each))


_pacers: "weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, Pacer]" = weakref.WeakKeyDictionary()


def pacer() -> Pacer:
    """Return the pacer of the running loop."""
    return _pacers.setdefault(asyncio.get_running_loop(), Pacer())


def _turn(now: float, taken: Taken, queue: deque[_Waiter], line: Line) -> float:
    """Return when the last in a queue would have its turn, if nobody else came before."""
    return now + taken.next + (len(queue) - 1) * line.seconds_each


def _wake(waiter: _Waiter, slot: float) -> None:
    if not waiter.passes.done():
        waiter.passes.set_result(slot)


def _send_away(waiter: _Waiter, seconds: float) -> None:
    if not waiter.passes.done():
        waiter.passes.set_exception(Held(math.ceil(seconds * 1000) / 1000))
