"""What is lost when something dies in the middle: nothing."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise

import pytest
from django.conf import settings

from backfuture.dev import ready, services
from backfuture.dev.child import Child
from connections import tasks
from connections.models import Connection
from sandbox.keys import Key, credentials
from tests.connections.conftest import Connect, connection_of, key, requests_of
from tests.stack.children import Children
from tests.stack.sandbox import Sandbox
from tests.stack.worker import database_url

__all__ = ("connection_of", "key")  # fixtures
COUNT = 60


@pytest.fixture
def watcher(transactional_db: None, children: Children) -> Iterator[Child]:
    """Return a worker for rechecks, of this test alone."""
    command = services.shell(services.commands()["watch"])
    child = children.child("victim", command, DATABASE_URL=database_url()).start()
    ready.wait_for_workers(settings.REDIS_URL, {"watch"}, check=child.check_alive)
    yield child
    child.stop()


@pytest.mark.xdist_group("stack")
def test_a_worker_killed_in_the_middle_of_a_batch_loses_nothing(
    watcher: Child, sandbox: Sandbox, connection_of: Connect
) -> None:
    sandbox.put("/_sandbox/exchanges/kucoin", {"latency_ms": 1500})
    keys = [credentials("kucoin", "healthy", 70_000 + number) for number in range(COUNT)]
    rows = [connection_of("kucoin", key=one) for one in keys]
    tasks.recheck_due()
    _until(lambda: any(requests_of(one, sandbox) for one in keys))
    watcher.kill()
    assert _judged(rows) == 0
    watcher.start()
    ready.wait_for_workers(settings.REDIS_URL, {"watch"}, check=watcher.check_alive)
    restarted = time.monotonic()
    while _judged(rows) < COUNT:
        assert time.monotonic() - restarted < 30, f"{_judged(rows)} of {COUNT} judged within 30 s"
        tasks.recheck_due()  # what beat does
        time.sleep(settings.SWEEP_SECONDS / 2)
    assert Counter(row.status for row in _fresh(rows)) == {"connected": COUNT}
    assert not any(row.is_checking for row in _fresh(rows))
    assert all(_never_twice_at_once(one, sandbox) for one in keys)


def _never_twice_at_once(key: Key, sandbox: Sandbox) -> bool:
    """Say whether a key's introductions lie at least a claim apart: the second check waited for the first's claim."""
    paths = [r for r in requests_of(key, sandbox) if r["path"].endswith("/user/api-key")]
    asked = [datetime.fromisoformat(one["at"]).timestamp() for one in paths]
    gaps = [later - earlier for earlier, later in pairwise(asked)]
    return bool(asked) and all(gap >= settings.CLAIM_SECONDS - 5 for gap in gaps)


def _judged(rows: list[Connection]) -> int:
    return sum(row.verdict != "pending" for row in _fresh(rows))


def _fresh(rows: list[Connection]) -> list[Connection]:
    return list(Connection.objects.filter(pk__in=[row.pk for row in rows]))


def _until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + 15
    while not true():
        assert time.monotonic() < ends, "nothing happened within 15 s"
        time.sleep(0.05)
