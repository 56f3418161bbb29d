"""People are reminded of a key that ends: once for each of the days ahead, and anew where the end moved."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from connections import forecasts, services
from connections.findings import Grant, Passport, Permission, Right
from connections.models import Connection
from notifications.models import Notification
from notifications.words import words_for
from sandbox.keys import Key
from tests.connections.conftest import Connect, look
from tests.connections.dependants import running
from tests.connections.test_replacement import pasted
from tests.stack.sandbox import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

HOUR = timedelta(hours=1)


def ends_in(connect: Connect, days: float, **fields: object) -> Connection:
    at = timezone.now() + timedelta(days=days)
    known = Passport(expires_at=at, expires_kind="fixed").to_json()
    return connect("mexc", verdict="connected", expires_at=at, stored_passport=known, **fields)


def move(row: Connection, days: float) -> None:
    Connection.objects.filter(pk=row.pk).update(expires_at=timezone.now() + timedelta(days=days))


def reminders(row: Connection) -> int:
    forecasts.remind()
    return Notification.objects.for_user(row.user).filter(code="key_ends").count()


def test_each_of_the_days_ahead_is_told_once(connection_of: Connect) -> None:
    row = ends_in(connection_of, 15)
    counted = []
    for days in (14.5, 13.9, 13.8, 8, 6.9, 6, 2.9, 1.5, 0.9, 0.1, -0.1):
        move(row, days)
        counted.append(reminders(row))
    assert counted == [0, 1, 1, 1, 2, 2, 3, 3, 4, 4, 4]


def test_of_several_that_were_missed_only_the_nearest_is_told(connection_of: Connect) -> None:
    row = ends_in(connection_of, 2)
    assert [reminders(row), reminders(row)] == [1, 1]
    assert Connection.objects.get(pk=row.pk).expiry_told_days == 3


def test_keys_that_are_not_looked_at_are_reminded_of_too(connection_of: Connect) -> None:
    row = ends_in(connection_of, 5, paused_at=timezone.now())
    Connection.objects.update(next_check_at=None)
    assert reminders(row) == 1


@pytest.mark.parametrize("verdict", ["pending", "action_required", "quarantined"])
def test_who_must_act_anyway_is_not_reminded(connection_of: Connect, verdict: str) -> None:
    row = ends_in(connection_of, 5)
    Connection.objects.update(verdict=verdict)
    assert reminders(row) == 0


def test_what_will_stop_is_named_and_the_day(connection_of: Connect) -> None:
    row = ends_in(connection_of, 5)
    with running("Ladder one", "Ladder two"):
        forecasts.remind()
    notice = Notification.objects.get(user=row.user)
    words = words_for(notice.code, notice.params, row.user)
    day = (timezone.localtime(row.expires_at)).strftime("%Y")
    assert row.name in words.title
    assert day in words.title
    assert "These strategies stop then: Ladder one and Ladder two." in words.text


def test_fifty_cost_as_many_queries_as_five(connection_of: Connect) -> None:
    def cost(number: int) -> int:
        for _ in range(number):
            ends_in(connection_of, 5)
        with CaptureQueriesContext(
            database,
        ) as queries:
            assert forecasts.remind() == number
        return len(queries)

    assert cost(50) == cost(5)


def test_a_check_notes_the_end_and_one_that_moved_is_told_anew(
    connection_of: Connect, sandbox: Sandbox
) -> None:
    row = look(connection_of("mexc", "expires-soon"))
    assert row.expires_at is not None
    assert abs(row.expires_at - timezone.now() - timedelta(days=5)) <= timedelta(days=1)
    assert reminders(row) == 1
    Connection.objects.update(expires_at=row.expires_at - timedelta(days=4), expiry_told_days=1)
    look(row)
    assert row.expiry_told_days is None
    assert reminders(row) == 2


def test_a_new_key_that_ends_when_the_old_one_did_has_its_reminders_anew(
    alice: User, connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    row = look(connection_of("mexc", "no-ip-binding", user=alice))
    assert row.expires_at is not None
    Connection.objects.filter(pk=row.pk).update(expiry_told_days=1)
    services.replace_credentials(row, pasted(key("mexc", "no-ip-binding")), alice, is_other_account=True)
    before, row = row.expires_at, look(row)
    assert row.expires_at is not None
    assert abs(row.expires_at - before) < timedelta(days=1)
    assert (row.credentials_version, row.expiry_told_days) == (2, None)


def test_the_same_day_told_a_little_differently_is_no_move(connection_of: Connect, sandbox: Sandbox) -> None:
    row = look(connection_of("mexc", "expires-soon"))
    reminders(row)
    Connection.objects.update(expires_at=(row.expires_at or timezone.now()) + 20 * HOUR)
    look(row)
    assert reminders(row) == 1


def idle(connect: Connect, seen: datetime) -> Connection:
    """Return an OKX key without addresses, which lives on only while it is used."""
    rights = {one: Right(Grant.NO, at=seen) for one in Permission} | {
        one: Right(Grant.YES, at=seen) for one in (Permission.READ, Permission.SPOT_TRADE)
    }
    known = Passport(rights, ip_restricted=False).to_json()
    return connect("okx", verdict="connected", stored_passport=known)


def test_a_pause_swallows_no_reminder(connection_of: Connect) -> None:
    row = ends_in(connection_of, 5)
    services.pause(row)
    assert reminders(row) == 1


def test_a_pause_lets_a_key_end_that_our_checks_keep_alive(connection_of: Connect) -> None:
    seen = timezone.now() - HOUR
    row = idle(connection_of, seen)
    services.pause(row)
    row.refresh_from_db()
    assert row.expires_at == seen + timedelta(days=14)
    assert reminders(row) == 0, "who just paused reads of it on the page"
    move(row, 6.5)
    assert reminders(row) == 1
    services.resume(row)
    assert Connection.objects.filter(expires_at=None, expiry_told_days=None).count() == 1
