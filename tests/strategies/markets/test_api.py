"""GET /api/v1/markets/"""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from strategies.markets import loading
from strategies.models import Market
from tests.api.conftest import api, nobody
from tests.stack.sandbox import Sandbox
from tests.strategies.markets.conftest import Queue

__all__ = ("api", "nobody")

URL = "/api/v1/markets/"
SPOT = {"exchange": "mexc", "market_type": "spot"}
FUTURES = {"exchange": "mexc", "market_type": "futures"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(sandbox: Sandbox) -> None:
    assert loading.load("mexc")


def search(api: APIClient, text: str, **query: Any) -> list[dict[str, Any]]:
    answer = api.get(URL, {**SPOT, "search": text, **query})
    assert answer.status_code == 200, answer.json()
    assert answer.json()["is_loading"] is False
    return list(answer.json()["results"])


def test_one_with_all_that_is_known_of_it(api: APIClient, loaded: None) -> None:
    found = search(api, "BTC/USDT:USDT", **FUTURES)[0]
    assert found.pop("price_at").endswith("Z")
    assert found == {
        "symbol": "BTC/USDT:USDT",
        "base": "BTC",
        "quote": "USDT",
        "market_type": "futures",
        "is_active": True,
        "is_open_to_api": True,
        "min_cost": "0",
        "min_amount": "0.0001",
        "price_step": "0.1",
        "lot_step": "0.0001",
        "contract_size": "0.0001",
        "max_leverage": 200,
        "tiers": [
            {"most_notional": "486250", "most_leverage": "200", "maintenance_rate": "0.004"},
            {"most_notional": "3014750", "most_leverage": "100", "maintenance_rate": "0.008"},
            {"most_notional": "9725000", "most_leverage": "50", "maintenance_rate": "0.016"},
        ],
        "fee": "0.0004",
        "price": "97250",
    }


def test_small_numbers_are_written_out(api: APIClient, loaded: None) -> None:
    [shib] = [one for one in search(api, "shib") if one["symbol"] == "SHIB/USDT"]
    assert (shib["price"], shib["price_step"]) == ("0.0000223", "0.000000001")


def test_the_best_comes_first_and_as_many_as_asked_for(api: APIClient, loaded: None) -> None:
    assert [one["symbol"] for one in search(api, "eth", limit=2)] == ["ETH/USDT", "ETH/BTC"]
    assert [len(search(api, "", **query)) for query in ({}, {"limit": 100})] == [50, 100]
    assert search(api, "no such thing") == []


def test_what_is_closed_to_the_api_says_so(api: APIClient, loaded: None) -> None:
    shown = {one["symbol"]: one for one in [*search(api, "waves"), *search(api, "ftm")]}
    assert (shown["WAVES/USDT"]["is_active"], shown["WAVES/USDT"]["is_open_to_api"]) == (True, False)
    assert (shown["FTM/USDT"]["is_active"], shown["FTM/USDT"]["is_open_to_api"]) == (False, True)


def test_before_anything_was_loaded(api: APIClient, queue: Queue) -> None:
    for _ in range(3):
        answer = api.get(URL, SPOT)
        assert (answer.status_code, answer.json()) == (200, {"results": [], "is_loading": True})
    assert queue.tasks == [("strategies.tasks.load_markets", "('mexc',)")]


def test_a_market_without_a_price(api: APIClient, loaded: None) -> None:
    row = Market.objects.get(exchange="mexc", symbol="BTC/USDT")
    row.pk, row.symbol, row.base, row.price_step = None, "BTCNEW/USDT", "BTCNEW", Decimal("0.00001")
    row.save()
    [new] = search(api, "btcnew")
    assert (new["price"], new["price_at"], new["price_step"]) == (None, None, "0.00001")


def test_queries_do_not_grow_with_what_is_found(api: APIClient, loaded: None) -> None:
    counts = []
    for limit in (1, 100):
        with CaptureQueriesContext(database) as seen:
            search(api, "", limit=limit)
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("exchange", "nowhere"),
        ("exchange", ""),
        ("market_type", "options"),
        ("limit", ""),
        ("limit", "0"),
        ("limit", "101"),
        ("search", "x" * 61),
        ("search", "a\x00b"),
    ],
)
def test_what_cannot_be_asked_for(api: APIClient, field: str, wrong: str) -> None:
    answer = api.get(URL, {**SPOT, field: wrong})
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_the_exchange_has_to_be_named(api: APIClient) -> None:
    answer = api.get(URL)
    assert [error["field"] for error in answer.json()["errors"]] == ["exchange"]


def test_without_a_market_type_both_are_searched(api: APIClient, loaded: None) -> None:
    answer = api.get(URL, {"exchange": "mexc", "search": "BTC", "limit": "100"})
    assert answer.status_code == 200, answer.json()
    found = [(one["symbol"], one["market_type"], one["price"]) for one in answer.json()["results"]]
    assert [one[:2] for one in found[:2]] == [("BTC/USDT", "spot"), ("BTC/USDT:USDT", "futures")]
    assert all(price for _, _, price in found[:2])


def test_logged_out(nobody: APIClient) -> None:
    assert nobody.get(URL, SPOT).status_code == 401
