"""An exchange that says "too many requests" is left alone at once, by everybody, for as long as it says."""

import json
import time

import pytest

from backfuture.lib.shared import store
from connections import budgets, exchanges
from connections.budgets import blocking
from connections.budgets.lines import Lane, asked, watched
from connections.budgets.taking import take
from connections.findings import Refusal

EGRESS = "203.0.113.24"


def hear(code: str, status: int, body: str, retry_after: float | None = None, account: int = 1) -> float:
    """Let a check be refused, and return for how long any other process leaves the exchange alone."""
    exchange = exchanges.get(code)
    refusal = Refusal(status, body, retry_after=retry_after)
    diagnosis = exchange.diagnose(refusal, None, "key_info")
    blocking.heard(exchange, EGRESS, account, refusal, diagnosis)
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
        ("bitget", 429, {"code": "429", "msg": "Too Many Requests", "data": None}, 60),
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


def test_what_concerns_one_account_stops_nobody_else_until_it_is_widespread() -> None:
    words = '{"code":"429000","msg":"Too many requests. Rate limit exceeded."}'
    assert hear("kucoin", 429, words, account=1) == 0
    assert hear("kucoin", 429, words, account=1) == 0
    assert hear("kucoin", 429, words, account=2) == 0
    assert hear("kucoin", 429, words, account=3) == pytest.approx(10, abs=0.5)


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
