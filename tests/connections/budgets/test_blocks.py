"""An exchange that says "too many requests" is left alone at once, by everybody, for as long as it says."""

import json
import time
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from backfuture.lib.shared import store
from connections import budgets, exchanges
from connections.budgets import blocking, lifting
from connections.budgets.lines import Lane, asked, watched
from connections.budgets.taking import take
from connections.findings import Refusal

EGRESS = "203.0.113.24"


def hear(code: str, status: int, body: str, retry_after: float | None = None, user: int = 1) -> float:
    """Let a check be refused, and return for how long any other process leaves the exchange alone."""
    exchange = exchanges.get(code)
    refusal = Refusal(status, body, retry_after=retry_after)
    diagnosis = exchange.diagnose(refusal, None, "key_info")
    blocking.heard(exchange, EGRESS, user, refusal, diagnosis)
    blocking.forget()  # what follows is another process
    return take(watched(exchange, EGRESS, ()), Lane.WATCH).blocked


_MEXC = '{"code":429,"msg":"Too Many Requests"}'
_UNTIL = '{"code":-1003,"msg":"Way too much request weight used; IP banned until %d."}'


@pytest.mark.parametrize(
    ("code", "status", "body", "retry_after", "seconds"),
    [
        ("mexc", 429, _MEXC, 7, 7),
        ("mexc", 429, _MEXC, None, 10),  # their window
        ("binance", 418, '{"code":-1003,"msg":"banned"}', None, 120),
        ("bingx", 418, "", None, 300),
        ("kucoin", 429, "<html><body>error code: 1015</body></html>", 30, 30),
        ("bybit", 403, "<html><body>403 access too frequent</body></html>", None, 600),
    ],
)
def test_a_refusal_is_obeyed_by_every_process(
    code: str, status: int, body: str, retry_after: float | None, seconds: float
) -> None:
    assert hear(code, status, body, retry_after) == pytest.approx(seconds, abs=0.5)


def test_a_moment_in_the_answer_is_obeyed() -> None:
    assert hear("binance", 418, _UNTIL % ((time.time() + 77) * 1000)) == pytest.approx(77, abs=1)
    at = int((time.time() + 4) * 1000)
    words = f"The endpoint trigger frequency limit rule is disabled and will be unblocked after {at}"
    assert hear("bingx", 200, json.dumps({"code": 100410, "msg": words})) == pytest.approx(4, abs=1)


@pytest.mark.parametrize(
    ("code", "status", "words", "seconds"),
    [
        ("bybit", 200, {"retCode": 10018, "retMsg": "Exceeded the IP Rate Limit.", "result": {}}, 5),
        ("bybit", 403, {"retCode": 10018, "retMsg": "access too frequent", "result": {}}, 600),
        ("mexc", 429, {"code": 429, "msg": "Too Many Requests"}, 10),
    ],
)
def test_when_an_answer_was_given_does_not_shorten_a_block(
    code: str, status: int, words: dict[str, object], seconds: float
) -> None:
    """Most answers say what time it is: that is no moment until when to wait."""
    now = int(time.time() * 1000)
    assert hear(code, status, json.dumps({**words, "time": now, "requestTime": now})) == pytest.approx(
        seconds, abs=0.5
    )


def test_a_moment_that_is_past_or_absurd_is_none() -> None:
    assert hear("binance", 418, _UNTIL % ((time.time() - 77) * 1000)) == pytest.approx(1, abs=0.5)
    assert hear("binance", 418, _UNTIL % 1999999999999) <= 4 * 86_400


_OF_ACCOUNT = '{"code":"429000","msg":"Too many requests. Rate limit exceeded."}'


def test_what_concerns_one_account_stops_nobody_else_until_it_is_widespread() -> None:
    assert hear("kucoin", 429, _OF_ACCOUNT, user=1) == 0
    assert hear("kucoin", 429, _OF_ACCOUNT, user=1) == 0
    assert hear("kucoin", 429, _OF_ACCOUNT, user=2) == 0
    assert hear("kucoin", 429, _OF_ACCOUNT, user=3) == pytest.approx(10, abs=0.5)


def test_three_people_one_after_another_are_not_at_once() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for user in (1, 2, 3):
            assert hear("kucoin", 429, _OF_ACCOUNT, user=user) == 0
            clock.shift(6)


def test_what_may_count_for_an_account_is_no_evidence_against_our_address() -> None:
    words = '{"code":"429","msg":"Too Many Requests","requestTime":1,"data":null}'
    assert [hear("bitget", 429, words, user=user) > 0 for user in (1, 1, 2, 3)] == [False, False, False, True]


def test_other_refusals_block_nothing() -> None:
    assert hear("mexc", 400, '{"code":10072,"msg":"Api key info invalid"}') == 0
    assert hear("mexc", 500, "") == 0


def test_a_shorter_block_does_not_shorten_a_longer_one() -> None:
    budgets.block("mexc", EGRESS, 60)
    assert hear("mexc", 429, _MEXC, 2) == pytest.approx(60, abs=0.5)


def test_a_block_outlives_a_redis_that_lost_everything() -> None:
    budgets.block("mexc", EGRESS, 60)
    store().flushall()
    line = asked(exchanges.get("mexc"), EGRESS, ["/api/v3/apiKeyInfo"], 1)
    assert take(line, Lane.PEOPLE).blocked > 59
    assert budgets.room("mexc") == 0


def test_one_address_is_blocked_alone() -> None:
    budgets.block("mexc", "203.0.113.99", 60)
    assert take(watched(exchanges.get("mexc"), EGRESS, ()), Lane.WATCH).blocked == 0


def unblock(*what: str) -> str:
    out = StringIO()
    call_command("fleet", "--unblock", *what, stdout=out)
    return out.getvalue()


def test_an_operator_lifts_a_block_that_processes_remember(settings: Any) -> None:
    settings.EGRESS = [EGRESS, "203.0.113.25"]
    for address in settings.EGRESS:
        budgets.block("mexc", address, 60)
    assert "was blocked, and is asked again" in unblock("mexc", EGRESS)
    assert [blocking.left("mexc", address) > 0 for address in settings.EGRESS] == [False, True]
    assert "was not blocked" in unblock("mexc").splitlines()[0]
    lifting.forget()  # it looks once in a second
    assert take(watched(exchanges.get("mexc"), "203.0.113.25", ()), Lane.WATCH).blocked == 0


def test_a_refusal_after_that_blocks_again() -> None:
    budgets.block("mexc", EGRESS, 60)
    unblock("mexc")
    assert blocking.left("mexc", EGRESS) == 0
    budgets.block("mexc", EGRESS, 60)
    lifting.forget()
    assert blocking.left("mexc", EGRESS) > 59


def test_what_is_to_be_unblocked_has_to_exist() -> None:
    for what in (("nowhere",), ("mexc", "192.0.2.1")):
        with pytest.raises(CommandError):
            unblock(*what)
