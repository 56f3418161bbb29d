"""Every notice says which connection it is about, what happened and what to do."""

import pytest

from accounts.models import User
from connections.findings import Category
from connections.messages.notices import WORDINGS
from notifications.words import Severity, Words
from tests.connections.messages.reading import EXCHANGES, assert_reads, assert_sentences, stored

ALICE = User(email="alice@example.com")
EVERY = pytest.mark.parametrize("code", WORDINGS)


def words(code: str, exchange: str = "kucoin", name: str = "KuCoin spot 2", /, *found: object) -> Words:
    params = {"name": name, "exchange": exchange, "connection": 7, "findings": list(found)}
    params |= {"at": "2026-12-04T00:00:00+00:00", "kind": "fixed", "running": ["Ladder"]}
    return WORDINGS[code][1](params, ALICE)


@EVERY
@pytest.mark.parametrize("exchange", [exchange.code for exchange in EXCHANGES])
@pytest.mark.parametrize("found", [(), (stored(Category.INVALID_KEY), stored(Category.FUTURES_NOT_OPENED))])
def test_every_notice_reads_well(code: str, exchange: str, found: tuple[object, ...]) -> None:
    said = words(code, exchange, "Savings", *found)
    assert_reads(said.title)
    assert "Savings" in said.title
    assert_sentences(said.text)
    assert_reads(said.action)


def test_all_that_the_interface_names_is_worded() -> None:
    assert set(WORDINGS) == {
        "connection_quarantined",
        "connection_action_required",
        "connection_limited",
        "connection_recovered",
        "connection_changed",
        "credentials_destroyed",
        "replacement_done",
        "replacement_refused",
        "replacement_held",
        "replacement_unanswered",
        "key_ends",
    }


def test_quarantine_says_why_how_to_fix_it_and_when_the_key_is_destroyed() -> None:
    text = words("connection_quarantined", "kucoin", "x", stored(Category.WITHDRAW_ENABLED)).text
    assert text.startswith("This key can withdraw, so we do not use it.")
    assert "switch off Withdrawal" in text
    assert text.endswith("If nothing changes, we destroy the saved key after 24 hours.")
    assert WORDINGS["connection_quarantined"][0] is Severity.CRITICAL


def test_further_findings_are_counted() -> None:
    more = [stored(Category.INVALID_KEY), stored(Category.KEY_EXPIRED), stored(Category.BAD_SIGNATURE)]
    assert words("connection_action_required", "mexc", "x", *more[:1]).text.endswith("replace the key here.")
    assert words("connection_action_required", "mexc", "x", *more[:2]).text.endswith(
        "There is 1 more thing to see."
    )
    assert words("connection_action_required", "mexc", "x", *more).text.endswith(
        "There are 2 more things to see."
    )


def test_a_refused_replacement_does_not_speak_of_a_key_that_is_gone() -> None:
    text = words("replacement_refused", "kucoin", "x", stored(Category.WITHDRAW_ENABLED)).text
    assert "This key can withdraw" in text
    assert "after 24 hours" not in text
    assert "The connection keeps the key it had" in text


def test_a_name_is_escaped_on_a_page() -> None:
    title = words("connection_recovered", "kucoin", "<script>").title
    assert title == "<script> works again"
    assert title.__html__() == '<b dir="auto">&lt;script&gt;</b> works again'  # type: ignore[attr-defined]
