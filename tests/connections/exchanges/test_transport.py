"""What carries requests: nothing is added, nothing is followed, nothing is left for the next one."""

import asyncio
import gzip
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest

from backfuture.dev.ports import free_port
from backfuture.lib.route import Route
from connections.exchanges._transport import Lost, Reply, Transport
from tests.stack.proxy import listening

T = TypeVar("T")
LIMIT = 1000


@contextmanager
def answering(*answers: bytes, delay: float = 0) -> Iterator[tuple[str, list[bytes]]]:
    """Answer each request on a connection with the next of these, the last one for ever; note what was sent."""
    told: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        left = list(answers)
        while left:
            head = await reader.readuntil(b"\r\n\r\n")
            size = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            told.append(head + await reader.readexactly(int(size or 0)))
            await asyncio.sleep(delay)
            writer.write(left.pop(0))
        writer.close()

    with listening(serve) as port:
        yield f"http://127.0.0.1:{port}", told


def answer(body: bytes, *headers: bytes, status: bytes = b"200 OK") -> bytes:
    head = b"\r\n".join([b"HTTP/1.1 " + status, b"Content-Length: %d" % len(body), *headers])
    return head + b"\r\n\r\n" + body


def using(work: Callable[[Transport], Awaitable[T]]) -> T:
    async def run() -> T:
        transport = Transport()
        try:
            return await work(transport)
        finally:
            await transport.close()

    return asyncio.run(run())


def ask(url: str, *, method: str = "GET", body: bytes | None = None, **headers: str) -> Reply:
    async def work(transport: Transport) -> Reply:
        return await transport.request(method, url, headers, body, LIMIT, Route())

    return using(work)


def test_a_redirect_is_an_answer_like_any_other() -> None:
    there = f"Location: http://127.0.0.1:{free_port()}/".encode()
    with answering(answer(b"", there, status=b"302 Found")) as (url, _):
        reply = ask(url)
    assert (reply.status, reply.headers["Location"]) == (302, there.decode().partition(" ")[2])


def test_a_body_is_cut_where_it_becomes_too_long() -> None:
    with answering(answer(b"x" * 50_000)) as (url, _):
        reply = ask(url)
    assert (reply.status, reply.body) == (200, b"x" * LIMIT)


def test_what_was_packed_is_cut_by_what_it_becomes() -> None:
    bomb = gzip.compress(b"0" * 5_000_000)
    with answering(answer(bomb, b"Content-Encoding: gzip")) as (url, _):
        assert ask(url).body == b"0" * LIMIT


def test_what_was_signed_is_sent() -> None:
    with answering(answer(b"{}")) as (url, told):
        ask(f"{url}/a/../b?x=%7E~&y=a%20b", key="k", empty="", name="ä")
    line, *headers = told[0].decode().splitlines()
    assert line == "GET /a/../b?x=%7E~&y=a%20b HTTP/1.1"
    assert {"key: k", "empty:", "name: ä"} <= set(headers)


def test_nothing_of_one_request_is_left_for_the_next() -> None:
    cookie = answer(b"{}", b"Set-Cookie: session=canary; Path=/")

    async def work(transport: Transport) -> None:
        for method, body, headers in (("POST", b"a=1", {"key": "canary"}), ("GET", None, {})):
            await transport.request(method, f"{url}/one", headers, body, LIMIT, Route())

    with answering(cookie, cookie) as (url, told):
        using(work)
    first, second = told
    assert b"key: canary" in first
    assert first.endswith(b"\r\n\r\na=1")
    assert second.startswith(b"GET /one HTTP/1.1")
    assert b"canary" not in second
    assert b"User-Agent: BackFuture\r\n" in second


@pytest.mark.parametrize("value", ["a\r\nX-Other: 1", "a\nb", "a\0b"])
def test_a_header_that_would_become_two_is_not_sent(value: str) -> None:
    with answering(answer(b"{}")) as (url, told), pytest.raises(ValueError, match="several lines"):
        ask(url, key=value)
    assert told == []


@pytest.mark.parametrize(
    "said", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"]
)
def test_no_answer_is_told_from_an_answer(said: bytes) -> None:
    with answering(said) as (url, _), pytest.raises(Lost, match="connection"):
        ask(url)


def test_nobody_there() -> None:
    with pytest.raises(Lost, match="connection"):
        ask(f"http://127.0.0.1:{free_port()}")


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://127.0.0.1/", "gopher://127.0.0.1/"])
def test_nothing_but_http_is_spoken(url: str) -> None:
    with pytest.raises(Lost):
        ask(url)


def test_who_stops_waiting_leaves_nothing_behind() -> None:
    async def work(transport: Transport) -> Any:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await transport.request("GET", f"{slow}/", {}, None, LIMIT, Route())
        assert transport._driver._running == {}
        return await transport.request("GET", f"{quick}/", {}, None, LIMIT, Route())

    with answering(answer(b"late"), delay=0.3) as (slow, _), answering(answer(b"soon")) as (quick, _):
        assert using(work).body == b"soon"


def test_many_at_once_share_connections() -> None:
    async def work(transport: Transport) -> list[bytes]:
        async def one() -> bytes:
            return (await transport.request("GET", f"{url}/", {}, None, LIMIT, Route())).body

        return [body for _ in range(5) for body in await asyncio.gather(*(one() for _ in range(20)))]

    connections = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        while await reader.readuntil(b"\r\n\r\n"):
            writer.write(answer(b"{}"))

    with listening(serve) as port:
        url = f"http://127.0.0.1:{port}"
        assert using(work) == [b"{}"] * 100
    assert connections <= 20


def test_closing_ends_the_waiting() -> None:
    async def work() -> None:
        transport = Transport()
        waiting = asyncio.create_task(transport.request("GET", f"{url}/", {}, None, LIMIT, Route()))
        await asyncio.sleep(0.05)
        await transport.close()
        with pytest.raises(Lost):
            await waiting

    with answering(answer(b"late"), delay=0.3) as (url, _):
        asyncio.run(work())
