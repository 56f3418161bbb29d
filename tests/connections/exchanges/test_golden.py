"""What exchanges were really seen to answer is read as what it means, through the support tool."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from connections import exchanges
from connections.exchanges import _private_keys
from connections.exchanges.base import Exchange
from connections.findings import TRADE, Grant
from connections.management.commands.diagnose import diagnosis, passport
from tests.connections.exchanges import golden
from tests.connections.exchanges.golden import Facts

ASKED = ("http_status", "body", "during", "market", "transport")
PASTED = ("endpoint", "body", "own_key")


@pytest.mark.parametrize(("exchange", "seen"), golden.every("refusals"), ids=golden.name)
def test_a_refusal_is_read_as_what_it_means(exchange: str, seen: Facts) -> None:
    told, expected = refusal(exchange, seen)
    assert told == expected


def refusal(exchange: str, seen: Facts) -> tuple[Facts, Facts]:
    """Return what is made of a refusal and what it means, as far as the record says."""
    told = diagnosis({"exchange": exchange, **{name: seen[name] for name in ASKED}})
    told["others"] = told["candidates"][1:]
    expected = {name: value for name, value in seen.items() if name not in {"source", *ASKED}}
    expected["ambiguous"] = bool(told["others"])
    expected["transient"] = seen["category"] in {"clock_skew", "rate_limited", "exchange_unavailable"}
    return {name: told[name] for name in expected}, expected


@pytest.mark.parametrize(("exchange", "seen"), golden.every("passports"), ids=golden.name)
def test_an_answer_says_of_a_key_what_it_proves_and_no_more(exchange: str, seen: Facts) -> None:
    told, expected = introduction(exchange, seen)
    assert told == expected


def introduction(exchange: str, seen: Facts) -> tuple[Facts, Facts]:
    """Return what is made of the description of a key, and what it says."""
    told = passport({"exchange": exchange, **{name: seen[name] for name in PASTED}})
    expected = {name: seen[name] for name in ("permissions", "ip_restricted", "ip_list")}
    expected["expires_at"] = _expiry(seen["expires_in_days"])
    return {name: told[name] for name in expected}, expected


def _expiry(days: int | str | None) -> str | None:
    if isinstance(days, int):
        midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return (midnight + timedelta(days=days)).isoformat()
    return days


@pytest.mark.parametrize("exchange", golden.offered())
def test_introductions_grant_and_deny_what_trading_takes(exchange: str) -> None:
    for market in exchanges.get(exchange).markets:
        values = {seen["permissions"][TRADE[market]] for seen in golden.of(exchange).passports}
        assert {Grant.YES, Grant.NO} <= values


@pytest.mark.parametrize("code", golden.offered())
def test_documented_credentials_fit_its_shapes(code: str) -> None:
    exchange, examples = exchanges.get(code), golden.of(code).credentials
    assert set(examples) == {field.name for field in exchange.fields}
    for field in exchange.fields:
        assert examples[field.name]
        for value in examples[field.name]:
            if is_private_key(exchange, value):
                read = _private_keys.read(value, exchange.private_keys, is_bare=exchange.has_bare_ed25519)
                assert read.kind in exchange.private_keys
            else:
                assert re.fullmatch(field.limits, value)
                assert exchange.may_have(field.name, value)


def is_private_key(exchange: Exchange, value: str) -> bool:
    """Say whether a value is judged by what it holds, not by how it looks."""
    is_private = _private_keys.is_meant(value) or _private_keys.is_base64(value)
    return is_private and bool(exchange.private_keys)


@pytest.mark.parametrize("code", golden.offered())
def test_a_key_of_one_exchange_is_not_taken_for_another(code: str) -> None:
    exchange, keys = exchanges.get(code), golden.of(code).credentials["api_key"]
    mine = [key for key in keys if exchange.recognises("api_key", key)]
    others = [other for other in exchanges.every().values() if other.code != code]
    assert mine
    assert not any(other.recognises("api_key", key) for other in others for key in mine)
    # What it says that others have too, one of them has.
    for key in set(keys) - set(mine):
        assert any(other.recognises("api_key", key) for other in others)


@pytest.mark.parametrize("exchange", golden.recorded())
def test_every_record_says_how_rights_are_written(exchange: str) -> None:
    recorded = golden.of(exchange)
    ordinary, more = recorded.introduction(key="ours"), recorded.with_right("SendCoins")
    assert "SendCoins" in str(more)
    assert more.keys() - ordinary.keys() <= {"SendCoins"}
    assert recorded.one_that("yes") != recorded.one_that("no")
    assert recorded.with_rights("SendCoins") != recorded.introduction()
    assert not recorded.key_field or ordinary[recorded.key_field] == "ours"
