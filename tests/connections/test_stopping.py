"""A worker that is asked to stop: what is in the air is written, the rest is given back at once and stays due."""

import time
from collections.abc import Iterator

import pytest
from django.utils import timezone
from pytest_django import Settings

from connections import checking, transitions
from connections.checking import open_cases, run, running
from connections.models import Check, Connection
from tests.connections.conftest import Connect, look
from tests.stack.sandbox import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture(autouse=True)
def goes_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(running, "_GATHER_TIMES", 1)  # small groups, so that something is left to stop
    yield
    checking.stopping.take_back()


def state(row: Connection) -> tuple[str, bool, bool]:
    """Return the verdict, whether somebody holds the row, and whether it is due."""
    row.refresh_from_db()
    is_due = row.next_check_at is not None and row.next_check_at <= timezone.now()
    return str(row.verdict), row.is_checking, is_due


def test_what_is_in_the_air_is_written_and_the_rest_is_free_and_due(
    connection_of: Connect, sandbox: Sandbox, settings: Settings
) -> None:
    settings.IN_FLIGHT = 1
    sandbox.put("/_sandbox/exchanges/kucoin", {"latency_ms": 100})
    rows = [connection_of("kucoin") for _ in range(4)]
    outcomes = run(open_cases(checking.claim([row.pk for row in rows], only_due=True)))
    for group in outcomes:
        transitions.apply(group)
        if group:
            checking.stopping.ask()
    found = [state(row) for row in rows]
    judged = [one for one in found if one == ("connected", False, False)]
    left = [one for one in found if one == ("pending", False, True)]
    assert len(judged) >= 1
    assert len(left) >= 2
    assert len(judged) + len(left) == 4


def test_nothing_is_asked_once_it_is_to_stop(connection_of: Connect, sandbox: Sandbox) -> None:
    row = connection_of("kucoin")
    checking.stopping.ask()
    checking.check([row.pk], only_due=True)
    assert state(row) == ("pending", False, True)


def test_who_waits_for_a_check_goes_on_waiting(connection_of: Connect, sandbox: Sandbox) -> None:
    row = connection_of("kucoin")
    check = Check.objects.create(connection=row, requested_at=timezone.now())
    Connection.objects.filter(pk=row.pk).update(check_requested_at=check.requested_at)
    checking.release(checking.claim([row.pk], only_due=False))
    check.refresh_from_db()
    assert check.state == "queued"
    look(row)
    check.refresh_from_db()
    assert (check.state, check.verdict) == ("done", "connected")


def test_a_claim_that_somebody_else_holds_by_now_is_not_given_back(connection_of: Connect) -> None:
    row = connection_of("kucoin")
    lost = checking.claim([row.pk], only_due=True)
    Connection.objects.filter(pk=row.pk).update(claimed_until=timezone.now())
    assert checking.claim([row.pk], only_due=True)
    checking.release(lost)
    assert checking.claim([row.pk], only_due=True) == []


def test_where_writing_fails_only_what_failed_is_held_on_to(
    connection_of: Connect, sandbox: Sandbox, settings: Settings
) -> None:
    settings.IN_FLIGHT = 1
    sandbox.put("/_sandbox/exchanges/kucoin", {"latency_ms": 100})
    failed, *others = [connection_of("kucoin") for _ in range(3)]
    rows = [row.pk for row in (failed, *others)]
    outcomes = run(open_cases(checking.claim(rows, only_due=True)))
    assert [outcome.connection_id for outcome in next(filter(None, outcomes))] == [failed.pk]
    outcomes.close()  # what an exception while writing does to it
    # Its claim keeps it from being asked again at once, and again, and again.
    assert [state(row) for row in (failed, *others)] == [
        ("pending", True, True),
        *[("pending", False, True)] * 2,
    ]


def test_a_check_does_not_begin_that_would_outlive_its_claim(
    connection_of: Connect, key: object, sandbox: Sandbox, settings: Settings
) -> None:
    settings.CLAIM_SECONDS = settings.CHECK_DEADLINE - 1
    row = connection_of("kucoin")
    checking.check([row.pk], only_due=True)
    assert state(row) == ("pending", False, True)
    assert row.checked_at is None


def test_who_waits_for_its_turn_does_not_wait_for_it_any_longer(
    connection_of: Connect, sandbox: Sandbox, settings: Settings, redis_url: str
) -> None:
    settings.BUDGETS, settings.SWEEP_SECONDS = True, 4  # patient enough for several turns
    rows = [connection_of("bingx") for _ in range(6)]
    outcomes = run(open_cases(checking.claim([row.pk for row in rows], only_due=True)))
    began = time.monotonic()
    for group in outcomes:
        transitions.apply(group)
        checking.stopping.ask()
    assert time.monotonic() - began < 4
    found = [state(row) for row in rows]
    assert found.count(("pending", False, True)) >= 4
    assert not any(is_held for _, is_held, _ in found)
