"""Last prices: fetched for all of an exchange at once, read with one question, kept with their time."""

from datetime import timedelta
from decimal import Decimal

import pytest
import redis
from django.core.cache import cache
from django.utils import timezone
from pytest_django import Settings

from connections import exchanges, listings
from connections.findings import Market as Kind
from strategies.markets import loading, prices
from tests.stack.sandbox import Sandbox

NOWHERE = "http://127.0.0.1:1"

pytestmark = pytest.mark.django_db


def test_prices_of_all_markets_are_kept_with_their_time(exchange: str) -> None:
    began = timezone.now()
    assert loading.load_prices(exchange)
    spot = prices.known(exchange, "spot", ["BTC/USDT", "SHIB/USDT", "NONE/USDT"])
    futures = prices.known(exchange, "futures", ["ETH/USDT:USDT"])
    assert {symbol: price.value for symbol, price in spot.items()} == {
        "BTC/USDT": Decimal("97250"),
        "SHIB/USDT": Decimal("0.0000223"),
    }
    has_futures = Kind.FUTURES in exchanges.get(exchange).markets
    assert [price.value for price in futures.values()] == [3410] * has_futures
    assert all(began <= price.at <= timezone.now() for price in (*spot.values(), *futures.values()))
    assert not spot["BTC/USDT"].is_old


def test_a_market_that_another_process_has_just_loaded_has_a_price_too(sandbox: Sandbox) -> None:
    exchange = next(
        iter(exchanges.every())
    )  # for each one, without the table: tests/connections/test_listings.py
    assert loading.load(exchange)
    cache.clear()
    # As a process knows them that has loaded them before this one was listed.
    known = listings._light[exchange]
    del known.markets["BTC/USDT"]
    known.met.discard("BTC/USDT")
    assert loading.load_prices(exchange)
    assert prices.known(exchange, "spot", ["BTC/USDT"])["BTC/USDT"].value == 97250


def test_prices_of_one_exchange_are_not_those_of_another(sandbox: Sandbox) -> None:
    loading.load_prices("mexc")
    assert prices.known("kucoin", "spot", ["BTC/USDT"]) == {}
    assert prices.known("mexc", "futures", ["BTC/USDT"]) == {}


def test_older_prices_stay_while_the_exchange_does_not_answer(exchange: str, settings: Settings) -> None:
    loading.load_prices(exchange)
    before = prices.known(exchange, "spot", ["BTC/USDT"])
    settings.SANDBOX_URL = NOWHERE
    assert not loading.load_prices(exchange)
    assert prices.known(exchange, "spot", ["BTC/USDT"]) == before != {}


def test_a_price_grows_old(settings: Settings, redis_url: str) -> None:
    settings.PRICE_SECONDS = 60
    now = timezone.now()
    for age, is_old in ((59, False), (61, True)):
        told = {Kind.SPOT: {"BTC/USDT": Decimal("97250.5")}}
        prices.keep("somewhere", told, now - timedelta(seconds=age))
        price = prices.known("somewhere", "spot", ["BTC/USDT"])["BTC/USDT"]
        assert (price.value, price.is_old) == (Decimal("97250.5"), is_old)


@pytest.mark.parametrize("count", [1, 500])
def test_reading_many_prices_is_one_command(count: int, redis_url: str) -> None:
    symbols = [f"C{number}/USDT" for number in range(count)]
    prices.keep("somewhere", {Kind.SPOT: dict.fromkeys(symbols, Decimal(1))}, timezone.now())
    with redis.Redis.from_url(redis_url) as client:
        client.config_resetstat()
        assert len(prices.known("somewhere", "spot", symbols)) == count
        used = {name for name in client.info("commandstats") if "get" in name}
        assert used == {"cmdstat_mget"}
        assert client.info("commandstats")["cmdstat_mget"]["calls"] == 1
