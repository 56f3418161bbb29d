"""What holds for every answer, also for those that nobody has seen yet."""

import ipaddress
import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from connections import exchanges
from connections.exchanges._guard import error_class
from connections.exchanges.base import ProbeKind
from connections.findings import Category, Grant, Permission, Refusal
from tests.connections.exchanges import golden

EXCHANGES = st.sampled_from(golden.offered())
EVERY = pytest.mark.parametrize("code", golden.offered())
NAMING = st.sampled_from([code for code in golden.offered() if golden.of(code).key_field])
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
# Fields that exchanges use, with values that they do not.
FIELDS = st.sampled_from(
    (
        *(
            "code",
            "msg",
            "message",
            "success",
            "data",
            "permissions",
            "permission",
            "ipWhiteList",
            "ipWhitelist",
        ),
        *(
            "createTime",
            "createdAt",
            "status",
            "uid",
            "remainingValidity",
            "isMaster",
            "subName",
            "accessKey",
        ),
        *("apiKey", "balances", "canTrade", "expiredAt", "free", "asset", "available", "currency", "type"),
    )
)
ODD = st.recursive(JSON, lambda inner: st.dictionaries(FIELDS, inner | JSON, max_size=8), max_leaves=8)
STATUS = st.none() | st.integers(min_value=0, max_value=999)
DURING = st.sampled_from(["account", "balance", "order", "positions", "key-info", "unknown", *ProbeKind, ""])
MOVING = st.sampled_from(["withdraw", "WITHDRAW", "Transfer", "pay", "Send", "transfer_out", "Withdrawals"])
LETTERS = st.text("ABCDEFabcdef_", min_size=1, max_size=8)


@EVERY
@settings(deadline=None, max_examples=40)  # the first one loads ccxt
@given(st.binary(max_size=400), STATUS, DURING)
def test_no_answer_of_any_bytes_stops_the_diagnosis(
    code: str, raw: bytes, status: int | None, during: str
) -> None:
    _diagnose(code, raw.decode("utf-8", "replace"), status, during)


@given(EXCHANGES, ODD, STATUS, DURING, st.text(max_size=20))
@example("mexc", {"code": float("inf")}, 400, "order", "")
@example("kucoin", {"code": {"code": ["x"]}, "msg": {"a": 1}}, 400, "order", "kucoin ")
def test_no_answer_of_any_shape_stops_the_diagnosis(
    code: str, body: Any, status: int | None, during: str, before: str
) -> None:
    _diagnose(code, before + json.dumps(body), status, during)
    _diagnose(code, before + repr(body), status, during)


def _diagnose(code: str, body: str, status: int | None, during: str) -> None:
    exchange = exchanges.get(code)
    refusal = Refusal(status, body, error_class(exchange, status, body))
    found = exchange.diagnose(refusal, None, during)
    assert found.category in set(Category)
    assert len(found.message) <= 300
    assert found.exchange_ip is None or ipaddress.ip_address(found.exchange_ip)
    assert found.category not in found.others


@pytest.mark.parametrize("status", [None, 200, 400])
@pytest.mark.parametrize("code", exchanges.every())
def test_a_code_that_nobody_knows_is_unknown_whatever_status_came_with_it(
    code: str, status: int | None
) -> None:
    exchange = exchanges.get(code)
    body = json.dumps({exchange.code_keys[0]: "-98765", exchange.message_keys[0]: "strange"})
    refusal = Refusal(status, body, error_class(exchange, status, body))
    assert exchange.diagnose(refusal).category is Category.UNKNOWN


@given(EXCHANGES, ODD, st.text(max_size=30))
def test_no_answer_of_any_shape_stops_a_passport(code: str, body: Any, own_key: str) -> None:
    exchange = exchanges.get(code)
    for endpoint in (exchange.introspection.path, exchange.probes[0].path, "/nowhere"):
        passport = exchange.passport_at(endpoint, body, own_key)
        assert json.dumps(passport.to_json())
        assert set(passport.facts()["permissions"]) == set(Permission)


@given(EXCHANGES, ODD)
def test_a_probe_takes_an_answer_or_says_that_it_is_no_list(code: str, body: Any) -> None:
    exchange = exchanges.get(code)
    for probe in (exchange.introspection, *exchange.probes):
        try:
            assert isinstance(exchange.items(probe, body), list)
            assert all(amount.is_finite() for amount in exchange.free(probe, body).values())
        except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
            continue  # what the check takes for an exchange that stumbles


@EVERY
@settings(max_examples=25)
@given(LETTERS, MOVING, LETTERS)
def test_an_unknown_right_to_move_money_is_never_taken_for_none(
    code: str, before: str, moving: str, after: str
) -> None:
    recorded, exchange = golden.of(code), exchanges.get(code)
    told = recorded.with_right(f"{before}{moving}{after}")
    assert exchange.passport(told, "").grants(Permission.WITHDRAW) is not Grant.NO
    rights = told.get(recorded.rights_field)
    if isinstance(rights, str):
        told = recorded.with_rights(rights.split(","))
        assert exchange.passport(told, "").grants(Permission.WITHDRAW) is not Grant.NO


@EVERY
@settings(max_examples=25)
@given((st.text(min_size=1, max_size=20) | LETTERS).filter(lambda name: not name.strip().isdecimal()))
def test_no_right_that_nobody_knows_clears_a_key_of_withdrawing(code: str, name: str) -> None:
    # Not a number: BingX has numbers for rights, and "1" is one that everybody knows.
    recorded, exchange = golden.of(code), exchanges.get(code)
    assert (
        exchange.passport(recorded.with_right(name, Grant.YES), "").grants(Permission.WITHDRAW)
        is not Grant.NO
    )
    alone = recorded.with_rights(name)
    assert exchange.passport(alone, "").grants(Permission.WITHDRAW) is not Grant.NO


@given(EXCHANGES, st.none() | st.integers() | st.just("") | st.just([]) | st.text("xyz,", max_size=9))
def test_rights_that_cannot_be_read_are_unknown_not_missing(code: str, rights: Any) -> None:
    passport = exchanges.get(code).passport(golden.of(code).with_rights(rights), "")
    assert {passport.grants(permission) for permission in Permission} == {Grant.UNKNOWN}


@settings(max_examples=30)
@given(NAMING, st.integers(min_value=0, max_value=3))
def test_of_several_keys_only_ours_counts(code: str, place: int) -> None:
    recorded, exchange = golden.of(code), exchanges.get(code)
    ours, theirs = recorded.credentials["api_key"]
    mine = recorded.introduction(key=ours)
    other = recorded.one_that(Grant.YES, key=theirs)
    several = [other, other, other]
    several.insert(place, mine)
    assert exchange.passport(several, ours).facts() == exchange.passport(mine, ours).facts()
    assert exchange.passport([other], ours).grants(Permission.WITHDRAW) is Grant.UNKNOWN


@pytest.mark.parametrize("code", exchanges.every())
def test_where_ours_cannot_be_told_only_what_all_share_is_sure(code: str) -> None:
    recorded, exchange = golden.of(code), exchanges.get(code)
    ours = recorded.credentials["api_key"][0]
    masked = f"{ours[:4]}****{ours[-2:]}"
    harmless = recorded.one_that(Grant.NO, key=masked)
    dangerous = recorded.one_that(Grant.YES, key=masked)
    assert exchange.passport([harmless, harmless], ours).grants(Permission.WITHDRAW) is Grant.NO
    assert exchange.passport([harmless, dangerous], ours).grants(Permission.WITHDRAW) is Grant.UNKNOWN
