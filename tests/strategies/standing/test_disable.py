"""Disabling stops, and stops waiting."""

import pytest

from accounts.models import AuditEvent, User
from connections.models import Connection
from strategies import services
from strategies.models import Strategy
from strategies.services import WrongState
from tests.strategies.standing.conftest import Make, actions, again, grow_old, told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_it_gives_its_money_back(running: Make, on: Connection, alice: User) -> None:
    row = running(margin_limit="900")
    services.disable(row, alice)
    assert again(row).state == "disabled"
    assert not Connection.objects.get(pk=on.pk).is_in_use
    running(margin_limit="900")
    assert Connection.objects.get(pk=on.pk).is_in_use


def test_it_is_written_down_once(running: Make, alice: User) -> None:
    row = running()
    services.disable(row, alice)
    services.disable(row, alice)
    assert actions(row) == ["created", "enabled", "disabled"]
    event = AuditEvent.objects.get(action="strategy.disabled")
    assert (event.actor, event.subject) == (alice, alice)
    assert told(alice) == []


def test_a_suspended_one_does_not_return(running: Make, alice: User) -> None:
    row = running()
    Strategy.objects.filter(pk=row.pk).update(
        state="suspended", stored_reasons=[{"code": "paused", "params": {}}]
    )
    stored = again(services.disable(row, alice))
    assert (stored.state, stored.reasons) == ("disabled", ())


def test_who_waits_is_what_it_was_before(draft: Make, on: Connection, alice: User) -> None:
    grow_old(on)
    row = services.enable(draft(), alice)
    assert row.status == "waiting"
    services.disable(row, alice)
    assert (again(row).status, actions(row)) == ("draft", ["created", "enable_requested", "disabled"])


@pytest.mark.parametrize("state", ["draft", "archived"])
def test_what_never_ran_cannot_be_stopped(draft: Make, alice: User, state: str) -> None:
    row = draft()
    Strategy.objects.filter(pk=row.pk).update(state=state)
    with pytest.raises(WrongState) as no:
        services.disable(row, alice)
    assert no.value.state == state
