"""Replacing a key while other things happen: nothing is lost, and nothing is kept that should not be."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection as database
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from connections import checking, housekeeping, services, transitions
from connections.checking import open_cases, run
from connections.models import Connection, Credentials, Role
from sandbox.keys import Key
from tests.connections.conftest import Connect, look
from tests.stack.sandbox import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def pasted(key: Key) -> dict[str, str]:
    return {"api_key": key.api_key, "secret": key.secret, "passphrase": key.passphrase or ""}


def test_a_key_replaced_while_the_old_one_is_asked_is_judged_after_it(
    alice: User, connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    row = connection_of("kucoin", "unknown-key", user=alice)
    waiting = services.request_check(row, alice)
    running = open_cases(checking.claim([row.pk], only_due=False))
    replacement = services.replace_credentials(row, pasted(key("kucoin", "healthy")), alice)
    assert replacement.pk == waiting.pk  # there is one check that somebody waits for
    for outcomes in run(running):
        transitions.apply(outcomes)
    row.refresh_from_db()
    assert (row.verdict, row.is_checking) == ("action_required", True)
    look(row)
    replacement.refresh_from_db()
    assert (row.status, replacement.role, replacement.verdict) == ("connected", Role.CANDIDATE, "connected")


def test_a_second_replacement_takes_the_place_of_the_first(
    alice: User, connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    row = look(connection_of("mexc", "no-ip-binding", user=alice, account=5))
    for story in ("wrong-secret", "healthy"):
        services.replace_credentials(row, pasted(key("mexc", story, 5)), alice)
    assert Credentials.objects.filter(connection=row, role=Role.CANDIDATE).count() == 1
    assert look(row).status == "connected"
    assert Credentials.objects.get(connection=row).version == 3


def test_a_destroyed_key_can_be_replaced(
    alice: User, connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    row = connection_of("kucoin", user=alice, verdict="quarantined", credentials_destroyed_at=timezone.now())
    Credentials.objects.filter(connection=row).delete()
    with pytest.raises(services.Rejected):
        services.request_check(row, alice)
    services.replace_credentials(row, pasted(key("kucoin", "healthy")), alice)
    assert look(row).status == "connected"
    assert row.has_credentials


def test_a_replacement_nobody_could_judge_is_destroyed_in_time(
    alice: User, connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    row = look(connection_of("kucoin", user=alice))
    check = services.replace_credentials(row, pasted(key("kucoin", "maintenance")), alice)
    assert housekeeping.destroy_stale_candidates() == 0
    old = timezone.now() - timedelta(minutes=16)
    Credentials.objects.filter(connection=row, role=Role.CANDIDATE).update(created_at=old)
    assert housekeeping.destroy_stale_candidates() == 1
    check.refresh_from_db()
    row.refresh_from_db()
    assert Credentials.objects.get(connection=row).role == Role.ACTIVE
    assert (check.state, row.is_checking, row.verdict) == ("done", False, "connected")


def test_where_no_key_is_left_after_a_replacement_nothing_is_due(
    alice: User, connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    row = connection_of("kucoin", user=alice, verdict="quarantined", credentials_destroyed_at=timezone.now())
    Credentials.objects.filter(connection=row).delete()
    services.replace_credentials(row, pasted(key("kucoin", "maintenance")), alice)
    look(row)
    Credentials.objects.update(created_at=timezone.now() - timedelta(minutes=16))
    housekeeping.destroy_stale_candidates()
    row.refresh_from_db()
    assert (row.status, row.next_check_at, row.is_checking) == ("quarantined", None, False)


def test_the_same_form_sent_many_times_at_once_is_one_connection(
    alice: User, key: Callable[..., Key], redis_url: str
) -> None:
    mine = key("kucoin", "healthy")

    def connect(_: int) -> str:
        try:
            services.connect(alice, "kucoin", pasted(mine), ["spot"])
        except services.AlreadyConnected:
            return "already"
        except services.Rejected as no:
            return no.problems[0].code
        finally:
            database.close()
        return "connected"

    with ThreadPoolExecutor(6) as pool:
        results = sorted(pool.map(connect, range(6)))
    assert results.count("connected") == 1
    assert set(results) <= {"connected", "already", "name_taken"}
    assert Connection.objects.count() == Credentials.objects.count() == 1


def test_a_candidate_replaced_while_it_is_asked_keeps_nobody_waiting(
    alice: User, connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    row = look(connection_of("mexc", "no-ip-binding", user=alice, account=5))
    services.replace_credentials(row, pasted(key("mexc", "wrong-secret", 5)), alice)
    running = open_cases(checking.claim([row.pk], only_due=False))
    services.replace_credentials(row, pasted(key("mexc", "healthy", 5)), alice)
    for outcomes in run(running):
        transitions.apply(outcomes)
    row.refresh_from_db()
    assert (row.status, row.claim_token, row.claimed_until) == ("connected", None, None)
    assert look(row).credentials.get().version == 3


def test_a_paused_connection_rests_when_its_replacement_was_never_judged(
    alice: User, connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    row = look(connection_of("mexc", "no-ip-binding", user=alice, account=5))
    services.pause(row)
    services.replace_credentials(row, pasted(key("mexc", "maintenance", 5)), alice)
    look(row)
    assert row.next_check_at is not None  # the candidate is tried again
    Credentials.objects.filter(role=Role.CANDIDATE).update(created_at=timezone.now() - timedelta(hours=1))
    assert housekeeping.destroy_stale_candidates() == 1
    row.refresh_from_db()
    assert row.status == "paused"
    assert Connection.objects.get(pk=row.pk).next_check_at is None


def test_one_that_is_judged_just_now_is_not_destroyed_in_a_circle(
    alice: User, connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    row = look(connection_of("mexc", "no-ip-binding", user=alice, account=5))
    services.replace_credentials(row, pasted(key("mexc", "healthy", 5)), alice)
    candidate = Credentials.objects.filter(role=Role.CANDIDATE)
    candidate.update(created_at=timezone.now() - timedelta(hours=1))

    def destroy() -> int:
        try:
            return housekeeping.destroy_stale_candidates()
        finally:
            database.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Connection.objects.select_for_update().get(pk=row.pk)  # as whoever writes a result does
            destroying = pool.submit(destroy)
            time.sleep(0.3)
            candidate.delete()
        assert destroying.result() == 0
