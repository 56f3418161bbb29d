"""Everybody is told what became of a strategy, why, what stays unmanaged, and what to do."""

from typing import Any

import pytest
from django.utils.translation import override

from accounts.models import User
from notifications.words import Severity, Words, words_for
from strategies.messages.notices import WORDINGS
from strategies.reasons import Reason
from tests.connections.messages.reading import assert_reads, assert_sentences
from tests.strategies.reasons import FULL

ALICE = User(email="alice@example.com")
WITHDRAWS = Reason("can_withdraw", {"value": "yes"})
PAUSED = Reason("paused")
EVERY = pytest.mark.parametrize("code", WORDINGS)


def words(code: str, *reasons: Reason, **changes: Any) -> Words:
    params = {
        "name": "Calm",
        "strategy": 3,
        "exchange": "kucoin",
        "connection": 7,
        "connection_name": "KuCoin spot",
        "pairs": ["BTC/USDT", "ETH/USDT"],
        "is_returning": True,
        "reasons": [reason.to_json() for reason in reasons],
    }
    return words_for(code, params | changes, ALICE)


@EVERY
@pytest.mark.parametrize("reasons", [(), (WITHDRAWS, PAUSED), FULL], ids=["none", "two", "all"])
@pytest.mark.parametrize("exchange", ["kucoin", "mexc"])
def test_every_notice_reads_well(code: str, reasons: tuple[Reason, ...], exchange: str) -> None:
    said = words(code, *reasons, exchange=exchange)
    assert_reads(said.title)
    assert said.title.startswith("Calm ")
    assert_sentences(said.text)
    assert_reads(said.action)


@EVERY
def test_a_notice_of_another_version_is_still_told(code: str) -> None:
    assert words(code, pairs=[], connection=None, connection_name="").title.startswith("Calm ")
    assert words_for(code, {}, ALICE).title == "News about your account"


def test_enabled() -> None:
    said = words("strategy_enabled")
    assert said == Words(
        "Calm is enabled",
        "The check found nothing in its way. It runs on KuCoin spot now and trades BTC/USDT and ETH/USDT.",
        "See the strategy",
    )


def test_not_enabled_names_every_reason_with_its_first_step() -> None:
    said = words("strategy_not_enabled", PAUSED, Reason("pair_unknown", {"pair": "BTC/USDT"}))
    assert said == Words(
        "Calm was not enabled",
        "You have paused the connection. Open the connection and resume it. "
        "KuCoin does not list BTC/USDT in this market. "
        "Correct the pair in the settings of the strategy, or take it out. "
        "Once this is put right, enable the strategy again.",
        "See what to do",
    )


def test_one_that_could_not_return_is_not_to_be_enabled_by_hand() -> None:
    text = words("strategy_not_enabled", PAUSED, state="suspended").text
    assert text.endswith("It stays suspended. Once this is put right, it returns by itself.")
    text = words("strategy_not_enabled", PAUSED, state="suspended", is_returning=False).text
    assert text.endswith("enable the strategy again.")


def test_suspended_says_why_what_stays_unmanaged_what_to_do_and_what_follows() -> None:
    said = words("strategy_suspended", WITHDRAWS)
    assert said.title == "Calm is suspended"
    assert said.text == (
        "This key can withdraw, so we do not use it. "
        "Open positions and orders in BTC/USDT and ETH/USDT stay at KuCoin as they are, and nobody manages them. "
        "In API Management edit the key, switch off Withdrawal, FlexTransfers, and Earn, and save. "
        "We check again by ourselves. If nothing changes, we destroy the saved key after 24 hours. "
        "Once this is put right, the strategy returns by itself and manages them again."
    )


def test_suspended_says_when_it_does_not_return_by_itself() -> None:
    text = words("strategy_suspended", PAUSED, is_returning=False).text
    assert text.endswith("enable the strategy again: you chose that it does not return by itself.")


def test_returned() -> None:
    said = words("strategy_returned")
    assert said.title == "Calm is enabled again"
    assert said.text == (
        "What was in its way is put right, and it manages BTC/USDT and ETH/USDT on KuCoin spot again."
    )


def test_archived() -> None:
    said = words("strategy_archived", Reason("disconnected"))
    assert said.title == "Calm is archived"
    assert said.text == (
        "The connection was disconnected. "
        "Open positions and orders in BTC/USDT and ETH/USDT stay at KuCoin as they are, and nobody manages them. "
        "Close or watch them there yourself. "
        "Duplicate the strategy and choose another connection for the copy."
    )


def test_severities() -> None:
    assert {code: severity for code, (severity, _) in WORDINGS.items()} == {
        "strategy_enabled": Severity.SUCCESS,
        "strategy_not_enabled": Severity.WARNING,
        "strategy_suspended": Severity.CRITICAL,
        "strategy_returned": Severity.SUCCESS,
        "strategy_archived": Severity.WARNING,
    }


def test_names_are_escaped_and_machine_text_is_isolated() -> None:
    title: Any = words("strategy_enabled", name="<script>").title
    assert title.__html__() == '<b dir="auto">&lt;script&gt;</b> is enabled'
    with override("ar"):
        assert "\u2068BTC/USDT\u2069" in words("strategy_suspended", PAUSED).text


@pytest.mark.parametrize("code", ["no_answer", "markets_loading", "prices_loading"])
def test_what_passes_by_itself_is_waited_for_and_said_once(code: str) -> None:
    text = words("strategy_not_enabled", Reason(code, {"exchange": "kucoin"})).text
    assert text.endswith("Try again in a few minutes.")
    assert "enable" not in text
    assert words("strategy_not_enabled", Reason(code), PAUSED).text.endswith("enable the strategy again.")
