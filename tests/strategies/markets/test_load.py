"""Loading what an exchange trades: from the sandbox over HTTP into rows."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings as configured
from django.utils import timezone
from pytest_django import Settings

from strategies.markets import loading
from strategies.models import Market
from tests.stack.sandbox import Sandbox
from tests.strategies.markets.rules import FUTURES, SPOT

NOWHERE = "http://127.0.0.1:1"


def row(exchange: str, symbol: str) -> Market:
    return Market.objects.get(exchange=exchange, symbol=symbol)


@pytest.mark.postgres
@pytest.mark.django_db
def test_all_of_an_exchange_is_loaded(exchange: str) -> None:
    assert loading.load(exchange)
    counts = {kind: Market.objects.at(exchange, kind).count() for kind in ("spot", "futures")}
    assert counts == {"spot": 2500, "futures": 60}
    assert set(Market.objects.at(exchange, "futures").values_list("quote", flat=True)) == {"USDT"}


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_second_load_changes_rows_and_adds_none(exchange: str) -> None:
    loading.load(exchange)
    Market.objects.filter(exchange=exchange, symbol="BTC/USDT").update(price_step=Decimal(7), is_active=False)
    before = row(exchange, "BTC/USDT")
    loading.load(exchange)
    after = row(exchange, "BTC/USDT")
    assert Market.objects.filter(exchange=exchange).count() == 2560
    assert (after.pk, after.price_step, after.is_active) == (before.pk, Decimal("0.1"), True)
    assert after.loaded_at > before.loaded_at


@pytest.mark.django_db
def test_what_vanished_is_kept_and_not_traded(exchange: str) -> None:
    long_ago = timezone.now() - timedelta(days=2)
    gone = {"base": "GONE", "quote": "USDT", "loaded_at": long_ago}
    Market.objects.create(exchange=exchange, market_type="spot", symbol="GONE/USDT", **gone)
    Market.objects.create(exchange="elsewhere", market_type="spot", symbol="GONE/USDT", **gone)
    loading.load(exchange)
    assert not row(exchange, "GONE/USDT").is_active
    assert row("elsewhere", "GONE/USDT").is_active
    assert row(exchange, "BTC/USDT").is_active


@pytest.mark.django_db
def test_rules_of_spot_are_those_of_the_exchange(exchange: str) -> None:
    loading.load(exchange)
    btc, shib = row(exchange, "BTC/USDT"), row(exchange, "SHIB/USDT")
    assert (btc.base, btc.quote, btc.market_type) == ("BTC", "USDT", "spot")
    assert (btc.price_step, btc.amount_step) == (Decimal("0.1"), Decimal("0.00001"))
    assert (btc.contract_size, btc.lot_step) == (Decimal(1), btc.amount_step)
    assert btc.max_leverage is None
    assert btc.tiers == []
    assert shib.price_step == Decimal("0.000000001")
    told = (btc.fee, btc.min_amount, btc.min_cost, row(exchange, "ETH/BTC").min_cost)
    assert told == tuple(map(Decimal, SPOT[exchange]))


@pytest.mark.django_db
def test_sizes_of_futures_are_counted_in_contracts(exchange: str) -> None:
    loading.load(exchange)
    btc = row(exchange, "BTC/USDT:USDT")
    fee, size, least = map(Decimal, FUTURES[exchange])
    assert btc.market_type == "futures"
    assert (btc.contract_size, btc.amount_step, btc.min_amount) == (size, least, least)
    assert (btc.lot_step, btc.min_quantity) == (size * least, size * least)
    assert btc.price_step == Decimal("0.1")
    assert btc.fee == fee


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
def test_what_stands_still_is_not_active(exchange: str) -> None:
    loading.load(exchange)
    for symbol in ("FTM/USDT", "FTM/USDT:USDT"):
        assert not row(exchange, symbol).is_active
        assert row(exchange, symbol).is_open_to_api


@pytest.mark.django_db
def test_what_is_closed_to_the_api_is_told_from_what_stands_still(sandbox: Sandbox) -> None:
    loading.load("mexc")
    for symbol in ("WAVES/USDT", "EOS/BTC", "EOS/USDT:USDT"):
        assert row("mexc", symbol).is_active
        assert not row("mexc", symbol).is_open_to_api
    assert not Market.objects.tradable().filter(base="WAVES").exists()
    loading.load("kucoin")
    assert row("kucoin", "WAVES/USDT").is_open_to_api


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["maintenance", "garbage", "closing"])
def test_an_exchange_in_trouble_leaves_what_was_there(exchange: str, mode: str, sandbox: Sandbox) -> None:
    loading.load(exchange)
    before = list(Market.objects.filter(exchange=exchange).values())
    sandbox.put(f"/_sandbox/exchanges/{exchange}", {"mode": mode})
    assert not loading.load(exchange)
    assert list(Market.objects.filter(exchange=exchange).values()) == before


@pytest.mark.django_db
def test_a_failure_is_told_without_addresses(
    exchange: str, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SANDBOX_URL = NOWHERE
    assert not loading.load(exchange)
    assert not loading.load_prices(exchange)
    assert not Market.objects.exists()
    said = [record.getMessage() for record in caplog.records if record.name.startswith("strategies")]
    assert said == [f"{exchange} does not tell what it trades: connection"] * 2
    assert "127.0.0.1" not in caplog.text
    assert configured.SANDBOX_URL == NOWHERE


def test_an_exchange_that_there_is_not_is_left_out(redis_url: str) -> None:
    for code in ("", "nowhere"):
        assert loading.load(code) is False
        assert loading.load_prices(code) is False
