"""HTTP as clients really speak it: many requests on one connection, several at once, some of them broken."""

import asyncio
import socket
import time
from functools import partial
from urllib.parse import urlsplit

import pytest

from sandbox.keys import credentials
from sandbox.server import Connection
from sandbox.wire import Answer, Request
from tests.sandbox.client import Client


def exchanged(server: Client, sent: bytes, until: int = 1, timeout: float = 5) -> bytes:
    """Send bytes on one connection; return what comes until so many answers or the end."""
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port), timeout=timeout) as line:
        line.sendall(sent)
        received = b""
        while received.count(b"HTTP/1.1 ") < until or not received.endswith((b"}", b"]")):
            chunk = line.recv(65_536)
            if not chunk:
                break
            received += chunk
        return received


def get(path: str, *headers: str) -> bytes:
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: x", *headers, "", ""]).encode()


PING, TIME = "/api.mexc.com/api/v3/ping", "/api.kucoin.com/api/v1/status"


def test_requests_sent_at_once_are_answered_in_order(sandbox_server: Client) -> None:
    received = exchanged(sandbox_server, get(PING) + get(TIME) + get(PING), until=3)
    bodies = [part.partition(b"\r\n\r\n")[2] for part in received.split(b"HTTP/1.1 ")[1:]]
    assert bodies == [b"{}", b'{"code":"200000","data":{"status":"open","msg":""}}', b"{}"]


def test_a_slow_answer_holds_back_the_quick_one_behind_it(sandbox_server: Client) -> None:
    key = credentials("mexc", "healthy")
    sandbox_server.tell(key, latency_ms=100)
    slow = get("/api.mexc.com/api/v3/account", f"X-MEXC-APIKEY: {key.api_key}")
    began = time.monotonic()
    received = exchanged(sandbox_server, slow + get(PING), until=2)
    assert time.monotonic() - began >= 0.1
    assert [part[:3] for part in received.split(b"HTTP/1.1 ")[1:]] == [b"400", b"200"]


def test_a_request_may_arrive_in_pieces(sandbox_server: Client) -> None:
    address = urlsplit(sandbox_server.url)
    with socket.create_connection((address.hostname, address.port), timeout=5) as line:
        for at in range(0, len(request := get(PING)), 7):
            line.sendall(request[at : at + 7])
        assert line.recv(1000).startswith(b"HTTP/1.1 200 OK")


def test_a_client_that_wants_to_close_is_closed(sandbox_server: Client) -> None:
    received = exchanged(sandbox_server, get(PING, "Connection: close") + get(PING), until=5)
    assert received.count(b"HTTP/1.1 ") == 1
    assert b"Connection: close" in received


def test_an_offer_of_another_protocol_is_not_taken_up(sandbox_server: Client) -> None:
    offer = get(PING, "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk")
    assert exchanged(sandbox_server, offer).startswith(b"HTTP/1.1 200 OK")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"hello\r\n\r\n", b"400"),
        (get("/", f"X-Long: {'a' * 70_000}"), b"413"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n" + b"a" * 1_000_001, b"413"),
    ],
    ids=["no request", "long head", "long body"],
)
def test_what_is_no_request_is_refused_and_closed(sandbox_server: Client, sent: bytes, status: bytes) -> None:
    received = exchanged(sandbox_server, sent, until=2)
    assert received.startswith(b"HTTP/1.1 " + status)
    assert b"Connection: close" in received


def test_a_failure_is_logged_by_its_place_and_not_by_what_was_sent(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(request: Request) -> Answer:
        raise KeyError(request.header(b"x-mexc-apikey"))

    async def asked() -> bytes:
        server = await asyncio.get_running_loop().create_server(partial(Connection, fail), "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(get("/mx0secret", "X-MEXC-APIKEY: mx0secret", "Connection: close"))
        answer = await reader.read()
        writer.close()
        server.close()
        return answer

    assert asyncio.run(asked()).startswith(b"HTTP/1.1 500 ")
    log = capsys.readouterr().err
    assert log.startswith("failed: KeyError at ")
    assert "test_connection.py" in log
    assert "mx0secret" not in log


def test_a_hundred_slow_requests_wait_side_by_side(sandbox_server: Client) -> None:
    sandbox_server.set("mexc", latency_ms=100)
    began = time.monotonic()
    received = exchanged(sandbox_server, get(PING) * 150, until=150)
    assert received.count(b"HTTP/1.1 200 OK") == 150
    assert time.monotonic() - began < 2


def test_a_connection_goes_on_after_many_answers_waited_for_one(sandbox_server: Client) -> None:
    late, soon = credentials("mexc", "healthy"), credentials("mexc", "healthy", 1)
    sandbox_server.tell(late, latency_ms=150)
    sandbox_server.tell(soon, latency_ms=20)
    ask = "/api.mexc.com/api/v3/account"
    first, others = (get(ask, f"X-MEXC-APIKEY: {key.api_key}") for key in (late, soon))
    address = urlsplit(sandbox_server.url)
    with socket.create_connection((address.hostname, address.port), timeout=5) as line:
        line.sendall(first + others * 130)
        received = b""
        while received.count(b"HTTP/1.1 400") < 131:
            received += line.recv(65_536)
        line.sendall(get(PING))
        assert line.recv(1000).startswith(b"HTTP/1.1 200 OK")


def test_a_client_may_take_the_sandbox_for_its_proxy(sandbox_server: Client) -> None:
    path = "http://api.mexc.com/api/v3/ping"
    assert sandbox_server.send("GET", path).status == 200
    assert sandbox_server.send("DELETE", "http://_sandbox", Host="_sandbox").status == 403
