"""The policy, case by case: pure, so no exchange is needed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from connections.findings import (
    Category,
    Diagnosis,
    Finding,
    Grant,
    Passport,
    Permission,
    Report,
    Result,
    Right,
    Severity,
    Verdict,
)
from connections.verdicts import judge

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
FINE = Diagnosis(Category.NONE)


def passport(**changes: Any) -> Passport:
    grants = {
        Permission.READ: Grant.YES,
        Permission.SPOT_TRADE: Grant.YES,
        Permission.FUTURES_TRADE: Grant.YES,
        Permission.WITHDRAW: Grant.NO,
    } | changes.pop("grants", {})
    rights = {name: Right(value, "listed", {}, NOW) for name, value in grants.items()}
    facts: dict[str, Any] = {"rights": rights, "ip_restricted": True, "key_status": "active"} | changes
    return Passport(**facts)


def report(*others: Result, introduced: Passport | None = None, **changes: Any) -> Report:
    return Report((Result("key_info", FINE), *others), NOW, introduced or passport(), **changes)


def refused(category: Category, market: str | None = None, kind: str = "balance", **more: Any) -> Result:
    return Result(kind, Diagnosis(category, **more), market)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [str(finding.code) for finding in findings]


def test_all_that_was_wanted_works() -> None:
    judgement = judge(report(), ["spot", "futures"])
    assert (judgement.verdict, judgement.findings) == (Verdict.CONNECTED, ())


@pytest.mark.parametrize(
    ("grant", "code"),
    [(Grant.YES, Category.WITHDRAW_ENABLED), (Grant.UNKNOWN, Category.WITHDRAW_UNKNOWN)],
)
def test_a_key_that_may_withdraw_is_quarantined_whatever_else_is_true(grant: Grant, code: Category) -> None:
    able = passport(grants={Permission.WITHDRAW: grant}, key_status="expired")
    judgement = judge(report(introduced=able), ["spot"])
    assert judgement.verdict is Verdict.QUARANTINED
    assert codes(judgement.findings) == [code]


def test_rights_that_cannot_be_read_count_as_withdraw() -> None:
    silent = Report((refused(Category.NO_PERMISSION, scope="read"),), NOW)
    assert judge(silent, ["spot"]).verdict is Verdict.QUARANTINED


@pytest.mark.parametrize(
    "category", [Category.EXCHANGE_UNAVAILABLE, Category.RATE_LIMITED, Category.CLOCK_SKEW]
)
def test_silence_judges_nobody(category: Category) -> None:
    judgement = judge(Report((refused(category),), NOW), ["spot"])
    assert judgement.verdict is None
    assert judgement.is_unreachable


@pytest.mark.parametrize(
    "category", [Category.INVALID_KEY, Category.BAD_SIGNATURE, Category.IP_NOT_ALLOWED, Category.KEY_EXPIRED]
)
def test_a_refused_introduction_needs_the_trader(category: Category) -> None:
    judgement = judge(Report((refused(category),), NOW), ["spot"])
    assert judgement.verdict is Verdict.ACTION_REQUIRED
    assert codes(judgement.findings) == [category]


def test_an_answer_nobody_recognises_judges_nobody_and_blames_no_exchange() -> None:
    judgement = judge(Report((refused(Category.UNKNOWN, code="4711"),), NOW), ["spot"])
    assert (judgement.verdict, judgement.is_unreachable) == (None, False)
    assert judgement.findings[0].params["code"] == "4711"


def test_one_market_of_two_is_limited() -> None:
    judgement = judge(report(refused(Category.FUTURES_NOT_OPENED, "futures")), ["spot", "futures"])
    assert judgement.verdict is Verdict.LIMITED
    assert codes(judgement.findings) == ["futures_not_opened"]


def test_the_only_market_missing_needs_the_trader() -> None:
    judgement = judge(report(refused(Category.FUTURES_NOT_OPENED, "futures")), ["futures"])
    assert judgement.verdict is Verdict.ACTION_REQUIRED


def test_a_missing_right_is_said_once_though_listing_and_test_both_show_it() -> None:
    reading = passport(grants={Permission.SPOT_TRADE: Grant.NO})
    test_order = refused(Category.NO_PERMISSION, "spot", "trade", scope="spot")
    judgement = judge(report(test_order, introduced=reading), ["spot"])
    assert judgement.verdict is Verdict.ACTION_REQUIRED
    assert [(f.code, f.params["scope"]) for f in judgement.findings] == [("no_permission", "spot")]


def test_a_right_that_is_not_proven_is_not_taken_for_granted() -> None:
    vague = passport(grants={Permission.SPOT_TRADE: Grant.UNKNOWN})
    assert judge(report(introduced=vague), ["spot"]).verdict is Verdict.ACTION_REQUIRED


def test_half_an_answer_judges_nobody() -> None:
    judgement = judge(report(refused(Category.EXCHANGE_UNAVAILABLE, "spot")), ["spot"])
    assert (judgement.verdict, judgement.is_unreachable) == (None, True)


def test_a_frozen_account_stops_every_market_though_only_one_said_so() -> None:
    frozen = refused(Category.ACCOUNT_RESTRICTED, "spot", reason="frozen")
    judgement = judge(report(frozen), ["spot", "futures"])
    assert judgement.verdict is Verdict.ACTION_REQUIRED
    assert codes(judgement.findings) == ["account_restricted"]


@pytest.mark.parametrize(
    ("status", "code"),
    [("expired", "key_expired"), ("deleted", "invalid_key"), ("frozen", "account_restricted")],
)
def test_the_keys_own_status_counts(status: str, code: str) -> None:
    judgement = judge(report(introduced=passport(key_status=status)), ["spot"])
    assert judgement.verdict is Verdict.ACTION_REQUIRED
    assert codes(judgement.findings) == [code]


def test_advice_does_not_change_the_verdict() -> None:
    loose = passport(
        ip_restricted=False,
        expires_at=NOW + timedelta(days=5),
        grants={Permission.INTERNAL_TRANSFER: Grant.YES},
    )
    judgement = judge(report(introduced=loose), ["spot"])
    assert judgement.verdict is Verdict.CONNECTED
    assert codes(judgement.findings) == ["no_ip_list", "expires_soon", "surplus_rights"]
    assert {finding.severity for finding in judgement.findings} == {Severity.WARNING}


def test_what_trading_brings_with_it_is_no_surplus() -> None:
    """One name grants trading and transfers: nobody can leave the second off."""
    together = Right(Grant.YES, "listed", {"token": "trade"}, NOW)
    alone = Right(Grant.YES, "listed", {"token": "margin"}, NOW)
    rights = {**passport().rights, Permission.SPOT_TRADE: together, Permission.INTERNAL_TRANSFER: together}
    assert judge(report(introduced=passport(rights=rights)), ["spot"]).findings == ()
    rights[Permission.MARGIN_TRADE] = alone
    [advice] = judge(report(introduced=passport(rights=rights)), ["spot"]).findings
    assert advice.params == {"rights": ["margin_trade"]}


def test_an_account_without_futures_is_no_missing_right() -> None:
    closed = Right(Grant.NO, "rule", {"rule": "futures_not_opened"}, NOW)
    introduced = passport().with_right(Permission.FUTURES_TRADE, closed)
    judgement = judge(report(introduced=introduced), ["spot", "futures"])
    assert (judgement.verdict, codes(judgement.findings)) == (Verdict.LIMITED, ["futures_not_opened"])
    seen_twice = report(refused(Category.FUTURES_NOT_OPENED, "futures"), introduced=introduced)
    assert codes(judge(seen_twice, ["futures"]).findings) == ["futures_not_opened"]


def test_a_light_look_keeps_the_errors_and_renews_the_advice() -> None:
    error = Finding(Category.FUTURES_NOT_OPENED)
    old = Finding("no_ip_list", Severity.WARNING)
    judgement = judge(report(is_light=True), ["spot", "futures"], before=[error, old])
    assert judgement.verdict is None
    assert codes(judgement.findings) == ["futures_not_opened"]


def test_several_causes_stay_several() -> None:
    vague = refused(Category.BAD_PASSPHRASE, others=(Category.BAD_SIGNATURE,))
    judgement = judge(Report((vague,), NOW), ["spot"])
    assert judgement.findings[0].params["candidates"] == ["bad_passphrase", "bad_signature"]
