"""What takes the ground from under a strategy suspends it, and its owner is told; a silent exchange does not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEvent, User
from connections import services as connections
from connections.findings import Finding, Grant
from connections.models import Connection
from connections.transitions import Change
from notifications.models import Notification
from sandbox.keys import Key
from strategies import services, standing
from strategies.models import Market, Strategy
from tests.api.strategies.conftest import listed, passport
from tests.connections.conftest import Connect, look, make_due
from tests.stack.sandbox import Sandbox
from tests.strategies.standing.conftest import Able, Make, actions, again, codes, told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def change(row: Connection, **fields: Any) -> Change:
    """Write a change down behind everybody's back, and return the news of it."""
    Connection.objects.filter(pk=row.pk).update(**fields)
    row.refresh_from_db()
    return Change(row, "connected", "connected", row.findings)


@pytest.mark.parametrize("exchange", ["kucoin", "mexc"])
def test_a_key_that_turns_to_withdraw_stops_what_runs_on_it(
    exchange: str,
    connection_of: Connect,
    key: Callable[..., Key],
    running: Make,
    market: Market,
    sandbox: Sandbox,
    alice: User,
) -> None:
    mine = key(exchange, "healthy")
    on = look(connection_of(exchange, key=mine, user=alice))
    if exchange != "kucoin":
        listed("BTC/USDT", exchange)
    row = running(on, margin_limit="50", base_order="5", addon_order="2")
    sandbox.tell(mine.api_key, story="withdraw-on")
    make_due(on)
    look(on, asked=False)
    stored = again(row)
    assert (stored.state, codes(row)) == ("suspended", ["quarantined"])
    assert stored.reasons[0].params["findings"][0]["code"] == "withdraw_enabled"
    assert actions(row) == ["created", "enabled", "suspended"]
    notice = Notification.objects.get(user=alice, code="strategy_suspended")
    assert notice.params["reasons"] == stored.stored_reasons
    event = AuditEvent.objects.get(action="strategy.suspended")
    assert (event.actor, event.subject, event.params["reasons"]) == (None, alice, ["quarantined"])
    assert Connection.objects.get(pk=on.pk).is_in_use


@pytest.mark.parametrize(("story", "expected"), [("expired", ["action_required"]), ("read-only", None)])
def test_a_key_that_stops_working_suspends(
    story: str,
    expected: list[str] | None,
    connection_of: Connect,
    key: Callable[..., Key],
    running: Make,
    sandbox: Sandbox,
    alice: User,
) -> None:
    mine = key("kucoin", "healthy")
    on = look(connection_of("kucoin", key=mine, user=alice))
    row = running(on, margin_limit="50", base_order="5", addon_order="2")
    sandbox.tell(mine.api_key, story=story)
    look(on)
    assert again(row).state == "suspended"
    assert codes(row) == (expected or ["action_required", "right_missing"])


@pytest.mark.parametrize("story", ["maintenance", "rate-limited", "wrong-clock", "garbage-answer"])
def test_an_outage_suspends_nothing(
    story: str,
    connection_of: Connect,
    key: Callable[..., Key],
    running: Make,
    sandbox: Sandbox,
    alice: User,
) -> None:
    mine = key("kucoin", "healthy")
    on = look(connection_of("kucoin", key=mine, user=alice))
    row = running(on, margin_limit="50", base_order="5", addon_order="2")
    sandbox.tell(mine.api_key, story=story)
    look(on)
    assert standing.settle_due() == 0
    assert (again(row).state, again(row).status, told(alice)) == ("enabled", "unmanaged", [])


def test_a_pause_suspends(running: Make, draft: Make, on: Connection, alice: User) -> None:
    row, never = running(), draft()
    connections.pause(on, alice)
    assert (again(row).state, codes(row), told(alice)) == ("suspended", ["paused"], ["strategy_suspended"])
    assert (again(never).state, actions(never)) == ("draft", ["created"])


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"stored_passport": passport(spot_trade=Grant.NO)}, ["right_missing"]),
        ({"stored_passport": passport(withdraw=Grant.UNKNOWN)}, ["can_withdraw"]),
        # A probe that was not answered: the verdict says so where it was judged.
        ({"stored_passport": passport(spot_trade=Grant.UNKNOWN)}, []),
        (
            {
                "verdict": "limited",
                "stored_findings": [Finding("no_permission", params={"scope": "spot"}).to_json()],
            },
            ["market_limited"],
        ),
        ({"verdict": "limited", "stored_findings": [Finding("futures_not_opened").to_json()]}, []),
        ({"unreachable_since": timezone.now(), "balances": {}}, []),
        ({"balances": {"spot": {"USDT": "1"}}}, []),
    ],
)
def test_what_suspends_and_what_does_not(
    running: Make, on: Connection, fields: dict[str, Any], expected: list[str]
) -> None:
    row = running()
    standing.follow([change(on, **fields)])
    assert (again(row).state, codes(row)) == ("suspended" if expected else "enabled", expected)


def test_its_money_stays_spoken_for(running: Make, draft: Make, on: Connection, alice: User) -> None:
    running(margin_limit="900")
    row = draft(margin_limit="200")
    connections.pause(on, alice)
    assert {reason.code for reason in services.readiness(again(row))} == {"paused", "over_balance"}


def test_another_reason_takes_the_place_of_the_first(running: Make, on: Connection, alice: User) -> None:
    row = running()
    connections.pause(on, alice)
    standing.follow([change(on, verdict="quarantined")])
    assert codes(row) == ["quarantined", "paused"]
    standing.follow([change(on)])
    assert actions(row) == ["created", "enabled", "suspended", "suspended"]
    # The connection has told what happened to it; the strategy is where it was.
    assert told(alice) == ["strategy_suspended"]


def test_what_a_listener_missed_is_made_up_for(running: Make, on: Connection) -> None:
    row = running()
    change(on, verdict="quarantined")
    assert again(row).state == "enabled"
    assert standing.settle_due() == 1
    assert codes(row) == ["quarantined"]
    assert standing.settle_due() == 0


@pytest.mark.parametrize(("scope", "expected"), [("spot", ["market_limited"]), ("futures", [])])
def test_of_a_market_that_broke_shortly_ago_too(
    running: Make, on: Connection, scope: str, expected: list[str]
) -> None:
    row = running()
    broken = Finding("no_permission", params={"scope": scope})
    change(on, verdict="limited", stored_findings=[broken.to_json()])
    standing.settle_due()
    assert codes(row) == expected


def test_many_cost_what_one_costs(running: Make, able: Able, alice: User) -> None:
    rows = [
        running(connection, margin_limit="50", base_order="5", addon_order="2")
        for connection in [able(alice) for _ in range(5)]
        for _ in range(3)
    ]
    found = list(Connection.objects.filter(pk__in={row.connection_id for row in rows}).order_by("pk"))

    def spent(some: list[Connection]) -> int:
        changes = [change(one, paused_at=timezone.now()) for one in some]
        with CaptureQueriesContext(database) as queries:
            standing.follow(changes)
        return len(queries)

    assert spent(found[:1]) == spent(found[1:])
    assert Strategy.objects.filter(state="suspended").count() == len(told(alice)) == 15


def test_news_of_connections_nothing_stands_on_cost_one_question(draft: Make, on: Connection) -> None:
    draft()
    with CaptureQueriesContext(database) as queries:
        standing.follow([Change(on, "connected", "connected", ())])
    assert len(queries) == 1
