"""Where an exchange tells no tiers without a key: its one limit holds, and what cannot be known is said."""

from decimal import Decimal

import pytest

from strategies.markets import lookup, prices
from strategies.models import Market
from strategies.preview.building import preview
from strategies.settings import read
from tests.api.strategies.conftest import listed
from tests.strategies.chosen import FUTURES, site
from tests.strategies.previewed import cautions, codes, only

COIN = "BTC/USDT:USDT"
TOO_HIGH = ("leverage", "leverage_too_high", "1..3")


def test_the_limit_of_the_pair_holds_where_no_tiers_are_known() -> None:
    market = site(COIN, tiers=(), max_leverage=Decimal(3))
    assert codes(only(FUTURES, market, leverage=4)) == [TOO_HIGH]
    assert codes(only(FUTURES, market, leverage=3)) == []
    assert codes(only(FUTURES, site(COIN, tiers=()), leverage=4)) == []


def test_without_a_price_too() -> None:
    found = only(FUTURES, site(COIN, None, tiers=(), max_leverage=Decimal(3)), leverage=4)
    assert codes(found) == [TOO_HIGH]


def test_tiers_know_better() -> None:
    assert codes(only(FUTURES, site(COIN, max_leverage=Decimal(3)), leverage=4)) == []


@pytest.mark.parametrize(("leverage", "is_said"), [("1", False), ("2", True)])
def test_an_estimate_without_maintenance_is_said_to_be_one(leverage: str, is_said: bool) -> None:
    found = cautions(only(FUTURES, site(COIN, tiers=()), leverage=leverage))
    assert (("maintenance_unknown", None) in found) == is_said


def test_it_is_not_said_where_the_rate_is_known() -> None:
    assert "maintenance_unknown" not in dict(cautions(only(FUTURES)))


@pytest.mark.django_db
def test_the_limit_is_that_of_the_market(redis_url: str) -> None:
    listed(COIN, market_type="futures", max_leverage=3)
    assert prices.known("kucoin", "futures", [COIN])
    assert Market.objects.get().tiers == []
    (pair,) = preview(
        read(FUTURES | {"leverage": "4"}), lookup.sites("kucoin", "futures", [COIN]).sites
    ).pairs
    assert codes(pair) == [TOO_HIGH]
