"""A key that can withdraw is watched, and destroyed if nothing changes while the exchange answers."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import AuditEvent
from connections import transitions
from connections.models import Connection, Credentials
from sandbox.keys import Key
from tests.connections.conftest import Connect, look
from tests.stack.sandbox import Sandbox

pytestmark = pytest.mark.django_db(transaction=True)


def wait(row: Connection, hours: float) -> None:
    """Let time pass: the last look was that long ago."""
    Connection.objects.filter(pk=row.pk).update(checked_at=timezone.now() - timedelta(hours=hours))
    row.refresh_from_db()


def test_after_its_time_the_credentials_are_gone_and_nothing_is_due(
    connection_of: Connect, settings: Settings, sandbox: Sandbox
) -> None:
    settings.QUARANTINE_SECONDS = 3 * 3600
    row = look(connection_of("kucoin", "withdraw-on"))
    wait(row, 2)
    look(row)
    assert row.has_credentials
    wait(row, 2)
    look(row)
    assert (row.status, row.has_credentials, row.next_check_at) == ("quarantined", False, None)
    assert not Credentials.objects.filter(connection=row).exists()
    trail = AuditEvent.objects.filter(subject=row.user, actor=None).order_by("pk")
    assert [event.action for event in trail] == ["connection.quarantined", "credentials.destroyed"]


def test_the_clock_stands_still_while_the_exchange_does_not_answer(
    connection_of: Connect, key: Callable[..., Key], settings: Settings, sandbox: Sandbox
) -> None:
    settings.QUARANTINE_SECONDS = 3600
    mine = key("kucoin", "withdraw-on")
    row = look(connection_of("kucoin", key=mine))
    sandbox.tell(mine.api_key, story="maintenance")
    wait(row, 2)
    look(row)
    assert (row.status, row.has_credentials, row.quarantined_seconds) == ("quarantined", True, 0)
    sandbox.tell(mine.api_key, story="withdraw-on")
    wait(row, 2)
    look(row)
    assert row.has_credentials  # the time without an answer did not count


@pytest.mark.parametrize("story", ["address-not-allowed", "frozen-account", "wrong-passphrase"])
def test_a_refusal_that_says_nothing_of_withdrawing_frees_nobody(
    story: str, connection_of: Connect, key: Callable[..., Key], settings: Settings, sandbox: Sandbox
) -> None:
    settings.QUARANTINE_SECONDS = 3 * 3600
    mine = key("kucoin", "withdraw-on")
    row = look(connection_of("kucoin", key=mine))
    sandbox.tell(mine.api_key, story=story)
    for _ in range(2):
        wait(row, 2)
        look(row)
    assert (row.status, row.has_credentials) == ("quarantined", False)
    assert not Credentials.objects.filter(connection=row).exists()


def test_a_mended_key_is_free_again(
    connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    mine = key("mexc", "withdraw-on")
    row = look(connection_of("mexc", key=mine))
    sandbox.tell(mine.api_key, story="healthy")
    look(row)
    assert (row.status, row.findings, row.quarantined_seconds) == ("connected", (), 0)


def test_a_pause_does_not_stop_the_looking(connection_of: Connect, sandbox: Sandbox) -> None:
    row = look(connection_of("kucoin", "withdraw-on"))
    transitions.pause(row)
    row.refresh_from_db()
    assert row.status == "quarantined"
    assert row.next_check_at is not None


def test_a_paused_connection_is_not_asked(connection_of: Connect, sandbox: Sandbox) -> None:
    row = look(connection_of("kucoin", "healthy"))
    transitions.pause(row)
    row.refresh_from_db()
    assert (row.status, row.next_check_at) == ("paused", None)
    transitions.resume(row)
    row.refresh_from_db()
    assert row.status == "connected"
    assert row.next_check_at is not None
