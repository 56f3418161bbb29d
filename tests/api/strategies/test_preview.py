"""POST /api/v1/strategies/preview/"""

import io
import json
import sys
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from connections.models import Connection
from strategies.models import Strategy
from tests.api.conftest import Make
from tests.api.strategies.conftest import URL, listed, settings_of
from tests.strategies.markets.conftest import Queue, queue

__all__ = ("queue",)

PREVIEW = f"{URL}preview/"
pytestmark = pytest.mark.usefixtures("market")


@pytest.fixture
def on(alice: User, able: Make) -> Connection:
    return able(alice)


def test_it_is_the_ladder_of_the_command(
    api: APIClient, on: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {"step": "2", "max_addons": "4", "take_profit": "1", "base_order": "10", "addon_order": "10"}
    shown = api.post(PREVIEW, settings_of(on, **settings)).json()["pairs"][0]
    of_market = {"price": "100", "fee": "0.1", "price_step": "0.01", "lot_step": "0.000001", "min_cost": "1"}
    said = json.dumps({**settings, **of_market, "margin_limit": "200", "market_type": "spot"})
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(said.encode())))
    out = io.StringIO()
    call_command("ladder", stdout=out)
    told = json.loads(out.getvalue())
    assert [{**rung, "stop": None} for rung in told["rungs"]] == shown["rungs"]
    assert (told["cascade_at"], told["dropped"]) == (shown["cascade_at"], shown["dropped"])
    assert (shown["symbol"], shown["price"]) == ("BTC/USDT", "100")
    assert shown["price_at"].endswith("Z")


def test_it_sums_up_and_stresses(api: APIClient, on: Connection) -> None:
    listed("ETH/USDT", price="50")
    body = settings_of(on, pairs=["BTC/USDT", "ETH/USDT"], max_groups="2", budget="100", stop_loss="30")
    del body["addon_order"]
    shown = api.post(PREVIEW, body).json()
    assert (shown["quote"], shown["unpriced"], shown["problems"]) == ("USDT", [], [])
    assert all(isinstance(shown[name], str) for name in ("addon_order", "margin_now", "margin_worst"))
    assert float(shown["loss_at_stop"]) < 0
    assert [pair["symbol"] for pair in shown["pairs"]] == ["BTC/USDT", "ETH/USDT"]
    for pair in shown["pairs"]:
        assert [one["move"] for one in pair["stresses"] if one["kind"] == "move"] == ["-10", "-20"]
        assert {one["kind"] for one in pair["stresses"]} == {"now", "move", "stop"}


def test_what_is_wrong_is_part_of_the_answer(api: APIClient, on: Connection) -> None:
    answer = api.post(PREVIEW, settings_of(on, step="60", pairs=["BTC/USDT", "NONE/USDT"], stepp="1"))
    assert answer.status_code == 200
    found = {(one["field"], one["code"], one["value"]) for one in answer.json()["problems"]}
    assert found >= {
        ("step", "out_of_range", "60"),
        ("pairs", "pair_unknown", "NONE/USDT"),
        ("", "unknown_field", None),
    }


def test_half_typed_settings_are_no_failure(api: APIClient) -> None:
    answer = api.post(PREVIEW, {})
    assert (answer.status_code, answer.json()["pairs"]) == (200, [])
    assert "connection" in {one["field"] for one in answer.json()["problems"]}


def test_a_price_that_is_not_known_yet(api: APIClient, on: Connection) -> None:
    listed("NEW/USDT", price="")
    shown = api.post(PREVIEW, settings_of(on, pairs=["NEW/USDT"])).json()
    assert shown["unpriced"] == ["NEW/USDT"]
    assert (shown["pairs"][0]["rungs"], shown["pairs"][0]["price"]) == ([], None)


def test_nothing_is_stored(api: APIClient, on: Connection) -> None:
    api.post(PREVIEW, settings_of(on))
    assert not Strategy.objects.exists()


def test_many_pairs_cost_as_many_queries_as_few(api: APIClient, on: Connection) -> None:
    def queries(count: int) -> int:
        pairs = [listed(f"C{count}X{number}/USDT").symbol for number in range(count)]
        with CaptureQueriesContext(database) as seen:
            shown = api.post(
                PREVIEW, settings_of(on, pairs=pairs, max_addons="25", step="0.5", step_scale="1")
            ).json()
        assert all(pair["rungs"] for pair in shown["pairs"])
        return len(seen)

    assert queries(2) == queries(20)


def test_another_persons_connection_is_unknown(api: APIClient, bob: User, able: Make) -> None:
    shown: dict[str, Any] = api.post(PREVIEW, settings_of(able(bob))).json()
    assert (shown["pairs"], {one["field"] for one in shown["problems"]}) == ([], {"connection"})


def test_too_many_in_a_minute_are_refused_for_each_person_alone(
    api: APIClient, on: Connection, bob: User, settings: Settings
) -> None:
    settings.PREVIEWS_PER_MINUTE = 2
    assert [api.post(PREVIEW, settings_of(on)).status_code for _ in range(2)] == [200, 200]
    answer = api.post(PREVIEW, settings_of(on))
    assert (answer.status_code, answer.json()["code"], answer.headers["Retry-After"]) == (
        429,
        "limit_reached",
        "60",
    )
    assert "Wait a minute" in answer.json()["detail"]
    assert api.post(URL, settings_of(on)).status_code == 201, "saving is no preview"
    api.force_authenticate(bob)
    assert api.post(PREVIEW, settings_of(on)).status_code == 200


def test_logged_out(nobody: APIClient, on: Connection) -> None:
    assert nobody.post(PREVIEW, settings_of(on)).status_code == 401


@pytest.mark.parametrize(
    "odd", ["\ud800", "\x00", "\u202e", "١", "9" * 5000, "1e99", -1e308, {}, [[[]]], [None]]
)
@pytest.mark.parametrize(
    "field", ["name", "connection", "pairs", "step", "side", "tp_steps", "recovery", "risk_level", "budget"]
)
def test_odd_values_are_problems_and_no_failures(
    api: APIClient, on: Connection, field: str, odd: object
) -> None:
    for value in (odd, [odd], {"low": odd}):
        body = json.dumps({**settings_of(on), field: value})
        answer = api.post(PREVIEW, body, content_type="application/json")
        assert answer.status_code == 200
        assert answer.json()["problems"] or field == "name" or value in ([], {})


@pytest.mark.parametrize("connection", [None, 999_999])
def test_without_a_connection_nothing_is_fetched(
    api: APIClient, queue: Queue, connection: int | None
) -> None:
    shown = api.post(PREVIEW, settings_of(0) | {"connection": connection}).json()
    assert (shown["pairs"], shown["unpriced"], queue.tasks) == ([], [], [])


def test_a_limit_that_is_too_small_is_told_as_the_market_needs_it(
    api: APIClient, alice: User, able: Make
) -> None:
    steps: dict[str, Any] = {
        "contract_size": 1,
        "min_amount": 1,
        "min_cost": 0,
        "price_step": 0,
        "amount_step": 1,
    }
    listed("SOL/USDT:USDT", price="214.5", market_type="futures", quote="USDT", **steps)
    sent = settings_of(able(alice), market_type="futures", pairs=["SOL/USDT:USDT"])
    shown = api.post(PREVIEW, sent | {"base_order": "50", "leverage": "5", "margin_limit": "3"}).json()
    told = [*shown["problems"], *shown["pairs"][0]["problems"]]
    assert [one["allowed"] for one in told if one["code"] == "below_base_order"] == [">= 42.9"]
