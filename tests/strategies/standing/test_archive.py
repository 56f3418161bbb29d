"""Archiving puts away for good; so does the end of a connection, after it was agreed to."""

import pytest

from accounts.models import AuditEvent, User
from connections import services as connections
from connections.models import Connection
from connections.services import InUse
from strategies import services
from strategies.services import WrongState
from tests.strategies.standing.conftest import Able, Make, actions, again, codes, grow_old, told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_it_is_put_away_once(running: Make, on: Connection, alice: User) -> None:
    row = running(margin_limit="900")
    services.archive(row, alice)
    services.archive(row, alice)
    assert (again(row).state, actions(row)) == ("archived", ["created", "enabled", "archived"])
    assert not Connection.objects.get(pk=on.pk).is_in_use
    assert told(alice) == []
    running(margin_limit="900")


def test_it_is_never_enabled_again(draft: Make, alice: User) -> None:
    row = services.archive(draft(), alice)
    with pytest.raises(WrongState):
        services.enable(row, alice)
    assert services.readiness(again(row)) == ()


def test_disconnecting_asks_first(running: Make, draft: Make, on: Connection, alice: User) -> None:
    row = running(name="Calm")
    draft(name="Never enabled")
    with pytest.raises(InUse) as no:
        connections.disconnect(on, alice)
    assert (no.value.names, again(row).state) == (["Calm"], "enabled")


def test_disconnecting_archives_what_runs_and_frees_what_does_not(
    running: Make, draft: Make, on: Connection, alice: User
) -> None:
    runs, waits, never = running(name="Runs"), draft(name="Waits"), draft(name="Never enabled")
    grow_old(on)
    services.enable(waits, alice)
    connections.disconnect(on, alice, is_agreed=True)
    for row in (runs, waits):
        stored = again(row)
        assert (stored.state, stored.status, stored.connection) == ("archived", "archived", None)
        assert (codes(row), actions(row)[-1]) == (["disconnected"], "archived")
    assert (again(never).state, again(never).connection) == ("draft", None)
    assert told(alice) == ["strategy_archived"] * 2
    assert AuditEvent.objects.filter(action="strategy.archived", actor=None, subject=alice).count() == 2


def test_other_connections_are_left_alone(running: Make, on: Connection, able: Able, alice: User) -> None:
    row = running(able(alice))
    connections.disconnect(on, alice)
    assert again(row).state == "enabled"
