"""Evidence in words: whole sentences, each fact once, and the likeliest cause first."""

from typing import Any

import pytest
from django.utils import timezone

from connections import exchanges, messages
from connections.exchanges.base import Exchange
from connections.findings import Category, Cause, Evidence, Finding
from connections.messages.case import Case
from connections.messages.causes import evidence
from connections.resolver import RULES
from tests.connections.messages.reading import EGRESS, EXCHANGES, assert_sentences

KUCOIN = exchanges.get("kucoin")
AT = "2026-11-20T12:04:00+00:00"
PARAMS: dict[str, dict[str, Any]] = {
    "clocks_differ": {"seconds": -7.2},
    "others_work": {"count": 1},
    "market_reads": {"market": "futures"},
    "market_answers": {"market": "spot"},
    "right_on": {"permission": "spot_trade"},
    "right_off": {"permission": "futures_trade"},
    "right_was_off": {"permission": "read"},
    "other_address_seen": {"ip": "198.51.100.7"},
    "seen_address_listed": {"ip": EGRESS[0]},
    "worked_before": {"at": AT},
    "older_than_rule": {"days": 30},
    "end_is_past": {"at": AT},
    "end_is_ahead": {"at": AT},
}


def fact(code: str) -> Evidence:
    return Evidence(code, PARAMS.get(code, {}))


def finding(*causes: Cause, out: tuple[Cause, ...] = (), **params: Any) -> Finding:
    stored = {"causes": [one.to_json() for one in causes], "ruled_out": [one.to_json() for one in out]}
    named = {"candidates": [str(one.category) for one in causes]} if len(causes) > 1 else {}
    return Finding(causes[0].category, params={**stored, **named, **params})


@pytest.mark.parametrize("exchange", EXCHANGES, ids=lambda exchange: exchange.code)
def test_every_evidence_is_a_sentence_of_its_own(exchange: Exchange) -> None:
    case = Case(Finding(Category.INVALID_KEY), exchange, EGRESS)
    said = [evidence(case, fact(code).to_json()) for code in RULES]
    for text in said:
        assert_sentences(text)
    assert len(set(said)) == len(RULES)


def test_the_likeliest_cause_comes_first_whatever_the_code_of_the_finding() -> None:
    right = Cause(Category.NO_PERMISSION, None, (fact("worked_before"),))
    key = Cause(Category.INVALID_KEY)
    told = finding(right, key, code="-2015")
    worded = messages.finding(Finding(Category.INVALID_KEY, params=told.params), KUCOIN, EGRESS)
    assert "Most likely: This key lacks a right." in worded.cause
    assert "Also possible: KuCoin does not know this API key." in worded.cause
    assert worded.fix.startswith("First: In API Management edit the key")


def test_each_fact_is_told_once_and_that_on_the_likeliest_cause_first() -> None:
    worked, clock, fits = fact("worked_before"), fact("clock_answers"), fact("looks_right")
    told = finding(
        Cause(Category.NO_PERMISSION, None, (worked, clock)),
        Cause(Category.INVALID_KEY, None, (clock,), (fits,)),
        out=(Cause(Category.CLOCK_SKEW, against=(fact("clocks_agree"),)),),
    )
    worded = messages.finding(told, KUCOIN, EGRESS)
    assert worded.why == (
        "This key worked from here on Nov. 20, 2026, 12:04 p.m., so it was copied rightly and something has "
        "changed since.",
        "The public clock of KuCoin answers, so KuCoin is not down.",
        "The key has the form that keys of KuCoin usually have.",
        "Our clock and that of KuCoin agree, so the time is not the cause.",
    )


def test_times_are_those_of_the_reader() -> None:
    told = finding(Cause(Category.NO_PERMISSION, None, (fact("worked_before"),)))
    with timezone.override("America/New_York"):
        assert "7:04 a.m." in messages.finding(told, KUCOIN, EGRESS).why[0]


def test_one_cause_is_told_as_a_fact_with_its_reasons_beside_it() -> None:
    told = finding(Cause(Category.BAD_SIGNATURE, None, (fact("never_worked"),)))
    worded = messages.finding(told, KUCOIN, EGRESS)
    plain = messages.finding(Finding(Category.BAD_SIGNATURE), KUCOIN, EGRESS)
    assert (worded.title, worded.cause, worded.fix) == (plain.title, plain.cause, plain.fix)
    assert len(worded.why) == 1


def test_the_reason_belongs_to_the_cause_that_it_was_given_for() -> None:
    told = finding(Cause(Category.NO_PERMISSION), Cause(Category.ACCOUNT_RESTRICTED, "kyc"), reason="kyc")
    assert "KuCoin asks for identity verification" in messages.finding(told, KUCOIN, EGRESS).cause


def test_what_passes_by_itself_asks_for_nothing_whatever_is_likelier() -> None:
    told = finding(Cause(Category.NO_PERMISSION), Cause(Category.CLOCK_SKEW))
    passing = Finding(Category.CLOCK_SKEW, params=told.params)
    assert messages.finding(passing, KUCOIN, EGRESS).fix.startswith("Nothing to do; your key was not judged.")


def test_evidence_of_another_version_is_left_out() -> None:
    told = finding(Cause(Category.NO_PERMISSION, None, (Evidence("dreamt"), fact("clock_answers"))))
    assert len(messages.finding(told, KUCOIN, EGRESS).why) == 1
    (cause,) = messages.told_causes(told, KUCOIN, EGRESS, "causes")
    assert [one["code"] for one in cause["evidence"]] == ["clock_answers"]
