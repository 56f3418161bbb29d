"""What whoever sets up a strategy sees of markets: at once what is known, and the rest asked for once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from connections import exchanges
from connections.findings import Market as Kind
from strategies import tasks
from strategies.markets import asking, loading, lookup, prices
from strategies.models import Market
from strategies.preview.site import Tier
from tests.stack.sandbox import Sandbox
from tests.strategies.markets.conftest import Queue

LOAD, PRICES = ("strategies.tasks.load_markets", "('mexc',)"), ("strategies.tasks.load_prices", "('mexc',)")
OTHERS = [code for code in exchanges.every() if code != "mexc"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(redis_url: str) -> None:
    """Store some markets of an exchange, as a load leaves them, with prices of now."""
    now = timezone.now()
    spot = ["BTC/USDT", "BTC/USDC", "WBTC/USDT", "ETH/BTC", "ETH/USDT", "BTCX/USDT"]
    rows = [_row(symbol, now) for symbol in spot]
    futures = _row("BTC/USDT:USDT", now, market_type="futures", contract_size="0.0001", min_amount=2)
    futures.amount_step, futures.tiers = Decimal(1), [["1000", "100", "0.004"], [None, "50", "0.008"]]
    Market.objects.bulk_create([*rows, futures])
    told = {Kind.SPOT: dict.fromkeys(spot, Decimal(5)), Kind.FUTURES: {"BTC/USDT:USDT": Decimal(97250)}}
    prices.keep("mexc", told, now)


def _row(symbol: str, now: object, **fields: object) -> Market:
    base, _, quote = symbol.partition(":")[0].partition("/")
    usual = {"exchange": "mexc", "market_type": "spot", "loaded_at": now}
    return Market(symbol=symbol, base=base, quote=quote, **{**usual, **fields})


def test_what_it_asks_for_are_tasks(listed: None) -> None:
    assert {tasks.load_markets.name, tasks.load_prices.name} == {LOAD[0], PRICES[0]}


def test_sites_are_in_the_order_asked_for_and_sized_in_base_currency(listed: None, queue: Queue) -> None:
    found = lookup.sites("mexc", "futures", ["NONE/USDT:USDT", "BTC/USDT:USDT"])
    assert (found.unknown, found.is_loading, found.unpriced) == (["NONE/USDT:USDT"], False, [])
    [site] = found.sites
    assert (site.symbol, site.quote, site.price) == ("BTC/USDT:USDT", "USDT", Decimal(97250))
    assert (site.lot_step, site.min_amount) == (Decimal("0.0001"), Decimal("0.0002"))
    assert site.tiers == (
        Tier(Decimal(1000), Decimal(100), Decimal("0.004")),
        Tier(None, Decimal(50), Decimal("0.008")),
    )
    spot = lookup.sites("mexc", "spot", ["ETH/USDT", "BTC/USDT", "ETH/USDT"]).sites
    assert [one.symbol for one in spot] == ["ETH/USDT", "BTC/USDT"]
    assert queue.tasks == []


def test_a_hundred_looks_at_an_unknown_exchange_ask_once(queue: Queue) -> None:
    for _ in range(100):
        found = lookup.sites("mexc", "spot", ["BTC/USDT"])
    assert (found.sites, found.unknown, found.is_loading) == ([], [], True)
    assert queue.tasks == [LOAD]


def test_a_hundred_looks_at_an_unknown_price_ask_once(listed: None, queue: Queue, redis_url: str) -> None:
    Market.objects.bulk_create([_row("NEW/USDT", timezone.now())])
    for _ in range(100):
        found = lookup.sites("mexc", "spot", ["BTC/USDT", "NEW/USDT"])
    assert [site.price for site in found.sites] == [5, None]
    assert (found.unpriced, found.is_loading) == (["NEW/USDT"], False)
    assert queue.tasks == [PRICES]


def test_an_old_price_is_shown_with_its_time_while_a_new_one_is_fetched(listed: None, queue: Queue) -> None:
    long_ago = timezone.now() - timedelta(hours=2)
    prices.keep("mexc", {Kind.SPOT: {"BTC/USDT": Decimal(90_000)}}, long_ago)
    [site] = lookup.sites("mexc", "spot", ["BTC/USDT"]).sites
    assert site.price == 90_000
    assert site.price_at == long_ago
    assert queue.tasks == [PRICES]


def test_what_was_asked_for_comes(sandbox: Sandbox, queue: Queue) -> None:
    lookup.sites("mexc", "spot", ["BTC/USDT"])
    tasks.load_markets("mexc")
    found = lookup.sites("mexc", "spot", ["BTC/USDT"])
    assert [site.price for site in found.sites] == [97250]
    assert (found.is_loading, queue.tasks) == (False, [LOAD])


def test_after_a_failure_it_is_asked_again_soon_but_not_at_once(queue: Queue, settings: Settings) -> None:
    settings.SANDBOX_URL = "http://127.0.0.1:1"
    lookup.sites("mexc", "spot", ["BTC/USDT"])
    tasks.load_markets("mexc")
    lookup.sites("mexc", "spot", ["BTC/USDT"])
    assert queue.tasks == [LOAD]
    assert 0 < queue.seconds_left("asked:load_markets:mexc") <= 15


@pytest.mark.parametrize("count", [1, 6])
def test_queries_do_not_grow_with_the_pairs(count: int, listed: None) -> None:
    symbols = list(Market.objects.at("mexc", "spot").values_list("symbol", flat=True)[:count])
    with CaptureQueriesContext(database) as seen:
        assert len(lookup.sites("mexc", "spot", symbols).sites) == count
    assert len(seen) == 1


@pytest.mark.postgres
@pytest.mark.parametrize("typed", ["BTC", "btc", "Btc "])
def test_a_currency_comes_before_those_that_only_begin_or_contain_it(typed: str, listed: None) -> None:
    with CaptureQueriesContext(database) as seen:
        found = [row.symbol for row in lookup.search("mexc", "spot", typed, 10)]
    assert found == ["BTC/USDT", "BTC/USDC", "BTCX/USDT", "WBTC/USDT", "ETH/BTC"]
    assert len(seen) == 1


@pytest.mark.parametrize("typed", ["ETH/USDT", "ethusdt", "eth-usdt", "eth usdt", "ETH_USDT"])
def test_a_symbol_is_found_however_it_is_spelled(typed: str, listed: None) -> None:
    assert [row.symbol for row in lookup.search("mexc", "spot", typed, 10)] == ["ETH/USDT"]


@pytest.mark.parametrize("typed", ["%", "x\x00y", "'", "zzz", "B" * 500])
def test_nothing_is_found_for_what_is_no_name(typed: str, listed: None) -> None:
    assert lookup.search("mexc", "spot", typed, 10) == []


def test_what_cannot_be_traded_comes_last(listed: None) -> None:
    Market.objects.filter(symbol="BTC/USDT").update(is_open_to_api=False)
    assert [row.symbol for row in lookup.search("mexc", "spot", "btc", 3)] == [
        "BTC/USDC",
        "BTC/USDT",
        "BTCX/USDT",
    ]
    assert len(lookup.search("mexc", "spot", "", 4)) == 4


def test_the_sweep_asks_for_what_is_missing_or_old_once(queue: Queue, settings: Settings) -> None:
    Market.objects.bulk_create([_row("BTC/USDT", timezone.now() - timedelta(seconds=100))])
    settings.MARKETS_SECONDS = 1000
    assert loading.ask_for_missing() == OTHERS
    settings.MARKETS_SECONDS = 50
    assert loading.ask_for_missing() == ["mexc"]
    assert loading.ask_for_missing() == []
    assert len(queue.tasks) == len(exchanges.every())


def test_the_sweep_leaves_an_exchange_alone_that_has_just_failed(queue: Queue) -> None:
    asking.forget_soon("load_markets", "mexc")
    assert loading.ask_for_missing() == OTHERS
