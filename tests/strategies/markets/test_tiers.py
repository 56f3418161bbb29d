"""Leverage tiers as exchanges tell them: level by level, as a rise, all at once, or the most leverage alone."""

import pytest

from strategies.markets import loading
from strategies.models import Market
from tests.stack.sandbox import Sandbox


def row(exchange: str, symbol: str) -> Market:
    return Market.objects.get(exchange=exchange, symbol=symbol)


@pytest.mark.django_db
def test_tiers_that_are_told_level_by_level_in_contracts(sandbox: Sandbox) -> None:
    loading.load("mexc")
    btc = row("mexc", "BTC/USDT:USDT")
    # 50,000 contracts of 0.0001 bitcoin at 97,250
    assert btc.tiers == [
        ["486250", "200", "0.004"],
        ["3014750", "100", "0.008"],
        ["9725000", "50", "0.016"],
    ]
    assert btc.max_leverage == 200


@pytest.mark.django_db
def test_tiers_that_rise_evenly(sandbox: Sandbox) -> None:
    loading.load("mexc")
    eth = row("mexc", "ETH/USDT:USDT")
    assert [(leverage, rate) for _, leverage, rate in eth.tiers] == [
        ("100", "0.004"),
        ("50", "0.008"),
        ("33", "0.012"),
        ("25", "0.016"),
        ("20", "0.02"),
    ]
    # 14,662 contracts of 0.01 ether at 3,410, and as many more on each level
    assert [most for most, _, _ in eth.tiers[:2]] == ["499974.2", "999948.4"]


@pytest.mark.django_db
def test_a_single_tier(sandbox: Sandbox) -> None:
    loading.load("kucoin")
    btc = row("kucoin", "BTC/USDT:USDT")
    assert (btc.tiers, btc.max_leverage) == ([["1000000", "75", "0.005"]], 75)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("exchange", "tiers"),
    [
        ("gate", [["50000", "10", "0.05"], ["250000", "5", "0.1"]]),
        ("kucoin", [["50000", "10", "0.05"]]),
        # 2,000 and 10,000 contracts of one coin at 22.8
        ("mexc", [["45600", "10", "0.05"], ["228000", "5", "0.1"]]),
    ],
)
def test_a_small_coin_allows_little_leverage(sandbox: Sandbox, exchange: str, tiers: list[list[str]]) -> None:
    loading.load(exchange)
    coin = row(exchange, "ORDI/USDT:USDT")
    assert (coin.tiers, coin.max_leverage) == (tiers, 10)
    assert (coin.is_active, coin.is_open_to_api) == (True, True)


@pytest.mark.django_db
def test_the_most_leverage_without_tiers(sandbox: Sandbox) -> None:
    loading.load("bingx")
    for symbol, most in (("BTC/USDT:USDT", 125), ("ORDI/USDT:USDT", 10)):
        found = row("bingx", symbol)
        assert (found.tiers, found.max_leverage) == ([], most)
