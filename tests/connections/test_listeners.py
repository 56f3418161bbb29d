"""Whoever listens to transitions hears of pauses and of the end too."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest

from accounts.models import AuditEvent, User
from connections import services, transitions
from connections.findings import Finding, Severity
from connections.models import Connection, Credentials
from connections.transitions import Change
from tests.connections.conftest import Connect

EXPIRED = Finding("key_expired", Severity.ERROR)
Listener = Callable[[Sequence[Change]], None]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    transitions.listeners.append(listener)
    try:
        yield
    finally:
        transitions.listeners.remove(listener)


@contextmanager
def hearing() -> Iterator[list[tuple[str, str, str, bool]]]:
    """Collect (status before, status, verdict before, gone) of every change."""
    heard: list[tuple[str, str, str, bool]] = []

    def listen(changes: Sequence[Change]) -> None:
        heard.extend((one.before, one.connection.status, one.verdict_before, one.is_gone) for one in changes)

    with listening(listen):
        yield heard


def works(connection_of: Connect) -> Connection:
    return connection_of("kucoin", verdict="connected")


def test_a_pause_and_its_end_are_told(connection_of: Connect) -> None:
    row = works(connection_of)
    with hearing() as heard:
        services.pause(row)
        services.resume(row)
    assert heard == [
        ("connected", "paused", "connected", False),
        ("paused", "connected", "connected", False),
    ]


def test_a_pause_is_told_with_what_is_known(connection_of: Connect) -> None:
    row = connection_of("kucoin", verdict="action_required", stored_findings=[EXPIRED.to_json()])
    found: list[Finding] = []
    with listening(lambda changes: found.extend(changes[0].findings)):
        services.pause(row)
    assert found == [EXPIRED]


def test_pausing_again_tells_again(connection_of: Connect) -> None:
    row = works(connection_of)
    with hearing() as heard:
        services.pause(row)
        services.pause(row)
    assert heard[1] == ("paused", "paused", "connected", False)


def test_a_pause_is_told_after_it_was_committed(connection_of: Connect) -> None:
    row, stored = works(connection_of), []

    def listen(changes: Sequence[Change]) -> None:
        stored.append(Connection.objects.get(pk=row.pk).status)
        raise RuntimeError("the listener's own trouble")

    with listening(listen):
        services.pause(row)
    row.refresh_from_db()
    assert (stored, row.status) == (["paused"], "paused")


def test_the_end_is_told_while_the_connection_still_stands(connection_of: Connect) -> None:
    row = works(connection_of)
    key, told = row.pk, []

    def listen(changes: Sequence[Change]) -> None:
        (change,) = changes
        told.append((change.is_gone, Connection.objects.filter(pk=change.connection.pk).exists()))

    with listening(listen):
        services.disconnect(row)
    assert told == [(True, True)]
    assert not Connection.objects.filter(pk=key).exists()


def test_a_listener_that_fails_keeps_the_connection(connection_of: Connect) -> None:
    row = works(connection_of)

    def listen(changes: Sequence[Change]) -> None:
        raise RuntimeError("it could not be stopped")

    with listening(listen), pytest.raises(RuntimeError, match="could not be stopped"):
        services.disconnect(row)
    assert Connection.objects.filter(pk=row.pk).exists()
    assert Credentials.objects.filter(connection=row.pk).exists()
    assert not AuditEvent.objects.filter(action="connection.disconnected").exists()


def test_disconnecting_twice_is_disconnecting_once(connection_of: Connect, alice: User) -> None:
    row = connection_of("kucoin", user=alice)
    again = Connection.objects.get(pk=row.pk)
    with hearing() as heard:
        services.disconnect(row, alice)
        services.disconnect(again, alice)
    assert len(heard) == 1
    assert AuditEvent.objects.filter(action="connection.disconnected").count() == 1
