"""A suspended strategy returns by itself once nothing is in its way, if its owner chose so."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEvent, User
from connections import services as connections
from connections.models import Check, Connection
from connections.transitions import Change
from sandbox.keys import Key
from strategies import services, standing
from strategies.models import Market, Strategy
from tests.api.strategies.conftest import listed
from tests.connections.conftest import Connect, look, make_due
from tests.stack.sandbox import Sandbox
from tests.strategies.standing.conftest import Able, Make, actions, again, codes, grow_old, told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.mark.parametrize("exchange", ["kucoin", "mexc"])
def test_a_key_that_was_put_right_brings_back_what_ran_on_it(
    exchange: str,
    connection_of: Connect,
    key: Callable[..., Key],
    running: Make,
    sandbox: Sandbox,
    alice: User,
) -> None:
    if exchange != "kucoin":
        listed("BTC/USDT", exchange)
    mine = key(exchange, "healthy")
    on = look(connection_of(exchange, key=mine, user=alice))
    returns = running(on, margin_limit="50", base_order="5", addon_order="2")
    stays = running(on, margin_limit="50", base_order="5", addon_order="2", is_returning=False)
    sandbox.tell(mine.api_key, story="withdraw-on")
    look(on)
    sandbox.tell(mine.api_key, story="healthy")
    look(on)
    assert (again(returns).state, codes(returns)) == ("enabled", [])
    assert (again(stays).state, codes(stays)) == ("suspended", ["mended"])
    assert actions(stays)[-2:] == ["suspended", "released"]
    assert told(alice) == ["strategy_suspended"] * 2 + ["strategy_returned"]
    assert actions(returns)[-2:] == ["suspended", "returned"]
    event = AuditEvent.objects.get(action="strategy.returned")
    assert (event.actor, event.subject) == (None, alice)


@pytest.mark.parametrize("by", ["lower limit", "neighbour"])
def test_what_was_put_right_here_brings_it_back_without_any_news(
    by: str, running: Make, draft: Make, on: Connection, alice: User
) -> None:
    row, neighbour = running(margin_limit="600"), running(margin_limit="300")
    connections.pause(on, alice)
    Connection.objects.filter(pk=on.pk).update(balances={"spot": {"USDT": "800"}})
    connections.resume(on, alice)
    neighbour.refresh_from_db()
    assert {row.state for row in (again(row), again(neighbour))} == {"suspended"}
    Connection.objects.filter(pk=on.pk).update(checked_at=timezone.now() - timedelta(minutes=10))
    if by == "neighbour":
        services.disable(neighbour, alice)
    else:
        services.update(row, {"margin_limit": "500"}, alice)
    standing.settle_due()
    assert again(row).state == "enabled"


def test_its_own_money_does_not_count_twice(running: Make, on: Connection, alice: User) -> None:
    row = running(margin_limit="1000")
    connections.pause(on, alice)
    connections.resume(on, alice)
    assert (again(row).state, codes(row)) == ("enabled", [])


def test_without_the_money_it_stays_and_says_so_once(running: Make, on: Connection, alice: User) -> None:
    row = running(margin_limit="800")
    connections.pause(on, alice)
    Connection.objects.filter(pk=on.pk).update(balances={"spot": {"USDT": "799"}})
    connections.resume(on, alice)
    standing.follow([Change(on, "connected", "connected", ())])
    assert (again(row).state, codes(row)) == ("suspended", ["over_balance"])
    assert told(alice) == ["strategy_suspended", "strategy_not_enabled"]
    Connection.objects.filter(pk=on.pk).update(balances={"spot": {"USDT": "800"}})
    standing.follow([Change(on, "connected", "connected", ())])
    assert (again(row).state, actions(row)[-2:]) == ("enabled", ["not_enabled", "returned"])


def test_one_that_does_not_return_is_enabled_by_hand(running: Make, on: Connection, alice: User) -> None:
    row = running(is_returning=False)
    connections.pause(on, alice)
    connections.resume(on, alice)
    assert again(row).state == "suspended"
    assert services.enable(row, alice).state == "enabled"
    assert codes(row) == []


def test_rights_that_are_old_are_read_first_and_not_again_and_again(
    running: Make, on: Connection, sandbox: Sandbox
) -> None:
    row = running(margin_limit="50", base_order="5", addon_order="2")
    grow_old(on)
    Strategy.objects.filter(pk=row.pk).update(state="suspended")
    standing.follow([Change(on, "paused", "connected", ())])
    standing.follow([Change(on, "paused", "connected", ())])
    assert Check.objects.filter(connection=on).count() == 1
    look(on)
    assert again(row).state == "enabled"
    assert Check.objects.filter(connection=on).count() == 1


def test_an_exchange_that_is_silent_is_not_asked_in_circles(
    running: Make, able: Able, sandbox: Sandbox, alice: User
) -> None:
    on = able(alice, story="maintenance")
    row = running(on, margin_limit="50")
    grow_old(on)
    Strategy.objects.filter(pk=row.pk).update(state="suspended")
    standing.follow([Change(on, "paused", "connected", ())])
    assert on.open_check() is not None
    for _ in range(3):
        make_due(on)
        look(on, asked=False)
        assert on.open_check() is None
    assert again(row).state == "suspended"


def test_without_prices_it_waits_for_them(running: Make, market: Market, on: Connection, alice: User) -> None:
    row = running()
    connections.pause(on, alice)
    cache.clear()
    connections.resume(on, alice)
    assert (again(row).state, codes(row)) == ("suspended", ["paused"])
    market.delete()
    listed("BTC/USDT")
    assert standing.settle_due() == 1
    assert again(row).state == "enabled"


def test_an_update_while_suspended_is_judged_at_the_return(
    running: Make, on: Connection, alice: User
) -> None:
    row = running(margin_limit="500")
    connections.pause(on, alice)
    services.update(row, {"margin_limit": "1500"}, alice)
    connections.resume(on, alice)
    assert (again(row).state, codes(row)) == ("suspended", ["over_balance"])


def test_many_cost_what_one_costs(running: Make, able: Able, alice: User) -> None:
    small = {"margin_limit": "50", "base_order": "5", "addon_order": "2"}
    found = [able(alice) for _ in range(5)]
    for connection in found:
        for _ in range(3):
            running(connection, **small)
    standing.follow([_pause(one) for one in found])

    def spent(some: list[Connection]) -> int:
        Connection.objects.filter(pk__in=[one.pk for one in some]).update(paused_at=None)
        with CaptureQueriesContext(database) as queries:
            standing.follow([Change(one, "paused", "connected", ()) for one in some])
        return len(queries)

    assert spent(found[:1]) == spent(found[1:])
    assert Strategy.objects.filter(state="enabled").count() == told(alice).count("strategy_returned") == 15


def _pause(row: Connection) -> Change:
    Connection.objects.filter(pk=row.pk).update(paused_at=timezone.now())
    return Change(row, "connected", "connected", ())
