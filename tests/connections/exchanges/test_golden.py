"""What exchanges were really seen to answer is read as what it means, through the support tool."""

from datetime import UTC, datetime, timedelta

import pytest

from connections import exchanges
from connections.management.commands.diagnose import diagnosis, passport
from tests.connections.exchanges import golden
from tests.connections.exchanges.golden import Facts

ASKED = ("http_status", "body", "during", "market", "transport")
PASTED = ("endpoint", "body", "own_key")


@pytest.mark.parametrize(("exchange", "seen"), golden.every("refusals"), ids=golden.name)
def test_a_refusal_is_read_as_what_it_means(exchange: str, seen: Facts) -> None:
    told = diagnosis({"exchange": exchange, **{name: seen[name] for name in ASKED}})
    told["others"] = told["candidates"][1:]
    expected = {name: value for name, value in seen.items() if name not in {"source", *ASKED}}
    assert {name: told[name] for name in expected} == expected
    assert told["ambiguous"] is bool(told["others"])
    assert told["transient"] is (seen["category"] in {"clock_skew", "rate_limited", "exchange_unavailable"})


@pytest.mark.parametrize(("exchange", "seen"), golden.every("passports"), ids=golden.name)
def test_an_answer_says_of_a_key_what_it_proves_and_no_more(exchange: str, seen: Facts) -> None:
    told = passport({"exchange": exchange, **{name: seen[name] for name in PASTED}})
    assert told["permissions"] == seen["permissions"]
    assert (told["ip_restricted"], told["ip_list"]) == (seen["ip_restricted"], seen["ip_list"])
    assert told["expires_at"] == _expiry(seen["expires_in_days"])


def _expiry(days: int | str | None) -> str | None:
    if isinstance(days, int):
        midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return (midnight + timedelta(days=days)).isoformat()
    return days


@pytest.mark.parametrize("exchange", exchanges.every())
def test_enough_was_recorded_to_speak_of_an_exchange(exchange: str) -> None:
    recorded = golden.of(exchange)
    assert len(recorded.refusals) >= 25
    assert len(recorded.passports) >= 6


@pytest.mark.parametrize("exchange", golden.recorded())
def test_every_record_says_how_rights_are_written(exchange: str) -> None:
    recorded = golden.of(exchange)
    ordinary, more = recorded.introduction(key="ours"), recorded.with_right("SendCoins")
    assert "SendCoins" in str(more)
    assert more.keys() - ordinary.keys() <= {"SendCoins"}
    assert recorded.one_that("yes") != recorded.one_that("no")
    assert recorded.with_rights("SendCoins") != recorded.introduction()
    assert not recorded.key_field or ordinary[recorded.key_field] == "ours"
