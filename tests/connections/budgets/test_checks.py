"""What budgets do to checks: rechecks that find no room stay due, people are told, nobody is blamed."""

import socket
import time
from typing import Any

import pytest
import redis
from django.utils import timezone

from accounts.models import User
from backfuture.lib import shared
from connections import budgets, checking, exchanges
from connections.budgets import taking
from connections.budgets.lines import Lane, asked, watched
from connections.budgets.taking import take
from connections.checking import admitting
from connections.exchanges._limits import paths
from connections.findings import Category, Refusal, Verdict
from tests.connections.conftest import Connect, look, look_at, make_due, requests_of
from tests.stack.sandbox import Sandbox

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_not_affordable_soon_stays_due(
    connection_of: Connect, sandbox: Sandbox, settings: Any
) -> None:
    settings.SWEEP_SECONDS = 0.4
    sandbox.put("/_sandbox/exchanges/bingx", {"limits": True})
    rows = [connection_of("bingx") for _ in range(6)]
    began = time.monotonic()
    look_at(rows, asked=False)
    assert time.monotonic() - began < 15
    judged = [row for row in rows if row.checked_at]
    assert 1 <= len(judged) <= 4
    for row in rows:
        if row not in judged:
            assert (row.claim_token, row.unreachable_since, row.verdict) == (None, None, Verdict.PENDING)
            assert row.next_check_at is not None
            assert row.next_check_at <= timezone.now()
    assert sandbox.get("/_sandbox/exchanges/bingx")["counters"]["refused_429"] == 0


def test_a_person_is_told_at_once_while_the_exchange_is_left_alone(
    connection_of: Connect, sandbox: Sandbox, key: Any
) -> None:
    mine = key("mexc", "healthy")
    row = look(connection_of("mexc", key=mine))
    asked, verdict = len(requests_of(mine, sandbox)), row.verdict
    budgets.block("mexc", "203.0.113.24", 90)
    look(row)
    assert len(requests_of(mine, sandbox)) == asked
    assert row.verdict == verdict
    assert row.findings[0].code == Category.RATE_LIMITED
    assert row.findings[0].params["until"] > timezone.now().isoformat()
    assert row.next_check_at is not None
    assert (row.next_check_at - timezone.now()).total_seconds() > 80


def test_a_recheck_waits_untouched_while_the_exchange_is_left_alone(
    connection_of: Connect, sandbox: Sandbox, key: Any
) -> None:
    mine = key("mexc", "healthy")
    row = look(connection_of("mexc", key=mine))
    asked = len(requests_of(mine, sandbox))
    budgets.block("mexc", "203.0.113.24", 90)
    make_due(row)
    look(row, asked=False)
    assert len(requests_of(mine, sandbox)) == asked
    assert row.unreachable_since is None
    assert row.claim_token is None


def test_a_refusal_in_the_middle_of_a_batch_stops_the_rest(
    connection_of: Connect, sandbox: Sandbox, key: Any
) -> None:
    rows = [connection_of("mexc") for _ in range(20)]
    sandbox.put("/_sandbox/exchanges/mexc", {"mode": "rate-limited"})
    look_at(rows, asked=False)
    refused = [row for row in rows if row.unreachable_since]
    assert 1 <= len(refused) <= 15
    assert all(row.verdict == Verdict.PENDING for row in rows)


def test_without_redis_people_are_checked_a_little_and_rechecks_wait(
    connection_of: Connect, sandbox: Sandbox, key: Any, settings: Any
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    shared.store.cache_clear()
    taking._script.cache_clear()
    try:
        rows = [connection_of("mexc", key=key("mexc", "healthy")) for _ in range(3)]
        look(rows[0])
        look(rows[1], asked=False)
        assert [bool(row.checked_at) for row in rows] == [True, False, False]
        look(rows[2])
        assert rows[2].findings[0].code == Category.RATE_LIMITED
    finally:
        shared.store.cache_clear()
        taking._script.cache_clear()


def test_a_redis_that_hangs_is_not_waited_for_by_one_check_after_another(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All checks of a process share the loop that waits: their deadlines would pass, and exchanges be blamed."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.REDIS_URL = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        monkeypatch.setattr(shared, "_PATIENCE_SECONDS", 0.2)
        shared.store.cache_clear()
        taking._script.cache_clear()
        try:
            began, line = time.monotonic(), asked(exchanges.get("mexc"), "203.0.113.24", ["/"], 1)
            for _ in range(10):
                with pytest.raises(redis.RedisError):
                    take(line, Lane.PEOPLE)
            assert time.monotonic() - began < 1.5
        finally:
            shared.store.cache_clear()
            taking._script.cache_clear()


def test_one_person_s_keys_are_no_evidence_against_our_address(
    connection_of: Connect, sandbox: Sandbox, alice: User
) -> None:
    """All of them may belong to one account, which asks elsewhere as well."""
    rows = [connection_of("kucoin", user=alice) for _ in range(4)]
    refusal = Refusal(429, '{"code":"429000","msg":"Too many requests. Rate limit exceeded."}')
    diagnosis = exchanges.get("kucoin").diagnose(refusal, None, "key_info")
    for case in checking.open_cases(checking.claim([row.pk for row in rows], only_due=True)):
        job = admitting.admitted(case)
        job.admission.heard(refusal, diagnosis)
        assert budgets.blocking.left("kucoin", job.egress) == 0


def test_a_full_check_takes_what_it_weighs(connection_of: Connect, sandbox: Sandbox) -> None:
    look(connection_of("mexc"))
    (use,) = [use for use in budgets.usage() if use.exchange == "mexc"]
    assert use.quota == 300
    assert use.people * 300 == pytest.approx(17, abs=1.5)
    assert use.used == use.people


def test_a_single_question_does_not_fill_the_quota_of_a_second() -> None:
    exchange = exchanges.get("bingx")
    line = watched(exchange, "203.0.113.24", tuple(paths([exchange.introspection])))
    assert len(take(line, Lane.WATCH).slots) == 1
    assert _most_used("bingx") == pytest.approx(0.1)
    for _ in range(2):  # what is older than its second is still known
        time.sleep(1.2)
        assert take(line, Lane.PEOPLE).slots
    assert _most_used("bingx") == pytest.approx(0.3)


def _most_used(code: str) -> float:
    return max(use.used for use in budgets.usage() if use.exchange == code)


def test_rooms_follow_the_quotas() -> None:
    assert budgets.room("bingx") == 2
    assert budgets.room("mexc") == 36
    assert budgets.room("okx") == 15


def test_a_click_right_after_a_recheck_waits_for_the_account(
    connection_of: Connect, sandbox: Sandbox
) -> None:
    sandbox.put("/_sandbox/exchanges/bitget", {"limits": True})
    row = connection_of("bitget")
    look(row, asked=False)
    look(row)
    assert row.findings == ()
    assert row.verdict == Verdict.CONNECTED
    assert sandbox.get("/_sandbox/exchanges/bitget")["counters"]["refused_429"] == 0
