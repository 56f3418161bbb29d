"""Refusals with several causes, end to end: what the exchange said before and what else is known tells them apart."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from connections import checking, exchanges, messages
from connections.findings import Category, Finding
from connections.models import Connection, Credentials, Role
from sandbox.keys import Key, stories_of
from tests.connections.conftest import Connect, keys_of, look, requests_of
from tests.connections.messages.reading import EGRESS
from tests.stack.sandbox import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

EVERY = pytest.mark.parametrize("exchange", exchanges.every())
# What is wrong, the story that tells it, and how it is called where it is one of several causes.
TRUTHS = {
    "unknown-key": "invalid_key",
    "address-not-allowed": "ip_not_allowed",
    "wrong-secret": "bad_signature",
    "wrong-passphrase": "bad_passphrase",
    "frozen-account": "account_restricted",
}

# Here a missing right, a list and an unknown key are refused in the same words: only what is known beside them differs.
SAME_ANSWER = "address-not-allowed"


def vague(row: Connection) -> Finding | None:
    return next((one for one in row.findings if one.params.get("candidates")), None)


def ranking(row: Connection) -> list[str]:
    found = vague(row)
    assert found is not None
    return [cause["code"] for cause in found.params["causes"]]


def evidence(row: Connection) -> set[str]:
    return {
        one["code"]
        for found in row.findings
        for cause in (*found.params.get("causes", ()), *found.params.get("ruled_out", ()))
        for side in ("evidence", "against")
        for one in cause[side]
    }


@EVERY
@pytest.mark.parametrize("story", TRUTHS)
@pytest.mark.parametrize("is_new", [True, False], ids=["new", "worked"])
def test_the_truth_is_among_the_causes_and_never_alone_by_guessing(
    exchange: str,
    story: str,
    is_new: bool,
    connection_of: Connect,
    key: Callable[..., Key],
    sandbox: Sandbox,
) -> None:
    if story not in stories_of(exchange):
        return
    mine = key(exchange, "healthy")
    row = connection_of(exchange, key=mine)
    if not is_new:
        look(row)
    sandbox.tell(mine.api_key, story=story)
    look(row)
    found = vague(row)
    if found is None:
        return
    assert TRUTHS[story] in ranking(row)
    assert set(ranking(row)) == set(found.params["candidates"])
    assert ("never_worked" in evidence(row)) is is_new
    assert ("worked_before" in evidence(row)) is not is_new
    assert "clock_answers" in evidence(row)
    worded = messages.finding(found, exchanges.get(exchange), EGRESS)
    assert worded.why
    assert worded.cause.count("Most likely: ") == 1
    assert worded.cause.count("Also possible: ") == len(ranking(row)) - 1
    assert worded.fix.count("First: ") == 1


def test_some_exchange_is_ambiguous_at_all(connection_of: Connect, sandbox: Sandbox) -> None:
    """Without this the test above could pass by looking away."""
    rows = [look(connection_of(code, "address-not-allowed")) for code in exchanges.every()]
    assert [row.exchange for row in rows if vague(row)]


def test_a_new_key_that_looks_right_meets_a_list_rather_than_a_wrong_key(
    connection_of: Connect, sandbox: Sandbox
) -> None:
    row = look(connection_of("binance", SAME_ANSWER))
    assert ranking(row) == ["ip_not_allowed", "no_permission", "invalid_key"]
    assert row.status == "action_required"


def test_a_key_that_worked_has_lost_a_right_as_likely_as_its_address(
    connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    mine = key("binance", "healthy")
    row = look(connection_of("binance", key=mine))
    sandbox.tell(mine.api_key, story=SAME_ANSWER)
    look(row)
    assert ranking(row) == ["ip_not_allowed", "no_permission", "invalid_key"], (
        "the exchange's own order decides"
    )
    assert row.status == "action_required", "a likely cause is no verdict: it would be quarantined by it"
    assert row.checks.count() == 2
    look(row)
    assert "worked_before" in evidence(row), "what was seen is not forgotten by the first refusal"


def test_a_key_that_worked_without_a_list_meets_one_last(
    connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    mine = key("binance", "no-ip-binding")
    row = look(connection_of("binance", key=mine))
    sandbox.tell(mine.api_key, story=SAME_ANSWER)
    look(row)
    assert ranking(row)[0] == "no_permission"
    assert ranking(row)[-1] == "ip_not_allowed"


def test_a_refusal_with_several_causes_costs_two_round_trips_and_one_query(
    connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    keys = [key("binance", SAME_ANSWER) for _ in range(3)]
    rows = [connection_of("binance", key=one) for one in keys]
    look(connection_of("binance", "healthy"))
    with CaptureQueriesContext(
        database,
    ) as queries:
        checking.check([row.pk for row in rows], only_due=True)
    counting = [one["sql"] for one in queries.captured_queries if "COUNT(" in one["sql"]]
    assert len(counting) <= 1
    for row, one in zip(rows, keys, strict=True):
        row.refresh_from_db()
        assert len(requests_of(one, sandbox)) == 1, "the clock is asked without the key"
        assert "others_work" in evidence(row)


@EVERY
def test_a_clear_answer_asks_neither_clock_nor_database(
    exchange: str, connection_of: Connect, sandbox: Sandbox
) -> None:
    row = connection_of(exchange, "healthy")
    with CaptureQueriesContext(database) as queries:
        look(row, asked=False)
    assert not [one for one in queries.captured_queries if "COUNT(" in one["sql"]]
    assert evidence(row) == set()


@EVERY
def test_a_wrong_clock_is_measured(exchange: str, connection_of: Connect, sandbox: Sandbox) -> None:
    sandbox.put(f"/_sandbox/exchanges/{exchange}", {"clock_offset_ms": -120_000})
    for _ in range(2):
        connection_of(exchange, verdict="connected", checked_at=timezone.now())
    row = look(connection_of(exchange))
    assert row.status == "unreachable"
    (finding,) = row.findings
    assert finding.code == Category.CLOCK_SKEW
    assert "others_work" not in evidence(row), (
        "others worked before the clock went wrong, or they would not have"
    )
    said: list[dict[str, Any]] = finding.params["causes"][0]["evidence"]
    seconds = next(one["params"]["seconds"] for one in said if one["code"] == "clocks_differ")
    assert seconds == pytest.approx(-120, abs=2)


def test_a_replacement_is_a_new_key_whatever_the_old_one_did(
    connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    row = look(connection_of("binance", "healthy"))
    other = key("binance", SAME_ANSWER)
    Credentials.seal(row.pk, "binance", keys_of(other), role=Role.CANDIDATE, version=2).save()
    look(row)
    check = row.checks.first()
    assert check is not None
    codes = {one["code"] for cause in check.findings[0].params["causes"] for one in cause["against"]}
    assert check.role == Role.CANDIDATE
    assert "looks_right" in codes
    assert "worked_before" not in str(check.stored_findings)


@EVERY
def test_no_part_of_a_key_is_among_the_evidence(
    exchange: str, connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    mine = key(exchange, "wrong-secret")
    row = look(connection_of(exchange, key=mine))
    for secret in (mine.api_key, mine.secret, mine.passphrase):
        assert not secret or secret not in str(row.stored_findings)
