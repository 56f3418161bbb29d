"""Every finding, problem, step, evidence, label and notice is worded in every language, with no English left."""

import re
from collections.abc import Callable, Iterator
from html import unescape

import pytest
from django.conf import settings
from django.utils.html import conditional_escape
from django.utils.translation import override

from accounts.models import User
from connections import messages
from connections.exchanges._paste import Problem
from connections.exchanges.base import Exchange
from connections.findings import Grant, Permission
from connections.messages.notices import WORDINGS
from tests.connections.messages import test_around, test_evidence, test_labels, test_problems
from tests.connections.messages.reading import EGRESS, EXCHANGES, assert_reads, findings, stored

TRANSLATED = [code for code, _ in settings.LANGUAGES if code != "en"]
# Words that no sentence of ours lacks for long and that none of the other languages has.
_ENGLISH = re.compile(
    r"\b(the|this|that|with|your|you|and|which|does|nothing|have|its|from|we|our|key|copy|there|should)\b",
    re.IGNORECASE,
)
# Captions, addresses and codes are not ours to translate.
_NOT_OURS = re.compile(r"<b[^>]*>.*?</b>|<bdi>.*?</bdi>", re.DOTALL)
# Spelled alike in several languages.
_SAME = {"Spot", "Futures"}
_BRANDS = {"BackFuture AI", *(exchange.name for exchange in EXCHANGES)}

by_language = pytest.mark.parametrize("language", TRANSLATED)
by_exchange = pytest.mark.parametrize("exchange", EXCHANGES, ids=lambda exchange: exchange.code)


def own_words(text: str) -> str:
    words = unescape(_NOT_OURS.sub("", conditional_escape(text)))
    for brand in _BRANDS:
        words = words.replace(brand, "")
    return words


def assert_translated(language: str, say: Callable[[], list[str]]) -> None:
    """Check texts side by side with the English ones."""
    with override("en"):
        english = [own_words(text) for text in say()]
    with override(language):
        texts = say()
        translated = [own_words(text) for text in texts]
    for text in texts:
        assert_reads(text)
    assert [text for text in translated if _ENGLISH.search(text)] == []
    untouched = [new for old, new in zip(english, translated, strict=True) if old == new and new.strip(" .")]
    assert [text for text in untouched if text not in _SAME] == []


@by_language
@by_exchange
def test_every_finding(language: str, exchange: Exchange) -> None:
    def say() -> list[str]:
        worded = [messages.finding(finding, exchange, EGRESS) for finding in findings(exchange)]
        return [text for one in worded for text in (one.title, one.cause, one.fix)]

    assert_translated(language, say)


@by_language
@by_exchange
def test_every_step(language: str, exchange: Exchange) -> None:
    def say() -> list[str]:
        steps = messages.steps(exchange, ["spot", "futures"], EGRESS)
        rule = messages.expiry_rule(exchange)
        return [*steps, *([rule] if rule else [])]

    assert_translated(language, say)


@by_language
@by_exchange
def test_everything_around_the_steps(language: str, exchange: Exchange) -> None:
    def say() -> list[str]:
        return test_around.around(exchange)

    assert_translated(language, say)


@by_language
@by_exchange
def test_every_problem(language: str, exchange: Exchange) -> None:
    pasted = [Problem("secret", code, {"other": "api_key"}) for code in test_problems.PASTED]
    pasted += [Problem("secret", code, {"kinds": ["rsa"]}) for code in test_problems.PRIVATE_KEYS]
    every = [*test_problems.OURS, *pasted, Problem("secret", "from_the_future")]
    assert_translated(language, lambda: [messages.problem(problem, exchange) for problem in every])


@by_language
@by_exchange
def test_all_evidence(language: str, exchange: Exchange) -> None:
    def say() -> Iterator[str]:
        for right in test_evidence.RIGHTS:
            for permission in Permission:
                yield messages.evidence(right, permission, exchange)

    assert_translated(language, lambda: list(say()))


@by_language
def test_every_label(language: str) -> None:
    def say() -> list[str]:
        labels = [label(str(code)) for label, codes in test_labels.LABELS for code in codes]
        return [*labels, *(messages.grant_label(right, grant) for right in Permission for grant in Grant)]

    assert_translated(language, say)


@by_language
@by_exchange
@pytest.mark.parametrize("code", WORDINGS)
def test_every_notice(language: str, exchange: Exchange, code: str) -> None:
    found = [stored("invalid_key"), stored("futures_not_opened")]
    params = {"name": "Savings", "exchange": exchange.code, "connection": 7, "findings": found}
    params |= {"at": "2026-12-04T00:00:00+00:00", "kind": "fixed", "running": ["Ladder"]}

    def say() -> list[str]:
        words = WORDINGS[code][1](params, User(email="alice@example.com"))
        return [words.title, words.text, words.action]

    assert_translated(language, say)


@pytest.mark.parametrize("exchange", EXCHANGES, ids=lambda exchange: exchange.code)
def test_arabic_is_written_in_arabic(exchange: Exchange) -> None:
    with override("ar"):
        for finding in findings(exchange):
            worded = messages.finding(finding, exchange, EGRESS)
            for text in (worded.title, worded.cause, worded.fix):
                assert re.search(r"[\u0600-\u06ff]", text)
