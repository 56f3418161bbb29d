"""What others do to a key at its exchange is one line in the history of its connection, exactly once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from connections import exchanges
from connections.models import Connection, Event, StatusChange
from notifications.models import Notification
from sandbox.keys import Key
from tests.connections.conftest import Connect, look, look_at, make_due
from tests.stack.sandbox import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
Turn = Callable[..., Connection]


REFUSED = [
    *((exchange, "unknown-key") for exchange in exchanges.every()),
    *((exchange, "expired") for exchange in ("binance", "kucoin", "htx")),
    *((exchange, story) for exchange in ("mexc", "okx") for story in ("wrong-secret", "address-not-allowed")),
]


@pytest.fixture
def turned(connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox) -> Turn:
    """Return a connection that was looked at, whose key then told another story at two rechecks."""

    def turn(exchange: str, story: str, then: str, **fields: Any) -> Connection:
        mine = key(exchange, story)
        row = look(connection_of(exchange, key=mine, **fields))
        assert not Event.objects.exists()
        sandbox.tell(mine.api_key, story=then)
        for _ in range(2):
            make_due(row)
            look(row, asked=False)
        return row

    return turn


def told(row: Connection) -> list[tuple[str, bool]]:
    return list(row.events.order_by("pk").values_list("code", "is_security"))


def test_the_right_to_withdraw_is_one_event_and_quarantine(turned: Turn) -> None:
    row = turned("kucoin", "healthy", "withdraw-on")
    assert (row.status, told(row)[0]) == ("quarantined", ("withdraw_switched_on", True))
    event = row.events.get(code="withdraw_switched_on")
    assert event.check_run is not None
    assert row.status_changes.filter(check_run=event.check_run).count() == 1


def test_a_right_that_is_lost_and_comes_back(turned: Turn, sandbox: Sandbox) -> None:
    row = turned("mexc", "healthy", "read-only")
    assert told(row) == [("right_lost", False)]
    assert row.events.get().params == {"rights": ["spot_trade"]}


def test_a_list_that_is_removed_is_told_to_its_owner(turned: Turn, alice: User) -> None:
    row = turned("binance", "healthy", "no-ip-binding", user=alice)
    assert (row.status, told(row)) == ("connected", [("address_list_removed", True)])
    note = Notification.objects.get(user=alice)
    assert note.code == "connection_changed"
    assert "The key's address list was removed." in note.words.text
    assert "delete the key" in note.words.text


@pytest.mark.parametrize(("exchange", "story"), REFUSED)
def test_an_unchanged_secret_that_is_refused_is_one_security_event(
    exchange: str, story: str, turned: Turn
) -> None:
    row = turned(exchange, "healthy", story)
    assert told(row) == [("key_refused", True)]
    assert StatusChange.objects.filter(connection=row, after="action_required").count() == 1


@pytest.mark.parametrize("story", ["frozen-account", "maintenance", "rate-limited", "wrong-clock"])
def test_what_is_nobodys_doing_is_no_event(story: str, turned: Turn) -> None:
    assert told(turned("mexc", "healthy", story)) == []


def test_silence_between_does_not_tell_it_twice(
    connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    mine = key("okx", "healthy")
    row = look(connection_of("okx", key=mine))
    for story in ("unknown-key", "maintenance", "unknown-key"):
        sandbox.tell(mine.api_key, story=story)
        look(row)
    assert told(row) == [("key_refused", True)]
    for story in ("healthy", "unknown-key"):
        sandbox.tell(mine.api_key, story=story)
        look(row)
    assert told(row) == [("key_refused", True)] * 2


def test_a_key_that_never_worked_has_nothing_to_lose(connection_of: Connect, sandbox: Sandbox) -> None:
    assert told(look(look(connection_of("kucoin", "unknown-key")))) == []


def test_looks_that_find_the_same_write_no_event_and_ask_for_none(
    connection_of: Connect, sandbox: Sandbox
) -> None:
    row = look(connection_of("bybit", "healthy"))
    with CaptureQueriesContext(database) as queries:
        make_due(row)
        look(row, asked=False)
        look(row)
    assert told(row) == []
    assert not [one for one in queries.captured_queries if "connections_event" in one["sql"]]


def test_a_group_costs_as_many_queries_as_one(
    connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    def cost(number: int) -> int:
        keys = [key("gate", "healthy") for _ in range(number)]
        rows = [look(connection_of("gate", key=mine)) for mine in keys]
        for mine in keys:
            sandbox.tell(mine.api_key, story="unknown-key")
        for row in rows:
            make_due(row)
        with CaptureQueriesContext(database) as queries:
            look_at(rows, asked=False)
        assert {code for row in rows for code, _ in told(row)} == {"key_refused"}
        return len([one for one in queries.captured_queries if "connections_event" in one["sql"]])

    assert cost(1) == 1
    assert cost(4) <= 4  # one for each group that came in by itself
