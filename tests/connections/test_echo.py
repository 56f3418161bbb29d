"""An exchange that quotes a credential back: no part of it stays in what is kept."""

import asyncio
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from connections import exchanges, probes
from connections.exchanges._wire import open_wire
from connections.exchanges.base import Keys
from connections.findings import Diagnosis

KEYS = Keys("0123456789abcdef01234567", "89abcdef-5ec2-4e75-8ca9-a7e5ca9a7e22", "open-sesame-77")


class Echo(BaseHTTPRequestHandler):
    """Refuses every question with the message that its server holds."""

    def do_GET(self) -> None:
        body = json.dumps({"code": "400003", "msg": self.server.message}).encode()  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay quiet: a line per request would end in the tests' output."""


@pytest.fixture
def echo() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def refused_with(server: ThreadingHTTPServer, message: str) -> Diagnosis:
    server.message = message  # type: ignore[attr-defined]

    async def ask() -> Diagnosis:
        wire = open_wire(f"http://127.0.0.1:{server.server_port}")
        try:
            job = probes.Job(exchanges.get("kucoin"), KEYS, frozenset({"spot"}))
            return (await probes.run(job, wire, 5)).results[0].diagnosis
        finally:
            await wire.close()

    return asyncio.run(ask())


@pytest.mark.parametrize("value", [KEYS.api_key, KEYS.secret, KEYS.passphrase])
@pytest.mark.parametrize("before", [0, 285, 290, 298])
def test_no_part_of_a_quoted_credential_is_kept(echo: ThreadingHTTPServer, value: str, before: int) -> None:
    found = refused_with(echo, f"{'x' * before}{value} does not exist")
    assert found.category == "invalid_key"
    assert value[:6] not in found.message
    assert "***" in found.message or before > 290
