"""What is lost when something dies in the middle: nothing. No key is blamed, none is asked twice at once."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from backfuture.dev import postgres, ready, services
from backfuture.dev.child import Child
from tests.stack.children import Children
from tests.stack.fleet import EXCHANGES, Fleet, connected
from tests.stack.whole import running_stack
from tests.visitor import Browser

pytestmark = pytest.mark.xdist_group("stack")

RECHECK, LATENCY, COPIES = 2, 0.25, 2000
# Everything in a hurry, so that faults meet checks that are under way.
_PACE = {
    "CHECK_DEADLINE": "2",
    "CLAIM_SECONDS": "5",
    "QUEUED_SECONDS": "3",
    "RECHECK_SECONDS": str(RECHECK),
    "RETRY_SECONDS": "2",
}
Note = Callable[[str, float], None]


@pytest.fixture(scope="module")
def database() -> Iterator[tuple[str, Child]]:
    with postgres.own_server() as (url, child):
        yield url, child


@pytest.fixture(scope="module")
def running(children: Children, database: tuple[str, Child]) -> Iterator[Fleet]:
    """Run the product on a PostgreSQL of its own, with connections that are looked at every two seconds."""
    with running_stack(children, "faults", DATABASE_URL=database[0], **_PACE) as stack:
        for code in EXCHANGES:
            stack.sandbox.put(f"/_sandbox/exchanges/{code}", {"latency_ms": int(LATENCY * 1000)})
        yield connected(stack, database[0])


@pytest.fixture
def fleet(running: Fleet) -> Iterator[Fleet]:
    """Give the fleet, and look afterwards whether any key was blamed, anything is stuck, or ran twice at once."""
    yield running
    assert running.blamed() == []
    assert running.stuck() == []
    assert running.closest_looks() >= LATENCY


@pytest.fixture
def note(record_property: Callable[[str, object], None]) -> Note:
    return lambda fault, seconds: record_property(f"well again after: {fault}", seconds)


def status(fleet: Fleet, path: str) -> int:
    return requests.get(fleet.stack.url + path, timeout=15).status_code


def test_a_worker_killed_in_the_middle_of_a_batch(fleet: Fleet, note: Note) -> None:
    fleet.wait_until(lambda: any(row["claimed_until"] for row in fleet.rows()))
    fleet.stack.kill("watch")
    fleet.stack.start("watch")
    note("a worker killed in the middle of a batch", fleet.recovered())


def test_redis_killed_and_emptied(fleet: Fleet, note: Note) -> None:
    fleet.stack.kill("redis")
    browser = Browser(fleet.stack).sign_in(fleet.person.email)
    browser.get("/connections/")
    pk = fleet.rows()[0]["id"]
    assert fleet.person.call("POST", f"/api/v1/connections/{pk}/checks/").status_code == 202
    assert (status(fleet, "/healthz"), status(fleet, "/readyz")) == (200, 503)
    folder = fleet.stack.places.var_dir / "redis"
    shutil.rmtree(folder)
    folder.mkdir()
    fleet.stack.start("redis")
    note("Redis killed and emptied", fleet.recovered())
    assert not fleet.person.judged(pk)["is_checking"]
    assert status(fleet, "/readyz") == 200


def test_the_database_restarted(fleet: Fleet, note: Note, database: tuple[str, Child]) -> None:
    server = database[1]
    os.kill(server.pid, signal.SIGQUIT)  # at once, as in a crash: what was not written is rolled back
    time.sleep(0.5)
    server.kill()
    assert (status(fleet, "/healthz"), status(fleet, "/readyz")) == (200, 503)
    server.start()
    fleet.wait_until(lambda: status(fleet, "/readyz") == 200)
    note("the database crashed and restarted", fleet.recovered())


def test_beat_started_twice(fleet: Fleet, children: Children) -> None:
    other = fleet.stack.places.var_dir / "other"
    command = services.shell(services.commands()["beat"])
    environment = {**fleet.stack.environment, "VAR_DIR": str(other)}
    second = children.child("second-beat", command, **environment).start()
    try:
        fleet.wait_until(lambda: any(other.glob("beat*")))
        since = datetime.now(UTC)
        time.sleep(3 * RECHECK)
        second.check_alive()
    finally:
        second.stop()
    assert RECHECK <= fleet.closest_looks(since) < 3 * RECHECK


def test_exchanges_slow_in_garbage_hanging_up_and_with_a_wrong_clock(fleet: Fleet, note: Note) -> None:
    """All at once: each exchange has its own trouble."""
    troubles: dict[str, dict[str, Any]] = {
        "kucoin": {"latency_ms": 4000},
        "mexc": {"mode": "garbage"},
        "okx": {"mode": "closing"},
        "gate": {"clock_offset_ms": 120_000},
    }
    well = {"latency_ms": int(LATENCY * 1000), "mode": "up", "clock_offset_ms": 0}
    for code, trouble in troubles.items():
        fleet.stack.sandbox.put(f"/_sandbox/exchanges/{code}", trouble)
    fleet.wait_until(lambda: all(map(fleet.is_hit, troubles)))
    for code in troubles:
        fleet.stack.sandbox.put(f"/_sandbox/exchanges/{code}", well)
    note("exchanges slow, in garbage, hanging up, with a wrong clock", fleet.recovered())


def test_every_exchange_gone(fleet: Fleet, note: Note) -> None:
    fleet.stack.kill("sandbox")
    fleet.wait_until(lambda: all(map(fleet.is_hit, EXCHANGES)))
    fleet.stack.start("sandbox")
    ready.wait_for_port(fleet.stack.places.sandbox_port or 0)
    note("every exchange gone", fleet.recovered())


def test_new_keys_while_checks_run(fleet: Fleet, children: Children) -> None:
    """Rotation is killed in the middle and run again; at no moment is there a key that a check cannot open."""
    fleet.add_copies(COPIES)
    both, newest = _keys("newer,tests-only"), _keys("newer")
    _restart_watch(fleet, both)
    command, environment = services.manage("rotate_encryption"), {**fleet.stack.environment, **both}
    first = children.child("rotation", command, **environment).start()
    fleet.wait_until(lambda: fleet.renewed_copies("api_key") > 0)
    first.kill()
    assert fleet.renewed_copies("passphrase") < COPIES - 1
    fleet.recovered()
    subprocess.run(command, env=services.environment(**environment), check=True, capture_output=True)
    assert fleet.renewed_copies("passphrase") == COPIES - 1
    _restart_watch(fleet, newest)
    fleet.recovered()


def _keys(value: str) -> dict[str, str]:
    return {"SECRET_KEY": value, "SALT_KEY": value}


def _restart_watch(fleet: Fleet, keys: dict[str, str]) -> None:
    fleet.stack.processes["watch"].stop()
    fleet.stack.processes["watch"].environment = services.environment(**fleet.stack.environment, **keys)
    fleet.stack.start("watch")
