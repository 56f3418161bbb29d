"""The grade of a key: pure, so no exchange is needed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connections import exchanges
from connections.findings import Finding, Grant, KeyKind, Passport, Permission, Right
from connections.grading import LETTERS, WEIGHTS, Grade, Subject, grade, has_safer_kind, is_gradable

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
OURS = ("203.0.113.24",)
SAFE = {Permission.READ: Grant.YES, Permission.SPOT_TRADE: Grant.YES}


def passport(grants: dict[Permission, Grant] | None = None, **facts: Any) -> Passport:
    held = dict.fromkeys(Permission, Grant.NO) | SAFE | (grants or {})
    rights = {name: Right(value, "listed", {"token": str(name)}) for name, value in held.items()}
    known: dict[str, Any] = {"ip_restricted": True, "ip_list": OURS, "created_at": NOW} | facts
    return Passport(rights, **known)


def graded(known: Passport, *, has_safer_kind: bool = False) -> Grade:
    return grade(Subject(known, ["spot"], NOW, 14, OURS, has_safer_kind))


@pytest.mark.parametrize("code", exchanges.every())
def test_a_secret_is_held_against_a_key_only_where_a_pair_could_be_made_here(code: str) -> None:
    exchange = exchanges.get(code)
    assert has_safer_kind(exchange, KeyKind.HMAC) is bool(exchange.pairs)
    assert not any(has_safer_kind(exchange, kind) for kind in KeyKind if kind is not KeyKind.HMAC)


def codes(found: Grade) -> list[str]:
    return [loss.code for loss in found.losses]


def test_a_key_that_can_do_what_it_must_and_no_more_is_an_a() -> None:
    assert graded(passport()) == Grade("A", 100)


@pytest.mark.parametrize("withdraw", [Grant.YES, Grant.UNKNOWN])
def test_a_key_that_may_withdraw_is_an_f_however_good_it_is(withdraw: Grant) -> None:
    found = graded(passport({Permission.WITHDRAW: withdraw}))
    assert (found.letter, found.points) == ("F", 0)


@pytest.mark.parametrize(
    ("facts", "grants", "lost"),
    [
        ({"ip_restricted": False, "ip_list": ()}, {}, ["no_ip_list"]),
        ({"ip_restricted": False, "ip_list": ("0.0.0.0/0",)}, {}, ["wide_address_list"]),
        ({"ip_list": ("198.51.100.1",)}, {}, ["address_missing"]),
        ({"ip_list": (*OURS, "198.51.100.1")}, {}, ["foreign_address"]),
        ({}, {Permission.INTERNAL_TRANSFER: Grant.YES}, ["internal_transfer"]),
        ({}, {Permission.MARGIN_TRADE: Grant.YES}, ["margin_trade"]),
        ({}, {Permission.FUTURES_TRADE: Grant.YES}, ["unused_market"]),
        ({"expires_at": NOW + timedelta(days=3)}, {}, ["expires_soon"]),
        ({"created_at": NOW - timedelta(days=400)}, {}, ["old_key"]),
        ({"created_at": NOW - timedelta(days=400), "expires_at": NOW + timedelta(days=30)}, {}, []),
    ],
)
def test_each_weakness_costs_what_the_table_says(facts: Any, grants: Any, lost: list[str]) -> None:
    found = graded(passport(grants, **facts))
    assert codes(found) == lost
    assert found.points == 100 - sum(WEIGHTS[code] for code in lost)


def test_a_secret_that_is_shared_costs_only_where_there_is_another_way() -> None:
    assert codes(graded(passport(), has_safer_kind=True)) == ["shared_secret"]


def test_a_right_that_comes_with_trading_cannot_be_left_off() -> None:
    together = Right(Grant.YES, "listed", {"token": "trade"})
    held = {
        Permission.SPOT_TRADE: together,
        Permission.FUTURES_TRADE: together,
        Permission.MARGIN_TRADE: together,
    }
    known = passport()
    assert graded(replace(known, rights={**known.rights, **held})) == Grade("A", 100)


def test_what_an_exchange_does_not_tell_is_named_and_not_counted() -> None:
    found = graded(passport({Permission.MARGIN_TRADE: Grant.UNKNOWN}, ip_restricted=None, ip_list=None))
    assert (found.letter, found.losses, found.unread) == ("A", (), ("addresses", "margin_trade"))


RISKY = [Permission.INTERNAL_TRANSFER, Permission.MARGIN_TRADE, Permission.FUTURES_TRADE, Permission.WITHDRAW]


@given(
    held=st.sets(st.sampled_from(RISKY)),
    more=st.sampled_from(RISKY),
    bound=st.booleans(),
    has_safer_kind=st.booleans(),
)
def test_another_right_never_makes_it_better(
    held: set[Permission], more: Permission, bound: bool, has_safer_kind: bool
) -> None:
    facts = {} if bound else {"ip_restricted": False, "ip_list": ()}
    before = graded(passport(dict.fromkeys(held, Grant.YES), **facts), has_safer_kind=has_safer_kind)
    after = graded(passport(dict.fromkeys({*held, more}, Grant.YES), **facts), has_safer_kind=has_safer_kind)
    assert after.points <= before.points
    assert list(LETTERS).index(after.letter) >= list(LETTERS).index(before.letter)
    assert before.points == max(0, 100 - sum(loss.points for loss in before.losses))


def test_a_key_that_has_ended_loses_nothing_for_ending_soon() -> None:
    assert codes(graded(passport(expires_at=NOW + timedelta(days=3)))) == ["expires_soon"]
    assert codes(graded(passport(expires_at=NOW - timedelta(days=3)))) == []


@pytest.mark.parametrize("code", ["invalid_key", "bad_signature", "bad_passphrase", "key_expired"])
def test_a_key_that_is_refused_for_what_it_is_has_no_grade(code: str) -> None:
    vague = Finding("ip_not_allowed", params={"candidates": ["ip_not_allowed", code]})
    for found in (Finding(code), vague):
        assert not is_gradable("action_required", [found])
        assert is_gradable("limited", [found])
    assert is_gradable("action_required", [Finding("no_permission"), Finding("ip_not_allowed")])
