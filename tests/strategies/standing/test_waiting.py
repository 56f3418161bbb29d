"""Where too little is known, a check runs first, and the enabling follows by itself or says why not."""

import time

import pytest
from django.utils import timezone

from accounts.models import User
from backfuture.dev.child import Child
from connections.models import Check, Connection
from strategies import services, standing
from tests.api.strategies.conftest import listed
from tests.connections.conftest import Connect, look
from tests.stack.sandbox import Sandbox
from tests.strategies.standing.conftest import Able, Make, actions, again, codes, grow_old, told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

SMALL = {"margin_limit": "50", "base_order": "5", "addon_order": "2"}


def test_a_worker_enables_what_waits(
    worker: Child, sandbox: Sandbox, connection_of: Connect, draft: Make, alice: User
) -> None:
    on = connection_of("kucoin", user=alice)
    row = services.enable(draft(on, **SMALL), alice)
    assert row.status == "waiting"
    until = time.monotonic() + 15
    while again(row).status == "waiting" and time.monotonic() < until:
        time.sleep(0.05)
    assert again(row).status == "enabled"
    assert told(alice) == ["strategy_enabled"]


def test_waiting_is_shown_and_asked_for_once(draft: Make, on: Connection, alice: User) -> None:
    row = draft()
    grow_old(on)
    assert services.readiness(again(row)) == ()
    waits = services.enable(row, alice)
    assert (waits.state, waits.status, waits.enable_requested_at) == (
        *("draft", "waiting"),
        again(row).enable_requested_at,
    )
    assert services.enable(row, alice).enable_requested_at == waits.enable_requested_at
    check = Check.objects.get()
    assert (check.connection, check.requested_by, waits.connection and waits.connection.open_check()) == (
        *(on, alice),
        check,
    )
    assert (actions(row), told(alice)) == (["created", "enable_requested"], [])
    assert not Connection.objects.get(pk=on.pk).is_in_use


def test_a_check_that_is_under_way_is_not_asked_for_again(draft: Make, on: Connection, alice: User) -> None:
    first, second = draft(), draft()
    grow_old(on)
    services.enable(first, alice)
    services.enable(second, alice)
    assert Check.objects.count() == 1


@pytest.mark.parametrize("exchange", ["kucoin", "mexc"])
def test_a_check_that_finds_nothing_enables(
    exchange: str, able: Able, draft: Make, sandbox: Sandbox, alice: User
) -> None:
    if exchange != "kucoin":
        listed("BTC/USDT", exchange)
    on = able(alice, exchange)
    row = draft(on, **SMALL)
    grow_old(on)
    services.enable(row, alice)
    look(on)
    assert (again(row).status, codes(row)) == ("enabled", [])
    assert actions(row) == ["created", "enable_requested", "enabled"]
    assert told(alice) == ["strategy_enabled"]
    assert Connection.objects.get(pk=on.pk).is_in_use


def test_of_two_that_wait_the_first_gets_the_money(
    able: Able, draft: Make, sandbox: Sandbox, alice: User
) -> None:
    on = able(alice)
    free = look(on).balances["spot"]["USDT"]
    first, second = draft(on, margin_limit=free), draft(on, margin_limit=free)
    grow_old(on)
    services.enable(second, alice)
    services.enable(first, alice)
    look(on)
    assert (again(second).state, codes(first)) == ("enabled", ["over_balance"])


def test_what_an_old_balance_lacks_is_looked_at_again(
    able: Able, draft: Make, sandbox: Sandbox, alice: User
) -> None:
    on = able(alice, balances={"spot": {"USDT": "1"}})
    row = draft(on, **SMALL)
    grow_old(on)
    assert services.enable(row, alice).status == "waiting"
    look(on)
    assert again(row).state == "enabled"


def test_settings_changed_meanwhile_are_those_that_are_judged(
    able: Able, draft: Make, sandbox: Sandbox, alice: User
) -> None:
    on = able(alice)
    row = draft(on, **SMALL)
    grow_old(on)
    services.enable(row, alice)
    services.update(row, {"margin_limit": "1000000000"}, alice)
    look(on)
    assert codes(row) == ["over_balance"]


def test_a_check_nobody_was_told_of_enables_at_the_next_look(
    draft: Make, on: Connection, alice: User
) -> None:
    row = draft()
    known = dict(on.stored_passport)
    grow_old(on)
    services.enable(row, alice)
    now = timezone.now()
    for right in known["permissions"].values():
        right["at"] = now.isoformat()
    Check.objects.update(finished_at=now)
    Connection.objects.filter(pk=on.pk).update(stored_passport=known, balances_at=now)
    standing.settle_due()
    assert again(row).status == "enabled"
