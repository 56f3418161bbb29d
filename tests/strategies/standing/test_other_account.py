"""A connection goes to another account while strategies run on it: they go on only where the new money carries them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from connections import services as connections
from connections.drift import Drift
from connections.findings import EventCode
from connections.models import Connection, Event
from connections.transitions import Change
from sandbox.keys import Key
from strategies import standing
from strategies.models import Market, Strategy
from tests.connections.conftest import Connect, look
from tests.connections.test_replacement import pasted
from tests.stack.sandbox import Sandbox
from tests.strategies.standing.conftest import Make, actions, again, codes, told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
MOVES = [EventCode.ACCOUNT_REPLACED, EventCode.REPLACED_UNCOMPARED]


def gone_to(
    row: Connection, code: EventCode = EventCode.ACCOUNT_REPLACED, free: str = "1000", **fields: Any
) -> Change:
    """Let a connection go to another account, as a replacement leaves it, and return the news of it."""
    now = timezone.now()
    balances = {"spot": {"USDT": free}}
    Connection.objects.filter(pk=row.pk).update(**{"balances": balances, "balances_at": now, **fields})
    Event.objects.create(connection=row, at=now, code=code)
    row.refresh_from_db()
    return Change(row, "connected", "connected", row.findings, "done", drifts=(Drift(code),))


def states(*rows: Strategy) -> list[str]:
    return [again(row).state for row in rows]


@pytest.mark.parametrize("code", MOVES)
def test_who_does_not_fit_into_the_new_account_is_suspended(
    code: EventCode, running: Make, on: Connection, alice: User
) -> None:
    row = running(margin_limit="200")
    standing.follow([gone_to(on, code, free="199")])
    assert (states(row), codes(row)) == (["suspended"], ["over_balance"])
    assert again(row).reasons[0].params["allowed"] == "199"
    assert told(alice) == ["strategy_suspended"]
    assert Connection.objects.get(pk=on.pk).is_in_use


@pytest.mark.parametrize("code", MOVES)
def test_who_fits_goes_on_and_is_judged_once(code: EventCode, running: Make, on: Connection) -> None:
    row = running(margin_limit="200")
    standing.follow([gone_to(on, code, free="200")])
    assert (states(row), actions(row)[-1]) == (["enabled"], "moved")
    # Its money is at work by now.
    Connection.objects.filter(pk=on.pk).update(balances={"spot": {"USDT": "1"}})
    on.refresh_from_db()
    standing.follow([Change(on, "connected", "connected", ())])
    assert (states(row), actions(row).count("moved")) == (["enabled"], 1)


def test_a_new_key_of_the_same_account_leaves_what_runs_alone(running: Make, on: Connection) -> None:
    row = running(margin_limit="200")
    standing.follow([gone_to(on, EventCode.KEY_REPLACED, free="1")])
    assert (states(row), actions(row)[-1]) == (["enabled"], "enabled")


def test_what_nobody_was_told_of_is_found_at_the_next_look(running: Make, on: Connection) -> None:
    row = running(margin_limit="200")
    gone_to(on, free="199")
    standing.follow([Change(on, "connected", "connected", ())])
    assert (states(row), codes(row)) == (["suspended"], ["over_balance"])


def test_who_was_enabled_at_the_new_account_is_not_judged_by_the_old_news(
    running: Make, on: Connection
) -> None:
    gone_to(on)
    row = running(margin_limit="200")
    Event.objects.update(at=timezone.now() - timedelta(hours=1))
    Connection.objects.filter(pk=on.pk).update(balances={"spot": {"USDT": "1"}})
    standing.follow([Change(on, "connected", "connected", ())])
    assert states(row) == ["enabled"]


def test_together_they_get_what_is_there_and_the_first_goes_on(running: Make, on: Connection) -> None:
    rows = [running(margin_limit=limit) for limit in ("300", "500", "100")]
    standing.follow([gone_to(on, free="450")])
    assert states(*rows) == ["enabled", "suspended", "enabled"]
    assert again(rows[1]).reasons[0].params["allowed"] == "150"


def test_a_wallet_that_was_not_read_carries_nothing(running: Make, on: Connection) -> None:
    row = running(margin_limit="200")
    standing.follow([gone_to(on, balances={})])
    assert (states(row), codes(row)) == (["suspended"], ["balance_unknown"])


def test_a_key_for_other_pairs_suspends(running: Make, on: Connection) -> None:
    row = running(margin_limit="200")
    stored = {**on.stored_passport, "symbol_whitelist": ["ETH/USDT"]}
    standing.follow([gone_to(on, stored_passport=stored)])
    assert (states(row), codes(row)) == (["suspended"], ["pair_not_for_key"])


def test_after_a_yes_the_check_decides(
    connection_of: Connect,
    key: Callable[..., Key],
    running: Make,
    market: Market,
    sandbox: Sandbox,
    alice: User,
) -> None:
    on = look(connection_of("kucoin", "healthy", user=alice, account=5))
    free = on.passport.uid and on.balances["spot"]["USDT"]
    row = running(on, margin_limit="50", base_order="5", addon_order="2")
    assert again(row).connection_id == on.pk
    # More than any account there has: what the old one carried, the new one does not.
    Strategy.objects.filter(pk=row.pk).update(settings={**again(row).settings, "margin_limit": f"1{free}"})
    connections.replace_credentials(on, pasted(key("kucoin", "healthy", 6)), alice)
    on = look(on)
    assert (on.account_question is None, states(row)) == (False, ["enabled"])
    connections.accept_account(on, alice)
    on = look(on)
    assert [one.code for one in on.events.all()] == ["account_replaced"]
    assert (states(row), codes(row)) == (["suspended"], ["over_balance"])
