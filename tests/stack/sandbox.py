"""The exchange sandbox of a test process, over HTTP like every other client."""

import json
import subprocess
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from backfuture.dev import services
from backfuture.dev.ready import wait_for_port
from tests.stack.children import Children

Json = dict[str, Any]


@dataclass
class Sandbox:
    """A running sandbox: its address, its keys, and the handles that change a story."""

    url: str

    @cached_property
    def keys(self) -> list[Json]:
        """Return every story of every exchange with its credentials and what it must lead to."""
        command = [*services.sandbox(0)[:3], "keys", "--json"]
        return list(json.loads(subprocess.check_output(command)))

    def key(self, exchange: str, story: str) -> Json:
        """Return the credentials of one story: exchange, api_key, secret, passphrase and more."""
        found = [key for key in self.keys if (key["exchange"], key["story"]) == (exchange, story)]
        assert len(found) == 1, f"{len(found)} keys for {exchange} {story}"
        return found[0]

    def tell(self, api_key: str, **changes: Any) -> None:
        """Change the story of a key, or its `latency_ms`, while it is in use."""
        self.put(f"/_sandbox/keys/{api_key}", changes)

    def register(self, exchange: str, story: str, public_key: str) -> str:
        """Register a public key as a user does on an exchange's site, and return the API key for it."""
        body = {"exchange": exchange, "story": story, "public_key": public_key}
        answer = self._send("POST", "/_sandbox/keys", json.dumps(body).encode())
        return str(json.loads(answer)["api_key"])

    def put(self, path: str, body: Json) -> None:
        self._send("PUT", path, json.dumps(body).encode())

    def get(self, path: str) -> Json:
        with urllib.request.urlopen(f"{self.url}{path}", timeout=10) as answer:
            return dict(json.load(answer))

    def reset(self) -> None:
        """Put every story back to its beginning."""
        self._send("DELETE", "/_sandbox", None)

    def _send(self, method: str, path: str, body: bytes | None) -> bytes:
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}{path}", body, headers, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return bytes(answer.read())


@pytest.fixture(scope="session")
def sandbox_process(children: Children) -> Iterator[Sandbox]:
    port = urlsplit(settings.SANDBOX_URL).port or 0
    child = children.child("sandbox", services.sandbox(port, "--no-limits")).start()
    wait_for_port(port, check=child.check_alive)
    yield Sandbox(settings.SANDBOX_URL)
    child.stop()


@pytest.fixture
def sandbox(sandbox_process: Sandbox) -> Sandbox:
    """Return the sandbox with every story at its beginning."""
    sandbox_process.reset()
    return sandbox_process
