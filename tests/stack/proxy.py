"""Ways out for tests: a proxy that connects by an address of its own, and TLS in front of the sandbox."""

import asyncio
import base64
import contextlib
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

LOOPBACK = "127.0.0.1"
_Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Proxy:
    """Connects where it is asked to, for one user, and leaves by its own address; it notes all that it could read."""

    address: str
    user: str = "trader-desk"
    password: str = "canary, of a proxy: 77"
    port: int = 0
    asked: list[str] = field(default_factory=list)
    turned_away: int = 0
    carried: bytearray = field(default_factory=bytearray)
    refuses_with: int = 0

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        method, target, _ = head.split(" ", 2)
        self.asked.append(f"{method} {target}")
        own = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        if method != "CONNECT" or f"Proxy-Authorization: Basic {own}" not in head or self.refuses_with:
            self.turned_away += 1
            writer.write(b"HTTP/1.1 %d No\r\nContent-Length: 0\r\n\r\n" % (self.refuses_with or 407))
            writer.close()
            return
        host, _, port = target.rpartition(":")
        there, away = await asyncio.open_connection(host, int(port), local_addr=(self.address, 0))
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        await asyncio.gather(self._carry(reader, away), self._carry(there, writer))

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65_536):
                self.carried += data
                writer.write(data)
        writer.close()


@contextmanager
def proxy(address: str) -> Iterator[Proxy]:
    """Run a proxy that leaves by a loopback address, so that a server on this machine sees that one."""
    made = Proxy(address)
    with listening(made.serve) as made.port:
        yield made


@contextmanager
def behind_tls(port: int, context: ssl.SSLContext) -> Iterator[int]:
    """Put TLS in front of a port and return the port that speaks it."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, away = await asyncio.open_connection(LOOPBACK, port)
        carrier = Proxy(LOOPBACK)
        await asyncio.gather(carrier._carry(reader, away), carrier._carry(there, writer))

    with listening(serve, context) as found:
        yield found


@contextmanager
def listening(serve: _Serve, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """Serve on a free loopback port, on a loop of its own, until the block is left."""
    loop, ready = asyncio.new_event_loop(), threading.Event()
    ports: list[int] = []

    async def run() -> None:
        server = await asyncio.start_server(_quietly(serve), LOOPBACK, 0, ssl=context)
        ports.append(server.sockets[0].getsockname()[1])
        ready.set()
        async with server:
            with contextlib.suppress(asyncio.CancelledError):
                await server.serve_forever()

    thread = threading.Thread(target=_run, args=(loop, run()), daemon=True)
    thread.start()
    ready.wait(5)
    yield ports[0]
    loop.call_soon_threadsafe(lambda: [task.cancel() for task in asyncio.all_tasks(loop)])
    thread.join(5)


def _run(loop: asyncio.AbstractEventLoop, main: "asyncio.Future[None] | object") -> None:
    with contextlib.suppress(asyncio.CancelledError), asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(main)  # type: ignore[arg-type]


def _quietly(serve: _Serve) -> _Serve:
    async def run(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await serve(reader, writer)

    return run
