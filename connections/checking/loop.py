"""The event loop of this process, in a thread of its own: exchanges are asked while rows are read and written.

What has a deadline must not stand still because a database is busy: the exchange would be blamed for it.
"""

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine
from typing import Any

from django.conf import settings

from connections import egress
from connections.exchanges._wire import Wire, open_wire
from connections.exchanges.base import libraries

_lock = threading.Lock()


class Loop:
    """A running loop with the pool of connections that all checks of this process share."""

    def __init__(self) -> None:
        self._loop = libraries().uvloop.new_event_loop()
        self._tasks: set[asyncio.Task[None]] = set()  # the loop itself holds them weakly
        self._thread = threading.Thread(target=self._loop.run_forever, name="asking", daemon=True)
        self._thread.start()
        self.wire: Wire = self.run(_open())

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Return what `work` returns, from outside the loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def begin(self, work: Callable[[], Coroutine[Any, Any, None]], times: int) -> None:
        """Start `work` so many times and do not wait for it."""
        self._loop.call_soon_threadsafe(self._begin, work, times)

    def _begin(self, work: Callable[[], Coroutine[Any, Any, None]], times: int) -> None:
        for _ in range(times):
            task = self._loop.create_task(work())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def close(self) -> None:
        self.run(self.wire.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


_running: list[Loop] = []  # at most one


async def _open() -> Wire:
    return open_wire(settings.SANDBOX_URL, egress.routes())


def current() -> Loop:
    """Return the loop of this process; the first call starts it."""
    with _lock:
        if not _running:
            _running.append(Loop())
        return _running[0]


def close() -> None:
    """Close the connections to the exchanges; for tests and for a worker that stops."""
    with _lock:
        while _running:
            _running.pop().close()


def _forget() -> None:
    """Begin anew after a fork, which takes no threads along."""
    global _lock
    _lock = threading.Lock()
    _running.clear()


os.register_at_fork(after_in_child=_forget)
