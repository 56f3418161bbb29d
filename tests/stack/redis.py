"""A Redis of its own for every test process, empty at the beginning of every test."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import redis
from django.conf import settings

from backfuture.dev import redis_server
from backfuture.dev.child import Child
from backfuture.dev.ready import wait_for_port
from tests.stack.children import Children


@pytest.fixture(scope="session", autouse=True)
def redis_process(children: Children) -> Iterator[Child]:
    port = urlsplit(settings.REDIS_URL).port or 6379
    command = redis_server.command(port, children.folder / "redis", durable=False)
    child = children.child("redis", command).start()
    wait_for_port(port, check=child.check_alive)
    yield child
    child.stop()


@pytest.fixture(autouse=True)
def redis_url(redis_process: Child) -> str:
    """Return the address of this process's Redis, emptied: limits and queues do not leak into the next test."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.flushall()
    return str(settings.REDIS_URL)
