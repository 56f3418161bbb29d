"""Carry requests to the exchanges on a worker's event loop: libcurl's connections, its TLS, its proxies.

Of one request nothing is left for the next but the open connection. No redirects, no cookies, nothing from the
environment; every exchange is reached end to end: a proxy is only asked to connect and sees no more than a host name.
"""

import asyncio
import ipaddress
import logging
import socket
import ssl
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from backfuture.lib.route import Route
from connections.exchanges.base import libraries

logger = logging.getLogger(__name__)

_CONNECT_SECONDS = 5
_IDLE_SECONDS = 30  # of a connection: exchanges close theirs after a minute or so
_MOST_IDLE = 512  # connections, and as many handles
_DNS_SECONDS = 300
_COMPLAINT_SECONDS = 60


class Lost(Exception):
    """Raised when no answer came; `reason` is "timeout", "connection", or "proxy" where our own way out is to blame."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class Reply:
    """What has come of one answer so far; what is longer than `room` is cut, so that nobody can fill a memory."""

    room: int
    arrived: "asyncio.Future[int]"
    headers: dict[str, str] = field(default_factory=dict)
    chunks: list[bytes] = field(default_factory=list)
    status: int = 0
    is_cut: bool = False

    @property
    def body(self) -> bytes:
        return b"".join(self.chunks)

    def on_header(self, line: bytes) -> None:
        if line.startswith(b"HTTP/"):
            self.headers.clear()  # of an interim answer, or of the proxy
            return
        name, _, value = line.decode("latin-1").partition(":")
        if value:
            self.headers[name] = value.strip()

    def on_body(self, chunk: bytes) -> int | None:
        self.chunks.append(chunk[: self.room])
        self.room -= len(chunk)
        self.is_cut = self.room < 0
        return -1 if self.is_cut else None


class Transport:
    """The connections of one event loop to all exchanges, by every route."""

    def __init__(self, routes: Sequence[Route] = (), ca_file: str = "") -> None:
        self._curl = libraries().pycurl
        self._loop = asyncio.get_running_loop()
        self._ca = ca_file or _ca_file()
        self._own = {route: _own_address(route) for route in routes}
        self._multi = self._curl.CurlMulti()
        self._multi.setopt(self._curl.M_SOCKETFUNCTION, self._on_socket)
        self._multi.setopt(self._curl.M_TIMERFUNCTION, self._on_timer)
        self._multi.setopt(self._curl.M_MAXCONNECTS, _MOST_IDLE)
        self._timer: asyncio.Handle | None = None
        self._watched: dict[int, int] = {}
        self._running: dict[Any, Reply] = {}
        self._idle: list[Any] = []
        self._complained: dict[str, float] = {}

    async def request(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, limit: int, route: Route
    ) -> Reply:
        """Return the answer, its body cut at `limit` bytes; raises Lost, or ValueError for what cannot be sent."""
        handle = self._idle.pop() if self._idle else self._curl.Curl()
        reply = Reply(limit, self._loop.create_future())
        try:
            self._prepare(handle, method, url, headers, body, route)
            handle.setopt(self._curl.HEADERFUNCTION, reply.on_header)
            handle.setopt(self._curl.WRITEFUNCTION, reply.on_body)
            self._running[handle] = reply
            self._multi.add_handle(handle)
            failure = await reply.arrived
            if failure and not reply.is_cut:
                raise Lost(self._why(handle, failure, route))
            reply.status = handle.getinfo(self._curl.RESPONSE_CODE)
            return reply
        finally:
            self._put_away(handle)

    def _prepare(
        self, handle: Any, method: str, url: str, headers: Mapping[str, str], body: bytes | None, route: Route
    ) -> None:
        curl, setopt = self._curl, handle.setopt
        setopt(curl.URL, url)
        setopt(curl.PATH_AS_IS, 1)  # what was signed is sent
        setopt(curl.HTTPHEADER, _lines(headers))
        setopt(curl.USERAGENT, "BackFuture")  # where ccxt names none
        setopt(curl.ENCODING, "gzip, deflate")
        if method != "GET":
            setopt(curl.POSTFIELDS, body or b"")
            setopt(curl.CUSTOMREQUEST, method)
        setopt(curl.HTTP_VERSION, curl.CURL_HTTP_VERSION_1_1)
        setopt(curl.PROTOCOLS, curl.PROTO_HTTP | curl.PROTO_HTTPS)
        setopt(curl.NOSIGNAL, 1)
        setopt(curl.CONNECTTIMEOUT, _CONNECT_SECONDS)
        setopt(curl.MAXAGE_CONN, _IDLE_SECONDS)
        setopt(curl.DNS_CACHE_TIMEOUT, _DNS_SECONDS)
        setopt(curl.CAINFO, self._ca)
        self._lead(handle, route)

    def _lead(self, handle: Any, route: Route) -> None:
        """Lead a request out by its route; what the environment says of proxies is overruled either way."""
        curl, setopt = self._curl, handle.setopt
        setopt(curl.PROXY, route.proxy)
        setopt(curl.NOPROXY, "")
        if route.proxy:
            setopt(curl.HTTPPROXYTUNNEL, 1)  # also to an exchange without TLS: nothing is read on the way
            setopt(curl.PROXY_CAINFO, self._ca)
            if route.user:
                setopt(curl.PROXYUSERNAME, route.user)
                setopt(curl.PROXYPASSWORD, route.password)
        elif own := self._own.get(route):
            setopt(curl.INTERFACE, f"host!{own}")
        elif route.address:
            # The address that was promised is of one kind: by the other the exchange would see another one.
            is_old = ":" not in route.address
            setopt(curl.IPRESOLVE, curl.IPRESOLVE_V4 if is_old else curl.IPRESOLVE_V6)

    def _put_away(self, handle: Any) -> None:
        """Forget all that a request was about and keep the handle for the next one."""
        if self._running.pop(handle, None) is not None:  # nobody waits for it any more
            self._multi.remove_handle(handle)
        handle.reset()
        if len(self._idle) < _MOST_IDLE:
            self._idle.append(handle)

    def _why(self, handle: Any, failure: int, route: Route) -> str:
        """Say why no answer came: whether the exchange is silent, or our proxy turns us away or is not there."""
        curl = self._curl
        if route.proxy and (told := self._proxy_fault(handle, failure)):
            now = time.monotonic()
            if now - self._complained.get(route.address, -_COMPLAINT_SECONDS) >= _COMPLAINT_SECONDS:
                self._complained[route.address] = now
                logger.error("the proxy for %s %s: nothing can be asked from there", route.address, told)
            return "proxy"
        return "timeout" if failure == curl.E_OPERATION_TIMEDOUT else "connection"

    def _proxy_fault(self, handle: Any, failure: int) -> str:
        curl = self._curl
        if failure == curl.E_COULDNT_RESOLVE_PROXY:
            return "is not known by that name"
        status = handle.getinfo(curl.HTTP_CONNECTCODE)
        if 300 <= status < 500:
            return f"turned us away with HTTP {status}"
        is_new = handle.getinfo(curl.NUM_CONNECTS) > 0 or failure == curl.E_COULDNT_CONNECT
        # With a 5xx it tells that the exchange cannot be reached, which is no fault of its own.
        return "does not answer" if status == 0 and is_new else ""

    # --- libcurl and the event loop -------------------------------------------------------------
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
        reply = self._running.pop(handle)
        if not reply.arrived.done():
            reply.arrived.set_result(failure)

    async def close(self) -> None:
        """Close every connection; whoever still waits for an answer is told that none will come."""
        for handle in list(self._running):
            self._arrived(handle, self._curl.E_RECV_ERROR)
        await asyncio.sleep(0)
        for number in list(self._watched):
            self._on_socket(self._curl.POLL_REMOVE, number)
        self._on_timer(-1)
        self._multi.close()
        for handle in self._idle:
            handle.close()


def _lines(headers: Mapping[str, str]) -> list[bytes]:
    """Return headers as lines; raises ValueError for one that would become two."""
    # libcurl takes a name without a value for one to leave out; with a semicolon it is sent empty.
    lines = [f"{name}: {value}" if value else f"{name};" for name, value in headers.items()]
    if any("\r" in line or "\n" in line or "\0" in line for line in lines):
        raise ValueError("a header of several lines")
    return [line.encode() for line in lines]


def _own_address(route: Route) -> str:
    """Return the route's address where this machine has it itself, and can be made to use it; else nothing."""
    if route.proxy or not route.address:
        return ""
    family = socket.AF_INET6 if ipaddress.ip_address(route.address).version == 6 else socket.AF_INET
    with socket.socket(family) as tried:
        try:
            tried.bind((route.address, 0))
        except OSError:
            return ""
    return route.address


def _ca_file() -> str:
    """Return the authorities this machine trusts, or those that come with the libraries."""
    return ssl.get_default_verify_paths().cafile or str(libraries().certifi.where())
