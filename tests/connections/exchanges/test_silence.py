"""No output ever holds a credential, whatever an exchange quotes back, in whatever place of whatever answer."""

import asyncio
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connections import exchanges, probes, verdicts
from connections.exchanges._wire import open_wire
from connections.exchanges.base import Exchange, Keys
from sandbox.keys import credentials
from tests.connections.exchanges import golden

STATUS = st.sampled_from([200, 400, 401, 403, 429, 500])
PLACES = st.sampled_from(["message", "code", "field", "list", "bare"])
NAMES = st.sampled_from(["api_key", "secret", "passphrase"])


class Quoting(BaseHTTPRequestHandler):
    """Answers every question with what its server holds."""

    def do_GET(self) -> None:
        status, body = self.server.said  # type: ignore[attr-defined]
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay quiet: a line per request would end in the tests' output."""


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Quoting) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def body_of(exchange: Exchange, place: str, text: str) -> bytes:
    """Return an answer that quotes a text in one place, as the exchange writes its refusals."""
    code, message = exchange.code_keys[0], exchange.message_keys[0]
    known = next(iter(exchange.errors))
    body: dict[str, Any] = {code: known, message: text if place == "message" else "refused"}
    quoting: dict[str, dict[str, Any]] = {
        "code": {code: text},
        "field": {text: text},
        "list": {"data": [text, {"key": text}]},
    }
    body.update(quoting.get(place, {}))
    return text.encode() if place == "bare" else json.dumps(body, ensure_ascii=False).encode()


@pytest.mark.parametrize("code", golden.offered())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STATUS, PLACES, NAMES, st.text(max_size=350), st.text(max_size=20))
def test_no_finding_holds_a_credential(
    server: ThreadingHTTPServer, code: str, status: int, place: str, name: str, before: str, after: str
) -> None:
    exchange, key = exchanges.get(code), credentials(code, "healthy", 7)
    keys = Keys(key.api_key, key.secret, key.passphrase or "")
    quoted = f"{before}{getattr(keys, name)}{after}"
    server.said = (status, body_of(exchange, place, quoted).replace(b"\r", b""))  # type: ignore[attr-defined]
    job = probes.Job(exchange, keys, frozenset(map(str, exchange.markets)))
    report = asyncio.run(_ask(job, f"http://127.0.0.1:{server.server_port}"))
    judged = verdicts.judge(report, list(exchange.markets))
    told = f"{report} {judged} {[json.dumps(one.to_json()) for one in judged.findings]}"
    for line in {keys.api_key, *keys.secret.splitlines(), keys.passphrase} - {""}:
        assert line.startswith("-----") or line not in told


async def _ask(job: probes.Job, url: str) -> Any:
    wire = open_wire(url)
    try:
        return await probes.run(job, wire, 5)
    finally:
        await wire.close()
