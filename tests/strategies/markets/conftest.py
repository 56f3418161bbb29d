"""What the tests of markets share: both exchanges of the sandbox, and the queue as it is in Redis."""

import json
from collections.abc import Iterator

import pytest
import redis

from connections import exchanges
from tests.stack.sandbox import Sandbox


@pytest.fixture(params=exchanges.every())
def exchange(request: pytest.FixtureRequest, sandbox: Sandbox) -> str:
    """Return the code of an exchange whose sandbox is at its beginning."""
    return str(request.param)


class Queue:
    """What was queued for the workers that do what nobody waits for."""

    def __init__(self, client: redis.Redis) -> None:
        self._client = client

    @property
    def tasks(self) -> list[tuple[str, str]]:
        """Return (name, arguments) of all that is queued, the oldest first."""
        found = [json.loads(message)["headers"] for message in self._client.lrange("chores", 0, -1)]
        return [(one["task"], one["argsrepr"]) for one in reversed(found)]

    def seconds_left(self, key: str) -> int:
        return int(self._client.ttl(f":1:{key}"))


@pytest.fixture
def queue(redis_url: str) -> Iterator[Queue]:
    with redis.Redis.from_url(redis_url) as client:
        yield Queue(client)
