"""The rules of admission, one after another, without a database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from connections.findings import Finding, Grant, Passport, Permission, Right, Verdict
from strategies import settings
from strategies.admission import judging
from strategies.admission.account import Account
from strategies.admission.judging import Wanted
from strategies.admission.ledger import Spoken
from strategies.admission.looking import Look
from strategies.admission.of_connection import SUSPENDING, reasons_of_connection
from strategies.preview.building import preview
from strategies.preview.site import Site
from strategies.reasons import Reason
from tests.strategies.chosen import FUTURES, SPOT

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
LONGEST = timedelta(seconds=900)
NONE = Spoken()


def rights(**changes: Grant) -> Passport:
    usual = {one: Grant.NO if one == Permission.WITHDRAW else Grant.YES for one in Permission}
    told = {**usual, **{Permission(name): value for name, value in changes.items()}}
    return Passport({one: Right(value, "listed", {}, NOW) for one, value in told.items()})


GOOD = Account(
    exchange="kucoin",
    verdict=Verdict.CONNECTED,
    is_paused=False,
    markets=("spot", "futures"),
    errors=(),
    passport=rights(),
    free=Decimal(5000),
    balances_at=NOW,
)


def wanted(raw: dict[str, Any] = SPOT, **changes: Any) -> Wanted:
    chosen = settings.read(raw | changes)
    sites = [Site(pair, "USDT", Decimal(100)) for pair in chosen.values["pairs"]]
    look = Look(chosen, preview(chosen, sites), is_loading=False)
    return Wanted(look, "kucoin", chosen.values["market_type"], "USDT")


def found(account: Account | None, asked: Wanted | None = None, spoken: Spoken = NONE) -> list[Reason]:
    return list(judging.reasons(asked or wanted(), account, spoken, NOW, LONGEST))


def codes(*args: Any) -> list[str]:
    return [reason.code for reason in found(*args)]


def test_nothing_is_in_the_way() -> None:
    assert found(GOOD) == []
    assert found(GOOD, wanted(FUTURES)) == []


def test_without_a_connection_the_settings_are_judged_still() -> None:
    assert codes(None, wanted(step="99")) == ["no_connection", "settings"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"is_paused": True}, Reason("paused")),
        ({"markets": ("futures",)}, Reason("market_not_chosen", {"market": "spot"})),
        (
            {"passport": rights(read=Grant.UNKNOWN)},
            Reason("right_missing", {"right": "read", "value": "unknown"}),
        ),
        (
            {"passport": rights(spot_trade=Grant.NO)},
            Reason("right_missing", {"right": "spot_trade", "value": "no"}),
        ),
        ({"passport": rights(withdraw=Grant.YES)}, Reason("can_withdraw", {"value": "yes"})),
        ({"passport": rights(withdraw=Grant.UNKNOWN)}, Reason("can_withdraw", {"value": "unknown"})),
        ({"free": None}, Reason("balance_unknown", {"wallet": "spot", "quote": "USDT"})),
        ({"balances_at": None}, Reason("passport_old")),
        ({"balances_at": NOW - LONGEST - timedelta(seconds=1)}, Reason("passport_old")),
        (
            {"passport": replace(rights(), symbol_whitelist=("ETH/USDT",))},
            Reason("pair_not_for_key", {"pairs": ["BTC/USDT"]}),
        ),
    ],
)
def test_each_alone(changes: dict[str, Any], expected: Reason) -> None:
    assert found(replace(GOOD, **changes)) == [expected]


def test_rights_of_another_market_are_not_needed() -> None:
    assert (
        found(replace(GOOD, passport=rights(futures_trade=Grant.NO, internal_transfer=Grant.UNKNOWN))) == []
    )


def test_as_old_as_allowed_is_young_enough() -> None:
    assert found(replace(GOOD, balances_at=NOW - LONGEST)) == []


def test_rights_that_were_read_too_long_ago_are_old_too() -> None:
    past = NOW - timedelta(hours=1)
    passport = rights().with_right(Permission.WITHDRAW, Right(Grant.NO, "listed", {}, past))
    assert codes(replace(GOOD, passport=passport)) == ["passport_old"]


def test_a_list_of_pairs_of_another_market_says_nothing_of_this_one() -> None:
    account = replace(GOOD, passport=replace(rights(), symbol_whitelist=("ETH/USDT",)))
    assert found(account, wanted(FUTURES)) == []


@pytest.mark.parametrize(
    ("verdict", "errors", "expected"),
    [
        (Verdict.QUARANTINED, (Finding("withdraw_enabled"),), ["quarantined"]),
        (Verdict.ACTION_REQUIRED, (Finding("key_expired"),), ["action_required"]),
        (Verdict.PENDING, (), ["not_checked"]),
    ],
)
@pytest.mark.parametrize("passport", [Passport(), rights()])
def test_each_verdict(
    verdict: Verdict, errors: tuple[Finding, ...], expected: list[str], passport: Passport
) -> None:
    account = replace(GOOD, verdict=verdict, errors=errors, passport=passport)
    assert [one.code for one in reasons_of_connection(account, "spot")] == expected


def test_a_key_nobody_looked_at_is_a_reason_even_if_the_verdict_is_well() -> None:
    assert codes(replace(GOOD, passport=Passport())) == [
        *("right_missing", "right_missing", "can_withdraw", "passport_old")
    ]


def test_a_right_that_is_missing_is_said_once() -> None:
    lacks = Finding("no_permission", params={"scope": "spot"})
    account = replace(
        GOOD, verdict=Verdict.ACTION_REQUIRED, errors=(lacks,), passport=rights(spot_trade=Grant.NO)
    )
    assert found(account) == [
        Reason("action_required", {"findings": []}),
        Reason("right_missing", {"right": "spot_trade", "value": "no"}),
    ]


@pytest.mark.parametrize(
    ("finding", "broken"),
    [
        (Finding("futures_not_opened"), ["futures"]),
        (Finding("no_permission", params={"scope": "futures"}), ["futures"]),
        (Finding("no_permission", params={"scope": "spot"}), ["spot"]),
        # Nobody said which one: neither is sure.
        (Finding("no_permission", params={"scope": "read"}), ["spot", "futures"]),
    ],
)
def test_only_the_market_that_is_broken_is_limited(finding: Finding, broken: list[str]) -> None:
    account = replace(GOOD, verdict=Verdict.LIMITED, errors=(finding,))
    limited = [market for market in ("spot", "futures") if list(reasons_of_connection(account, market))]
    assert limited == broken


def test_only_what_a_connection_lacks_suspends() -> None:
    assert SUSPENDING.isdisjoint(
        {"passport_old", "not_checked", "no_answer", "over_balance", "market_not_chosen"}
    )
