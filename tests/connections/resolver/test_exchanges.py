"""The ambiguous answers that exchanges are known for, each with what a check can know beside it."""

from datetime import timedelta
from typing import Any

import pytest

from connections import exchanges
from connections.exchanges.base import Exchange
from connections.findings import TRANSIENT, Category, ClockReading, Known, Report, Result, Severity, Verdict
from connections.resolver import resolved
from connections.verdicts import judge
from tests.connections.resolver.cases import (
    FINE,
    NEW,
    NOW,
    OURS,
    ambiguous,
    check,
    names,
    passport,
    refused,
    said,
    worked,
)

BINANCE = ("binance", '{"code":-2015,"msg":"Invalid API-key, IP, or permissions for action."}', 401)
BITGET = ("bitget", '{"code":"40012","msg":"apikey/password is incorrect"}')
GATE = ("gate", '{"label":"FORBIDDEN"}', 403)
MEXC = ("mexc", '{"code":401,"msg":"No permission to access the endpoint"}', 401)
KUCOIN = ("kucoin", '{"code":"400004","msg":"Invalid KC-API-PASSPHRASE"}')
BYBIT = ("bybit", '{"retCode":10005,"retMsg":"Permission denied, please check your API-key, IP"}')
OKX = ("okx", '{"code":"50114","msg":"Invalid Authority","data":[]}', 401)

KEY, SECRET, PHRASE = "invalid_key", "bad_signature", "bad_passphrase"
RIGHT, ADDRESS, EXPIRED = "no_permission", "ip_not_allowed", "key_expired"

EVERY = pytest.mark.parametrize("exchange", exchanges.every().values(), ids=exchanges.every())


@pytest.mark.parametrize(
    ("answer", "known", "ranking"),
    [
        (BINANCE, NEW, [ADDRESS, RIGHT, KEY]),
        (BINANCE, Known(is_new=True, looks_right=False), [KEY, ADDRESS, RIGHT]),
        (BINANCE, worked(), [ADDRESS, RIGHT, KEY]),
        (BINANCE, worked(ip_restricted=False), [RIGHT, KEY, ADDRESS]),
        (BINANCE, worked(ip_list=("198.51.100.7",)), [ADDRESS, RIGHT, KEY]),
        (BINANCE, worked(ip_list=("203.0.113.0/24",)), [RIGHT, KEY, ADDRESS]),
        (BITGET, NEW, [PHRASE, SECRET, KEY]),
        (BITGET, worked(), [KEY, PHRASE, SECRET]),
        (GATE, NEW, [RIGHT, ADDRESS]),
        (GATE, worked(), [RIGHT, ADDRESS]),
        (GATE, worked(ip_list=("198.51.100.7",)), [ADDRESS, RIGHT]),
        (MEXC, NEW, [SECRET, RIGHT, KEY]),
        (MEXC, worked(), [RIGHT, KEY, SECRET]),
        (KUCOIN, NEW, [PHRASE, SECRET]),
        (BYBIT, NEW, [RIGHT, ADDRESS, KEY]),
        (OKX, NEW, [PHRASE, RIGHT, KEY]),
        (OKX, worked(), [RIGHT, KEY, PHRASE]),
    ],
)
def test_a_refused_introduction_is_ranked_by_what_was_known(
    answer: tuple[Any, ...], known: Known, ranking: list[str]
) -> None:
    report = check(refused(*answer))
    (result,) = resolved(report, known).results
    assert names(result.diagnosis) == ranking
    assert not result.diagnosis.ruled_out
    assert set(result.diagnosis.candidates) == set(report.results[0].diagnosis.candidates)


@pytest.mark.parametrize(
    ("answer", "left"),
    [(BINANCE, RIGHT), (GATE, RIGHT), (MEXC, RIGHT), (OKX, RIGHT)],
)
def test_a_right_is_all_that_is_left_where_the_same_key_was_just_accepted(
    answer: tuple[Any, ...], left: str
) -> None:
    exchange, body, status, *_ = (*answer, 400)
    balance = refused(exchange, body, status, "balance", "spot")
    _, result = resolved(check(FINE, balance), Known(egress=(OURS,))).results
    assert (result.diagnosis.category, result.diagnosis.others) == (left, ())
    ruled_out = {str(cause.category) for cause in result.diagnosis.ruled_out}
    assert ruled_out == set(balance.diagnosis.candidates) - {left}
    assert all(cause.against for cause in result.diagnosis.ruled_out)
    judgement = judge(check(FINE, balance), ["spot"], known=Known(egress=(OURS,)))
    errors = [one for one in judgement.findings if one.severity is Severity.ERROR]
    assert [(one.code, one.params["scope"]) for one in errors] == [("no_permission", "read")]


def test_with_several_addresses_of_ours_an_address_stays_possible() -> None:
    balance = refused(*BINANCE, during="balance", market="spot")
    _, result = resolved(check(FINE, balance), Known(egress=(OURS, "203.0.113.25"))).results
    assert names(result.diagnosis) == [ADDRESS, RIGHT]
    assert result.diagnosis.is_ambiguous


def test_the_address_that_the_exchange_saw_speaks_for_a_list() -> None:
    said = '{"code":-2015,"msg":"Invalid API-key, IP, or permissions for action, request ip: 198.51.100.7"}'
    (result,) = resolved(check(refused("binance", said, 401)), worked(ip_restricted=False)).results
    assert names(result.diagnosis)[0] == ADDRESS


def test_an_unbound_key_that_is_older_than_the_rule_has_probably_expired() -> None:
    seen, made = NOW - timedelta(days=2), NOW - timedelta(days=91)
    old = worked(at=seen, ip_restricted=False, created_at=made, rule=("fixed_unbound", 90))
    gone = refused("mexc", '{"code":700001,"msg":"API-key format invalid."}')
    assert names(resolved(check(gone), old).results[0].diagnosis) == [EXPIRED, KEY]
    assert "older_than_rule" in said(gone, old)
    young = worked(ip_restricted=True, created_at=NOW - timedelta(days=91), rule=("fixed_unbound", 90))
    assert names(resolved(check(gone), young).results[0].diagnosis) == [KEY, EXPIRED]


@EVERY
def test_the_introduction_is_judged_as_before_whatever_is_likelier(exchange: Exchange) -> None:
    """Evidence ranks for people; a verdict changes only where a single cause is left."""
    for diagnosis in ambiguous(exchange):
        if set(diagnosis.candidates) & TRANSIENT:
            continue
        plain = judge(Report((Result("key_info", diagnosis),), NOW), ["spot"])
        for known in (NEW, worked(), worked(ip_list=("198.51.100.7",))):
            judged = judge(check(Result("key_info", diagnosis)), ["spot"], known=known)
            assert judged.verdict == plain.verdict
            assert [one.code for one in judged.findings] == [one.code for one in plain.findings]


@EVERY
@pytest.mark.parametrize("others", [(Category.CLOCK_SKEW,), (Category.IP_NOT_ALLOWED, Category.RATE_LIMITED)])
def test_no_key_is_blamed_while_the_trouble_may_pass(
    exchange: Exchange, others: tuple[Category, ...]
) -> None:
    for diagnosis in ambiguous(exchange):
        vague = type(diagnosis)(diagnosis.category, others=others)
        report = check(Result("key_info", vague), clock=ClockReading(answers=False))
        judgement = judge(report, ["spot"], known=worked())
        assert judgement.verdict is None
        assert judgement.is_unreachable


def test_a_clock_that_agrees_leaves_the_key_to_be_judged() -> None:
    vague = type(FINE.diagnosis)(Category.INVALID_KEY, others=(Category.CLOCK_SKEW,))
    judgement = judge(check(Result("key_info", vague)), ["spot"])
    assert (judgement.verdict, [one.code for one in judgement.findings]) == (
        Verdict.ACTION_REQUIRED,
        ["invalid_key"],
    )
    assert judgement.findings[0].params["ruled_out"][0]["against"][0]["code"] == "clocks_agree"


def test_a_clock_that_differs_is_told_with_its_seconds() -> None:
    skewed = refused("kucoin", '{"code":"400002","msg":"Invalid KC-API-TIMESTAMP"}')
    report = check(skewed, clock=ClockReading(True, -7.25, 0.1))
    (finding,) = judge(report, ["spot"]).findings
    (cause,) = finding.params["causes"]
    assert cause["code"] == "clock_skew"
    assert {"code": "clocks_differ", "params": {"seconds": -7.2}} in cause["evidence"]


def test_what_could_not_be_measured_is_not_told() -> None:
    vague = refused(*BINANCE)
    unsure = check(vague, clock=ClockReading(True, 0.9, 0.8))
    said = {
        one.code for cause in resolved(unsure, worked()).results[0].diagnosis.causes for one in cause.evidence
    }
    assert not said & {"clocks_agree", "clocks_differ"}
    nothing = resolved(check(vague, clock=None), Known()).results[0].diagnosis
    assert nothing == vague.diagnosis


def test_what_was_said_in_this_check_is_newer_than_what_was_known() -> None:
    balance = refused(*BINANCE, during="balance", market="spot")
    said = check(FINE, balance, passport=passport(NOW, ip_restricted=False))
    _, result = resolved(said, worked(ip_list=("198.51.100.7",))).results
    found = {
        one.code for cause in (*result.diagnosis.causes, *result.diagnosis.ruled_out) for one in cause.against
    }
    assert "not_bound" in found
    assert "addresses_were_not_listed" not in found
