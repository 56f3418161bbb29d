"""Nobody is asked twice at once, nothing is lost, and a late answer writes nothing."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection as database
from django.utils import timezone
from pytest_django import Settings

from connections import checking, transitions
from connections.checking import open_cases, run
from connections.models import Check, Connection, Credentials, Role
from sandbox.keys import Key
from tests.connections.conftest import Connect, keys_of, look, make_due
from tests.stack.sandbox import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_of_many_workers_one_gets_the_row(connection_of: Connect) -> None:
    pk = connection_of("kucoin").pk

    def claim(_: int) -> int:
        try:
            return len(checking.claim([pk], only_due=True))
        finally:
            database.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(claim, range(16))) == 1


def test_a_claim_expires(connection_of: Connect) -> None:
    row = connection_of("kucoin")
    assert checking.claim([row.pk], only_due=True)
    assert checking.claim([row.pk], only_due=True) == []
    Connection.objects.filter(pk=row.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert checking.claim([row.pk], only_due=True)


def test_what_was_judged_since_it_was_queued_is_not_asked_again(
    connection_of: Connect, sandbox: Sandbox
) -> None:
    row = look(connection_of("kucoin"))
    assert checking.claim([row.pk], only_due=True) == []


def test_a_late_answer_after_the_claim_was_lost_writes_nothing(
    connection_of: Connect, sandbox: Sandbox
) -> None:
    row = connection_of("kucoin")
    slow = open_cases(checking.claim([row.pk], only_due=True))
    Connection.objects.filter(pk=row.pk).update(claimed_until=timezone.now())
    look(row)
    checked_at, checks = row.checked_at, row.checks.count()
    for outcomes in run(slow):
        transitions.apply(outcomes)
    row.refresh_from_db()
    assert (row.checked_at, row.checks.count()) == (checked_at, checks)


def test_a_late_answer_after_a_replacement_writes_nothing(
    connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    row = connection_of("kucoin", "wrong-secret")
    slow = open_cases(checking.claim([row.pk], only_due=True))
    # Meanwhile another key took the place of the one that is being asked about.
    Credentials.objects.filter(connection=row).delete()
    Credentials.seal(row.pk, "kucoin", keys_of(key("kucoin", "healthy")), version=2).save()
    Connection.objects.filter(pk=row.pk).update(credentials_version=2)
    for outcomes in run(slow):
        transitions.apply(outcomes)
    row.refresh_from_db()
    assert (row.verdict, row.findings, row.checked_at) == ("pending", (), None)


def test_an_answer_for_a_deleted_connection_writes_nothing(connection_of: Connect, sandbox: Sandbox) -> None:
    row = connection_of("kucoin")
    slow = open_cases(checking.claim([row.pk], only_due=True))
    row.delete()
    for outcomes in run(slow):
        transitions.apply(outcomes)
    assert not Check.objects.exists()


def test_a_request_during_a_check_is_answered_by_the_next_one(
    connection_of: Connect, sandbox: Sandbox
) -> None:
    row = connection_of("kucoin")
    running = open_cases(checking.claim([row.pk], only_due=True))
    asked = Check.objects.create(connection=row, requested_at=timezone.now())
    Connection.objects.filter(pk=row.pk).update(check_requested_at=asked.requested_at)
    for outcomes in run(running):
        transitions.apply(outcomes)
    row.refresh_from_db()
    asked.refresh_from_db()
    assert asked.state == "queued"
    assert row.pk in checking.due_ids()
    look(row)
    asked.refresh_from_db()
    assert (asked.state, asked.verdict, row.check_requested_at) == ("done", "connected", None)


def test_a_claim_lasts_as_long_as_the_check(
    connection_of: Connect, sandbox: Sandbox, settings: Settings
) -> None:
    settings.CHECK_DEADLINE, settings.CLAIM_SECONDS = 1.5, 2
    sandbox.put("/_sandbox/exchanges/htx", {"latency_ms": 550})  # four questions in a row
    row = connection_of("htx")
    began = time.monotonic()
    for outcomes in run(open_cases(checking.claim([row.pk], only_due=True))):
        assert checking.claim([row.pk], only_due=True) == []
        transitions.apply(outcomes)
    assert time.monotonic() - began > settings.CLAIM_SECONDS
    row.refresh_from_db()
    assert row.claim_token is None


def test_due_is_the_longest_overdue_first(connection_of: Connect) -> None:
    rows = [connection_of("kucoin") for _ in range(3)]
    for minutes, row in zip((1, 3, 2), rows, strict=True):
        make_due(row, timezone.now() - timedelta(minutes=minutes))
    assert checking.due_ids() == [rows[1].pk, rows[2].pk, rows[0].pk]


def replace(row: Connection, key: Key) -> None:
    Credentials.seal(row.pk, row.exchange, keys_of(key), role=Role.CANDIDATE, version=2).save()
    look(row)


def test_a_replacement_that_works_takes_the_place_and_the_old_secret_is_gone(
    connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    row = look(connection_of("kucoin", "unknown-key"))
    new = key("kucoin", "healthy")
    replace(row, new)
    left = Credentials.objects.get(connection=row)
    assert (left.role, left.version, left.open()) == (Role.ACTIVE, 2, keys_of(new))
    assert (row.status, row.credentials_version, row.key_hint) == ("connected", 2, new.api_key[-4:])


@pytest.mark.parametrize("story", ["wrong-secret", "withdraw-on", "read-only"])
def test_a_replacement_that_fails_is_destroyed_and_leaves_the_old_key_alone(
    story: str, connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    old = key("kucoin", "healthy")
    row = look(connection_of("kucoin", key=old))
    replace(row, key("kucoin", story))
    left = Credentials.objects.get(connection=row)
    assert (left.role, left.open()) == (Role.ACTIVE, keys_of(old))
    assert (row.status, row.findings) == ("connected", ())
    assert row.checks.first().findings[0].severity == "error"  # type: ignore[union-attr]


def test_a_replacement_that_nobody_could_judge_waits(
    connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    row = look(connection_of("kucoin", "healthy"))
    replace(row, key("kucoin", "maintenance"))
    assert Credentials.objects.filter(connection=row).count() == 2
    assert row.verdict == "connected"
    assert not row.unreachable_since
    assert row.next_check_at is not None
    assert row.next_check_at < timezone.now() + timedelta(minutes=2)
