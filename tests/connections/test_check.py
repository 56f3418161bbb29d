"""One check after another, against the sandbox: what a key's story makes of its connection."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from connections import checking, exchanges, transitions
from connections.checking import open_cases, run
from connections.findings import TRADE, Category, Finding, Grant, Judgement, Permission
from connections.models import Connection, Credentials, StatusChange
from sandbox.keys import Key
from tests.connections.conftest import Connect, introduction, look, make_due, requests_of
from tests.connections.everything import listed_addresses, story_of_all, tells_binding
from tests.stack.sandbox import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

EVERY = pytest.mark.parametrize("exchange", exchanges.every())


def codes(row: Connection) -> list[str]:
    return [str(finding.code) for finding in row.findings]


def evidence(exchange: str) -> str:
    """Say how trading on spot is known to work: by an order that was tried, or by the list of rights."""
    tried = [one for one in exchanges.get(exchange).probes if one.proves is Permission.SPOT_TRADE]
    return "test_accepted" if tried else "listed"


@EVERY
def test_a_healthy_key_is_read_and_tried(exchange: str, connection_of: Connect, sandbox: Sandbox) -> None:
    row = look(connection_of(exchange, story_of_all(exchange)))
    passport, markets = row.passport, exchanges.get(exchange).markets
    assert passport.grants(Permission.WITHDRAW) is Grant.NO
    assert passport.right(Permission.SPOT_TRADE).evidence == evidence(exchange)
    assert {passport.grants(TRADE[market]) for market in markets} == {Grant.YES}
    assert passport.ip_restricted is (True if tells_binding(exchange) else None)
    assert passport.ip_list == listed_addresses(exchange)
    assert passport.uid
    assert set(row.balances) == set(markets)
    assert all(Decimal(free["USDT"]) > 0 for free in row.balances.values())


@EVERY
def test_a_key_that_can_withdraw_is_only_introduced(
    exchange: str, connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    mine = key(exchange, "withdraw-on")
    look(connection_of(exchange, key=mine))
    assert len(requests_of(mine, sandbox)) == introduction(exchange)


@EVERY
def test_an_unchanged_key_is_rechecked_by_its_introduction_and_leaves_no_check(
    exchange: str, connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    mine = key(exchange, "healthy")
    row = look(connection_of(exchange, key=mine))
    before = len(requests_of(mine, sandbox))
    make_due(row)
    look(row, asked=False)
    assert len(requests_of(mine, sandbox)) == before + introduction(exchange)
    assert row.checks.count() == 1
    assert row.passport.right(Permission.SPOT_TRADE).evidence == evidence(exchange)
    assert row.next_check_at is not None
    assert row.next_check_at > timezone.now() + timedelta(minutes=30)


@EVERY
@pytest.mark.parametrize(
    ("story", "status", "finding"),
    [
        ("read-only", "action_required", "no_permission"),
        ("no-ip-binding", "connected", "no_ip_list"),
        ("withdraw-on", "quarantined", "withdraw_enabled"),
    ],
)
def test_a_routine_recheck_sees_what_was_changed_at_the_exchange(
    exchange: str,
    story: str,
    status: str,
    finding: str,
    connection_of: Connect,
    key: Callable[..., Key],
    sandbox: Sandbox,
) -> None:
    mine = key(exchange, "healthy")
    row = look(connection_of(exchange, key=mine))
    sandbox.tell(mine.api_key, story=story)
    make_due(row)
    look(row, asked=False)
    is_seen = story != "no-ip-binding" or tells_binding(exchange)
    assert (row.status, codes(row)) == (status, [finding] if is_seen else [])
    assert row.passport.ip_restricted is (story != "no-ip-binding" if tells_binding(exchange) else None)


def test_a_change_that_could_not_be_judged_is_looked_at_again_as_a_whole(
    connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    mine = key("kucoin", "healthy")
    row = look(connection_of("kucoin", key=mine))
    sandbox.tell(mine.api_key, story="read-only")
    nobody = Judgement(None, (Finding(Category.UNKNOWN),), row.passport)
    for outcomes in run(open_cases(checking.claim([row.pk], only_due=False))):
        transitions.apply([replace(outcome, judgement=nobody) for outcome in outcomes])
    make_due(row)
    before = len(requests_of(mine, sandbox))
    look(row, asked=False)
    assert len(requests_of(mine, sandbox)) > before + 1
    assert row.status == "action_required"


@EVERY
@pytest.mark.parametrize("story", ["maintenance", "rate-limited", "wrong-clock", "garbage-answer", "closing"])
def test_trouble_at_the_exchange_changes_no_verdict(
    exchange: str, story: str, connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    mine = key(exchange, "healthy")
    row = look(connection_of(exchange, key=mine))
    sandbox.tell(mine.api_key, story=story)
    look(row)
    assert (row.verdict, row.status) == ("connected", "unreachable")
    sandbox.tell(mine.api_key, story="healthy")
    look(row)
    assert (row.status, codes(row)) == ("connected", [])


def test_the_address_that_the_exchange_saw_is_kept(connection_of: Connect, sandbox: Sandbox) -> None:
    row = look(connection_of("kucoin", "address-not-allowed"))
    assert row.findings[0].params["ip"] == "198.51.100.77"


def test_a_changed_status_is_one_row_with_its_cause(connection_of: Connect, sandbox: Sandbox) -> None:
    row = connection_of("kucoin", "revoked-later")
    look(row)
    look(row)
    look(row)
    changes = [(c.before, c.after, c.codes) for c in StatusChange.objects.filter(connection=row)]
    assert changes == [
        ("connected", "action_required", ["invalid_key"]),
        ("pending", "connected", []),
    ]


def test_a_sealed_value_that_cannot_be_opened_does_not_stop_the_others(
    connection_of: Connect, sandbox: Sandbox
) -> None:
    rows = [connection_of("kucoin", "healthy") for _ in range(3)]
    Credentials.objects.filter(connection=rows[1]).update(secret="0:moved")
    checking.check([row.pk for row in rows], only_due=True)
    for row in rows:
        row.refresh_from_db()
    assert [row.status for row in rows] == ["connected", "action_required", "connected"]
    assert codes(rows[1]) == [Category.CREDENTIALS_UNREADABLE]


def test_listeners_hear_of_every_group_also_of_the_unchanged(
    connection_of: Connect, sandbox: Sandbox
) -> None:
    heard: list[tuple[int, str, str]] = []

    def listen(changes: object) -> None:
        assert isinstance(changes, list)
        heard.extend((one.connection.pk, one.before, one.connection.status) for one in changes)

    transitions.listeners.append(listen)
    try:
        row = look(connection_of("kucoin", "healthy"))
        look(row)
    finally:
        transitions.listeners.remove(listen)
    assert heard == [(row.pk, "pending", "connected"), (row.pk, "connected", "connected")]
