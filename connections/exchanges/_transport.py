"""Carry requests to the exchanges on a worker's event loop: libcurl's connections, its TLS, its proxies.

Of one request nothing is left for the next but the open connection. No redirects, no cookies, nothing from the
environment; every exchange is reached end to end: a proxy is only asked to connect and sees no more than a host name.
"""

import ipaddress
import logging
import socket
import ssl
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from backfuture.lib.route import Route
from connections.exchanges._driver import Driver
from connections.exchanges.base import libraries

logger = logging.getLogger(__name__)

_CONNECT_SECONDS = 5
_IDLE_SECONDS = 30  # of a connection: exchanges close theirs after a minute or so
_MOST_IDLE = 512  # handles
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
        self._driver = Driver()
        self._ca = ca_file or _ca_file()
        self._own = {route: _own_address(route) for route in routes}
        self._idle: list[Any] = []
        self._complained: dict[str, float] = {}

    async def request(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, limit: int, route: Route
    ) -> Reply:
        """Return the answer, its body cut at `limit` bytes; raises Lost, or ValueError for what cannot be sent."""
        handle = self._idle.pop() if self._idle else self._curl.Curl()
        reply = Reply(limit)
        try:
            self._prepare(handle, method, url, headers, body, route)
            handle.setopt(self._curl.HEADERFUNCTION, reply.on_header)
            handle.setopt(self._curl.WRITEFUNCTION, reply.on_body)
            failure = await self._driver.perform(handle)
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

    async def close(self) -> None:
        """Close every connection; whoever still waits for an answer is told that none will come."""
        await self._driver.close()
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
