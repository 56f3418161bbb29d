"""Every finding has a title, a cause and a fix that say what happened, why, and what to click."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from connections import exchanges, messages
from connections.exchanges.base import Exchange
from connections.findings import TRANSIENT, Advice, Category, Finding, Market, Scope
from tests.connections.messages.reading import (
    EGRESS,
    EXCHANGES,
    assert_reads,
    assert_sentences,
    findings,
    name_of,
)

OTHERS = "198.51.100.7"
ALL = [
    pytest.param(exchange, finding, id=f"{exchange.code}-{name_of(finding)}")
    for exchange in EXCHANGES
    for finding in findings(exchange)
]
KUCOIN = exchanges.get("kucoin")
CODES = [code for code in [*Category, *Advice] if code not in {Category.NONE, Category.UNKNOWN}]


def word(code: str, exchange: Exchange = KUCOIN, /, **params: object) -> messages.Worded:
    return messages.finding(Finding(code, params=params), exchange, EGRESS)


@pytest.mark.parametrize(("exchange", "finding"), ALL)
def test_every_finding_is_worded(exchange: Exchange, finding: Finding) -> None:
    worded = messages.finding(finding, exchange, EGRESS)
    assert_reads(worded.title)
    assert not worded.title.endswith(".")
    assert_sentences(worded.cause)
    assert_sentences(worded.fix)


@pytest.mark.parametrize("code", CODES)
def test_no_finding_falls_back_to_the_words_for_unknown_answers(code: str) -> None:
    assert word(code).title != word(Category.UNKNOWN).title


def test_a_code_of_another_version_is_told_as_an_unknown_answer() -> None:
    assert word("from_the_future", code="7") == word(Category.UNKNOWN, code="7")


@pytest.mark.parametrize("exchange", EXCHANGES, ids=lambda exchange: exchange.code)
def test_a_missing_right_is_named_by_its_caption(exchange: Exchange) -> None:
    for market in exchange.markets:
        fix = word(Category.NO_PERMISSION, exchange, scope=str(market)).fix
        assert all(caption in fix for caption in exchange.tick[market])
        assert all(caption in fix for caption in exchange.leave_off)


def test_every_scope_and_every_reason_has_words_of_its_own() -> None:
    scopes = {word(Category.NO_PERMISSION, scope=str(scope)).title for scope in Scope}
    reasons = ("frozen", "kyc", "region", "risk", "terms", "")
    restrictions = {word(Category.ACCOUNT_RESTRICTED, reason=reason).title for reason in reasons}
    assert len(scopes) == len(Scope)
    assert len(restrictions) == len(reasons)


def test_the_address_the_exchange_saw_is_shown_with_the_clicks() -> None:
    worded = word(Category.IP_NOT_ALLOWED, ip=EGRESS[0])
    assert worded.cause == "KuCoin saw us as 203.0.113.24, which is not on the key's list."
    assert worded.fix == (
        "In API Management edit the key, add 203.0.113.24 to its IP list (IP Restriction) and save. "
        "We check again by ourselves."
    )


def test_an_address_that_is_none_of_ours_is_called_so_beside_ours() -> None:
    worded = word(Category.IP_NOT_ALLOWED, ip=OTHERS)
    assert f"{OTHERS}, which is none of our addresses" in worded.cause
    assert EGRESS[0] in worded.cause
    assert OTHERS not in worded.fix


def test_several_addresses_of_ours_are_all_named() -> None:
    finding = Finding(Category.IP_NOT_ALLOWED, params={"ip": OTHERS})
    worded = messages.finding(finding, KUCOIN, ["203.0.113.24", "203.0.113.25"])
    assert "Our addresses are 203.0.113.24 and 203.0.113.25." in worded.cause


def test_an_ambiguous_answer_names_every_cause_in_its_order() -> None:
    both = [str(Category.BAD_PASSPHRASE), str(Category.BAD_SIGNATURE)]
    worded = word(Category.BAD_PASSPHRASE, candidates=both, code="400004")
    likely, possible = (word(code).title for code in both)
    assert f"Most likely: {likely}. Also possible: {possible}." in worded.cause
    assert "400004" in worded.cause
    assert worded.title not in {likely, possible}
    assert worded.fix.index("API Passphrase") < worded.fix.index("API Secret")


@pytest.mark.parametrize("code", sorted(TRANSIENT))
def test_what_passes_by_itself_asks_for_nothing(code: Category) -> None:
    alone = word(code)
    among_others = word(code, candidates=[str(code), str(Category.ACCOUNT_RESTRICTED)])
    assert alone.fix.startswith("Nothing to do; your key was not judged.")
    assert among_others.fix == alone.fix


@pytest.mark.parametrize(
    ("seconds", "said"), [(86_400, "after 24 hours."), (3600, "after 1 hour."), (120, "after 2 minutes.")]
)
def test_a_key_that_can_withdraw_says_when_it_is_destroyed(settings, seconds: int, said: str) -> None:  # type: ignore[no-untyped-def]
    settings.QUARANTINE_SECONDS = seconds
    assert word(Category.WITHDRAW_ENABLED).fix.endswith(said)
    assert word(Category.WITHDRAW_UNKNOWN).fix.endswith(said)


def test_the_day_of_expiry_is_that_of_the_reader() -> None:
    at = "2026-12-04T02:00:00+00:00"
    with override("en"):
        assert word(Advice.EXPIRES_SOON, at=at).title == "This key expires on Dec. 4, 2026"
        with timezone.override("America/New_York"):
            assert word(Advice.EXPIRES_SOON, at=at).title == "This key expires on Dec. 3, 2026"
        assert word(Advice.EXPIRES_SOON).title == "This key expires soon"


@pytest.mark.parametrize("code", [Category.NO_PERMISSION, Category.WITHDRAW_UNKNOWN])
def test_only_the_rights_of_the_markets_that_are_wanted_are_to_be_ticked(code: Category) -> None:
    binance = exchanges.get("binance")
    futures, spot = binance.tick[Market.FUTURES], binance.tick[Market.SPOT]
    (more,) = set(futures) - set(spot)
    for market, is_named in (("spot", False), ("futures", True)):
        assert (more in word(code, binance, markets=[market]).fix) is is_named
    vague = word(Category.INVALID_KEY, binance, candidates=["invalid_key", str(code)], markets=["spot"])
    assert spot[0] in vague.fix
    assert more not in vague.fix


def test_a_key_that_worked_here_was_deleted_and_never_copied_wrongly() -> None:
    for exchange in EXCHANGES:
        told = word(Category.INVALID_KEY, exchange, has_worked=True, other_sites=[])
        assert "was deleted" in told.cause
        assert "incompletely" not in told.cause
        assert "site" not in told.cause
        assert "Create a new key" in told.fix


def test_no_other_site_is_named_where_there_is_none() -> None:
    assert word(Category.INVALID_KEY, exchanges.get("htx")).cause == (
        "The key was deleted, or was copied incompletely."
    )


def test_a_private_key_of_the_users_own_is_compared_with_its_public_half() -> None:
    told = word(Category.BAD_SIGNATURE, exchanges.get("binance"), key_kind="ed25519")
    assert "only once" not in told.fix
    assert "public key" in told.fix
    assert "private key" in told.title
