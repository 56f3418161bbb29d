"""HTTP/1.1 on a loopback port: keep-alive, answers in the order of the requests, nothing logged but failures."""

import asyncio
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import cast

import httptools

from sandbox.wire import Answer, Ending, Request, in_json

LOOPBACK = "127.0.0.1"
_LARGEST_BODY = 1_000_000
_LARGEST_HEAD = 64_000
_MOST_WAITING = 100
_BROKEN = in_json({"error": "The sandbox failed; its log says where."}, 500)
_MALFORMED = in_json({"error": "This is not an HTTP/1.1 request that the sandbox can read."}, 400)
_TOO_LARGE = in_json({"error": f"A request may have {_LARGEST_BODY} bytes."}, 413)


class _Turn:
    """The place of one request in the row of answers."""

    __slots__ = ("answer", "keep_alive")

    def __init__(self, keep_alive: bool) -> None:
        self.keep_alive = keep_alive
        self.answer: Answer | None = None


class Connection(asyncio.Protocol):
    """One client. Delayed answers hold back the later ones, as the protocol demands."""

    def __init__(self, answer: Callable[[Request], Answer]) -> None:
        self._answer = answer
        self._parser = httptools.HttpRequestParser(self)
        self._turns: deque[_Turn] = deque()
        self._head_bytes = 0
        self._has_too_many = False

    # --- the transport ---------------------------------------------------------------------------
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own class, not a subclass
        self._address = str(transport.get_extra_info("peername")[0])

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            # Whoever offers another protocol beside HTTP/1.1 is answered in HTTP/1.1 and goes on with it.
            self._parser = httptools.HttpRequestParser(self)
        except httptools.HttpParserError:
            self._refuse(_MALFORMED)

    def pause_writing(self) -> None:
        self._transport.pause_reading()

    def resume_writing(self) -> None:
        if not self._has_too_many:
            self._transport.resume_reading()

    # --- the parser --------------------------------------------------------------------------------
    def on_message_begin(self) -> None:
        self._url = b""
        self._headers: dict[bytes, bytes] = {}
        self._body = b""
        self._head_bytes = 0

    def on_url(self, url: bytes) -> None:
        self._url += url
        self._measure_head(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers[name.lower()] = value
        self._measure_head(len(name) + len(value))

    def on_body(self, body: bytes) -> None:
        self._body += body
        if len(self._body) > _LARGEST_BODY:
            self._refuse(_TOO_LARGE)

    def on_message_complete(self) -> None:
        if self._transport.is_closing():
            return
        turn = _Turn(self._parser.should_keep_alive())
        self._turns.append(turn)
        answer = self._answered(self._request())
        if answer.delay_ms:
            asyncio.get_running_loop().call_later(answer.delay_ms / 1000, self._ready, turn, answer)
            if len(self._turns) > _MOST_WAITING and not self._has_too_many:
                self._has_too_many = True
                self._transport.pause_reading()
        else:
            self._ready(turn, answer)

    # --- answering -----------------------------------------------------------------------------------
    def _request(self) -> Request:
        target, _, query = self._url.decode("latin-1").partition("?")
        # A client that takes us for its proxy names the exchange in full, http://api.example.com/path.
        host, slash, path = target.removeprefix("http://").removeprefix("/").partition("/")
        method = self._parser.get_method().decode("latin-1")
        return Request(method, host, slash + path, query, self._headers, self._body, self._address)

    def _answered(self, request: Request) -> Answer:
        try:
            return self._answer(request)
        except Exception as error:  # noqa: BLE001 - one broken answer must not end everybody's connections
            _log(error)
            return _BROKEN

    def _ready(self, turn: _Turn, answer: Answer) -> None:
        turn.answer = answer
        while self._turns and (first := self._turns[0]).answer is not None:
            self._turns.popleft()
            self._send(first.answer, first.keep_alive)
        if self._has_too_many and len(self._turns) <= _MOST_WAITING and not self._transport.is_closing():
            self._has_too_many = False
            self._transport.resume_reading()

    def _send(self, answer: Answer, keep_alive: bool) -> None:
        if self._transport.is_closing():
            return
        if answer.ending is not Ending.SILENT:
            self._transport.write(answer.encoded(keep_alive))
        if not keep_alive or answer.ending is not Ending.WHOLE:
            self._transport.close()

    def _measure_head(self, size: int) -> None:
        self._head_bytes += size
        if self._head_bytes > _LARGEST_HEAD:
            self._refuse(_TOO_LARGE)

    def _refuse(self, answer: Answer) -> None:
        self._turns.clear()
        self._send(answer, keep_alive=False)


def _log(error: Exception) -> None:
    """Say where it happened, never what was sent: a message or a path may hold a key."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    print(f"failed: {type(error).__name__} at {where.filename}:{where.lineno}", file=sys.stderr, flush=True)


async def serve(answer: Callable[[Request], Answer], port: int) -> None:
    """Answer until SIGINT or SIGTERM; prints the address when ready, raises OSError when the port is taken."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(partial(Connection, answer), LOOPBACK, port)
    ended = asyncio.Event()
    for wanted in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(wanted, ended.set)
    print(f"Sandbox ready on http://{LOOPBACK}:{server.sockets[0].getsockname()[1]}", flush=True)
    await ended.wait()
    server.close()
