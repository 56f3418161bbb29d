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


@pytest.fixture(scope="session")
def redis_client(redis_process: Child) -> Iterator[redis.Redis]:
    """Keep one connection for emptying: opening one before each of ten thousand tests takes minutes."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        yield client


@pytest.fixture
def redis_url(redis_client: redis.Redis) -> str:
    """Return the address of this process's Redis, emptied: limits and queues do not leak into the next test."""
    redis_client.flushall()
    return str(settings.REDIS_URL)


@pytest.fixture(autouse=True)
def emptied_redis(request: pytest.FixtureRequest) -> None:
    """Empty Redis before whatever has a database or asks an exchange; thousands of tests have neither."""
    uses = {"db", "transactional_db", "sandbox", "sandbox_process"} & set(request.fixturenames)
    if uses or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("redis_url")
