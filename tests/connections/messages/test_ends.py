"""The end of a key in words: a countdown where there is a day, the reason where nobody can know one."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from connections import exchanges, messages
from connections.exchanges.base import Exchange
from connections.expiry import EndKind
from connections.findings import Passport
from connections.models import Connection
from tests.connections.messages.reading import EXCHANGES, assert_reads, assert_sentences

AT = "2026-12-04T00:00:00+00:00"


def ending(
    exchange: str, days: float | None = None, *, paused: bool = False, **facts: Any
) -> messages.Ending:
    now = timezone.now()
    at = None if days is None else now + timedelta(days=days)
    row = Connection(exchange=exchange, expires_at=at, paused_at=now if paused else None)
    row.stored_passport = Passport(**{"ip_restricted": False, **facts}).to_json()
    return messages.ending(row)


def fixed(days: float) -> messages.Ending:
    at = timezone.now() + timedelta(days=days)
    return ending("mexc", days, expires_at=at, expires_kind="fixed")


def test_a_countdown_names_the_days_and_the_day() -> None:
    told = fixed(12)
    assert (told.days, told.is_soon, told.kind) == (12, True, EndKind.FIXED)
    assert told.text.startswith("Expires in 12 days (")
    assert told.at is not None
    assert str(told.at.year) in told.text


def test_amber_begins_two_weeks_ahead() -> None:
    assert [fixed(days).is_soon for days in (20, 14.01, 13.99, 0.01)] == [False, False, True, True]


def test_a_day_that_is_past_is_no_countdown() -> None:
    told = fixed(-3)
    assert (told.days, told.is_soon) == (None, False)
    assert told.text.startswith("Was to end on ")


@pytest.mark.parametrize(
    ("exchange", "facts", "text"),
    [
        ("okx", {}, "after 14 days without use. Our checks count as use"),
        ("kucoin", {}, "after 30 days without use. KuCoin does not say whether our checks count as use."),
        ("binance", {}, "after 30 days. Binance does not say when this key was made."),
        ("bitget", {}, "Not reported"),
        ("mexc", {"ip_restricted": True}, "Never"),
    ],
)
def test_why_there_is_no_day_is_said(exchange: str, facts: dict[str, Any], text: str) -> None:
    told = ending(exchange, **facts)
    assert (told.at, told.days, told.is_soon) == (None, None, False)
    assert text in told.text


def test_nothing_is_said_of_a_key_nobody_has_looked_at() -> None:
    assert messages.ending(Connection(exchange="kucoin")).text == ""


@pytest.mark.parametrize("exchange", EXCHANGES, ids=lambda exchange: exchange.code)
@pytest.mark.parametrize("kind", [EndKind.FIXED, EndKind.INACTIVITY])
def test_what_to_do_is_said_of_every_exchange(exchange: Exchange, kind: EndKind) -> None:
    worded = messages.ahead(exchange, kind, AT)
    assert_reads(worded.title)
    assert_sentences(worded.fix)


def test_whoever_paused_an_idle_key_need_only_resume() -> None:
    assert "resume it" in messages.ahead(exchanges.get("okx"), EndKind.INACTIVITY, AT).fix
    assert "resume it" not in messages.ahead(exchanges.get("kucoin"), EndKind.INACTIVITY, AT).fix
