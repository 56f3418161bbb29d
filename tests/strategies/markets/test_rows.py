"""One market as ccxt describes it becomes a row; what is odd about it costs nobody the others."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from connections import exchanges
from connections.exchanges.base import Exchange
from connections.findings import Market as Kind
from connections.listings import Listings
from strategies.markets.rows import rows_of
from strategies.models import Market

SYMBOL = "AB/USDT:USDT"
RISK = {"riskLimitCustom": [{"maxVol": 1000, "imr": 0.01, "mmr": 0.005}], "maxLeverage": 100}


def described(**changes: Any) -> dict[str, Any]:
    """Return a perpetual contract in the words of ccxt."""
    usual = {
        "symbol": SYMBOL,
        "base": "AB",
        "quote": "USDT",
        "spot": False,
        "active": True,
        "maker": 0.0001,
        "taker": 0.0004,
        "contractSize": 10.0,
        "info": RISK,
        "precision": {"amount": 1.0, "price": 1e-12},
        "limits": {"amount": {"min": 1.0}, "cost": {"min": None}, "leverage": {"max": 100.0}},
    }
    return usual | changes


def made(*markets: dict[str, Any], code: str = "mexc", price: str | None = "0.5") -> list[Market]:
    prices = {SYMBOL: Decimal(price)} if price else {}
    found = Listings({Kind.FUTURES: list(markets)}, {}, {Kind.FUTURES: prices})
    return list(rows_of(exchanges.get(code), found, timezone.now()))


def test_numbers_are_as_they_were_written() -> None:
    [row] = made(described())
    assert (row.price_step, row.amount_step, row.lot_step) == (
        Decimal("0.000000000001"),
        Decimal(1),
        Decimal(10),
    )
    assert (row.min_cost, row.fee, row.max_leverage) == (Decimal(0), Decimal("0.0004"), 100)


@pytest.mark.parametrize(
    ("info", "price", "tiers"),
    [
        (RISK, "0.5", [["5000", "100", "0.005"]]),  # 1,000 contracts of 10
        (RISK | {"riskLimitType": "BY_VALUE"}, "0.5", [["1000", "100", "0.005"]]),
        (RISK | {"riskLimitType": "BY_VALUE"}, None, [["1000", "100", "0.005"]]),
        (RISK | {"maxLeverage": 20}, "0.5", [["5000", "20", "0.005"]]),
        (RISK, None, []),
        ({}, "0.5", []),
        ({"riskLimitCustom": [{"maxVol": 1000}]}, "0.5", []),
    ],
)
def test_tiers_are_told_whole_or_not_at_all(info: dict[str, Any], price: str | None, tiers: object) -> None:
    [row] = made(described(info=info), price=price)
    assert row.tiers == tiers


@pytest.mark.parametrize(
    "odd",
    [
        {"limits": None},
        {"precision": {}},
        {"symbol": None},
        {"symbol": "A" * 61},
        {"base": "A\u202eB"},
        {"base": "two\nlines"},
        {"info": None},
        # Counted as 1, an order would be of a thousand times the size that was meant, or of nothing.
        {"contractSize": None},
        {"contractSize": 0},
        {"contractSize": "many"},
    ],
)
def test_one_that_cannot_be_read_costs_nobody_the_others(odd: dict[str, Any]) -> None:
    assert [row.symbol for row in made(described(**odd), described())] == [SYMBOL]


@pytest.mark.parametrize("value", [None, "", "nonsense", float("nan"), float("inf"), -1.0, 1e30])
def test_a_number_that_is_none_is_no_limit(value: object) -> None:
    limits = {"amount": {"min": value}, "cost": {"min": value}, "leverage": {"max": value}}
    [row] = made(described(limits=limits, info={}, maker=value, taker=value))
    assert (row.min_amount, row.min_cost, row.fee) == (Decimal(0), Decimal(0), Decimal(0))
    row.clean_fields(exclude=["tiers"])


def test_an_exchange_that_tells_its_levels_through_ccxt() -> None:
    told: list[dict[str, Any]] = [
        {"maxNotional": 50_000, "maxLeverage": 125, "maintenanceMarginRate": 0.004},
        {"maxNotional": None, "maxLeverage": 50, "maintenanceMarginRate": 0.01},
        {"maxNotional": 1, "maxLeverage": None, "maintenanceMarginRate": 0.01},
    ]

    class Plain(Exchange):
        code = "plain"

    found = Listings({Kind.FUTURES: [described()]}, {SYMBOL: list(told)}, {})
    [row] = rows_of(Plain(), found, timezone.now())
    assert row.tiers == [["50000", "125", "0.004"], [None, "50", "0.01"]]
    assert (row.is_active, row.is_open_to_api) == (True, True)
