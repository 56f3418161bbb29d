"""A worker process that is told to stop in the middle of a batch."""

import time

import pytest
from django.conf import settings

from backfuture.dev import ready, services
from connections import tasks
from connections.models import Connection
from tests.connections.conftest import Connect
from tests.stack.children import Children
from tests.stack.sandbox import Sandbox
from tests.stack.worker import database_url


@pytest.mark.xdist_group("stack")
def test_it_ends_soon_nothing_is_lost_and_nothing_held(
    transactional_db: None, children: Children, sandbox: Sandbox, connection_of: Connect
) -> None:
    sandbox.put("/_sandbox/exchanges/kucoin", {"latency_ms": 500})
    rows = [connection_of("kucoin") for _ in range(30)]
    command = services.shell(services.commands()["watch"])
    environment = {"DATABASE_URL": database_url(), "IN_FLIGHT": "10"}
    worker = children.child("stopped", command, **environment).start()
    ready.wait_for_workers(settings.REDIS_URL, {"watch"}, check=worker.check_alive)
    tasks.recheck_due()
    while not any(row.claimed_until for row in fresh(rows)):
        time.sleep(0.05)
    time.sleep(0.3)
    told = time.monotonic()
    worker.stop(grace_seconds=20)
    assert time.monotonic() - told < 10
    found = fresh(rows)
    assert 10 <= sum(row.verdict == "connected" for row in found) < 30
    assert not any(row.claimed_until for row in found)
    assert all(row.next_check_at for row in found)


def fresh(rows: list[Connection]) -> list[Connection]:
    return list(Connection.objects.filter(pk__in=[row.pk for row in rows]))
