"""Drive libcurl by an event loop: it says which sockets and which time it waits for, the loop tells it of both."""

import asyncio
from typing import Any

from connections.exchanges.base import libraries

_MOST_IDLE = 512  # connections


class Driver:
    """All transfers of one event loop; what is open stays open for the next ones."""

    def __init__(self) -> None:
        self._curl = libraries().pycurl
        self._loop = asyncio.get_running_loop()
        self._multi = self._curl.CurlMulti()
        self._multi.setopt(self._curl.M_SOCKETFUNCTION, self._on_socket)
        self._multi.setopt(self._curl.M_TIMERFUNCTION, self._on_timer)
        self._multi.setopt(self._curl.M_MAXCONNECTS, _MOST_IDLE)
        self._timer: asyncio.Handle | None = None
        self._watched: dict[int, int] = {}
        self._running: dict[Any, asyncio.Future[int]] = {}

    async def perform(self, handle: Any) -> int:
        """Return libcurl's code for how a transfer ended, 0 where it ended well; cancelled, it is broken off."""
        arrived: asyncio.Future[int] = self._loop.create_future()
        self._running[handle] = arrived
        try:
            self._multi.add_handle(handle)
            return await arrived
        finally:
            if self._running.pop(handle, None) is not None:  # nobody waits for it any more
                self._multi.remove_handle(handle)

    def _on_socket(self, what: int, number: int, *_: Any) -> None:
        """Watch a socket for what libcurl waits for there; the bits of `what` are 1 for reading, 2 for writing."""
        before, wanted = self._watched.pop(number, 0), what & 3 if what != self._curl.POLL_REMOVE else 0
        if wanted:
            self._watched[number] = wanted
        for bit, watch, leave in (
            (1, self._loop.add_reader, self._loop.remove_reader),
            (2, self._loop.add_writer, self._loop.remove_writer),
        ):
            if wanted & ~before & bit:
                watch(number, self._act, number, bit)  # CSELECT_IN is 1 and CSELECT_OUT is 2 as well
            elif before & ~wanted & bit:
                leave(number)

    def _on_timer(self, milliseconds: int) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        if milliseconds >= 0:
            wanted = self._curl.SOCKET_TIMEOUT
            self._timer = self._loop.call_later(milliseconds / 1000, self._act, wanted, 0)

    def _act(self, number: int, what: int) -> None:
        self._multi.socket_action(number, what)
        _, fine, failed = self._multi.info_read()
        for handle in fine:
            self._arrived(handle, 0)
        for handle, failure, _ in failed:
            self._arrived(handle, failure)

    def _arrived(self, handle: Any, failure: int) -> None:
        self._multi.remove_handle(handle)
        arrived = self._running.pop(handle)
        if not arrived.done():
            arrived.set_result(failure)

    async def close(self) -> None:
        """Close every connection; whoever still waits for an answer is told that none will come."""
        for handle in list(self._running):
            self._arrived(handle, self._curl.E_RECV_ERROR)
        await asyncio.sleep(0)
        for number in list(self._watched):
            self._on_socket(self._curl.POLL_REMOVE, number)
        self._on_timer(-1)
        self._multi.close()
