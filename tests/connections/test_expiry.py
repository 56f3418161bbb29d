"""When a key ends: what the exchange says, else its rule; pure, so no exchange is asked."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from connections import exchanges
from connections.expiry import End, EndKind, end_of
from connections.findings import Grant, Passport, Permission, Right

SEEN = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def passport(*, trades: Grant = Grant.YES, **facts: Any) -> Passport:
    rights = {one: Right(Grant.NO, "listed", at=SEEN) for one in Permission}
    rights |= {Permission.READ: Right(Grant.YES, "listed", at=SEEN)}
    rights |= {Permission.SPOT_TRADE: Right(trades, "listed", at=SEEN)}
    return Passport(rights, **{"ip_restricted": False, **facts})


def end(exchange: str, *, is_checked: bool = True, **facts: Any) -> End:
    return end_of(exchanges.get(exchange), passport(**facts), is_checked=is_checked)


def test_what_the_exchange_says_wins() -> None:
    at = SEEN + 5 * DAY
    assert end("mexc", expires_at=at, expires_kind="fixed", created_at=SEEN) == End(EndKind.FIXED, at)
    assert end("bybit", expires_kind="none") == End(EndKind.NONE)


@pytest.mark.parametrize(("exchange", "days"), [("binance", 30), ("gate", 90), ("mexc", 90), ("bybit", 90)])
def test_a_key_without_addresses_ends_days_after_it_was_made(exchange: str, days: int) -> None:
    made = SEEN - 10 * DAY
    assert end(exchange, created_at=made) == End(EndKind.FIXED, made + days * DAY)
    assert end(exchange) == End(EndKind.UNTOLD), "nobody says when it was made"
    assert end(exchange, created_at=made, ip_restricted=True) == End(EndKind.NONE)
    assert end(exchange, created_at=made, ip_list=("10.0.0.0/8",)) == End(EndKind.NONE), "a wide list is one"


def test_a_key_that_outlived_the_rule_is_not_said_to_end_by_it() -> None:
    assert end("binance", created_at=SEEN - 31 * DAY) == End(EndKind.UNKNOWN)


def test_our_checks_keep_a_key_alive_where_the_exchange_says_so() -> None:
    assert end("okx") == End(EndKind.KEPT)
    assert end("okx", is_checked=False) == End(EndKind.INACTIVITY, SEEN + 14 * DAY)


@pytest.mark.parametrize("exchange", ["kucoin", "bingx"])
@pytest.mark.parametrize("is_checked", [True, False])
def test_where_nobody_says_what_counts_as_use_no_day_is_made_up(exchange: str, is_checked: bool) -> None:
    assert end(exchange, is_checked=is_checked) == End(EndKind.UNTOLD)


@pytest.mark.parametrize("exchange", ["okx", "kucoin", "bingx"])
def test_a_key_that_only_reads_does_not_end_for_want_of_use(exchange: str) -> None:
    assert end(exchange, trades=Grant.NO, is_checked=False) == End(EndKind.NONE)
    assert end(exchange, trades=Grant.UNKNOWN, is_checked=False).kind is not EndKind.NONE


def test_a_day_that_moves_with_every_use_is_none_until_it_stands_still() -> None:
    moving, standing = SEEN + 90 * DAY, SEEN + 20 * DAY

    def told(at: datetime, *, is_checked: bool = True) -> End:
        return end("htx", expires_at=at, expires_kind="inactivity", is_checked=is_checked)

    assert told(moving) == End(EndKind.KEPT)
    assert told(moving, is_checked=False) == End(EndKind.INACTIVITY, moving)
    assert told(standing) == End(EndKind.INACTIVITY, standing)


@pytest.mark.parametrize("exchange", ["bitget", "coinbase"])
def test_without_a_rule_nothing_is_known(exchange: str) -> None:
    assert end(exchange, created_at=SEEN) == End(EndKind.UNKNOWN)
