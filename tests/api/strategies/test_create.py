"""POST /api/v1/strategies/"""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from connections.models import Connection
from strategies.models import Revision, Strategy
from tests.api.conftest import Make
from tests.api.strategies.conftest import URL, settings_of

SECRET = "sk-live-51HxYsecretsecret"
pytestmark = pytest.mark.usefixtures("market")


@pytest.fixture
def on(alice: User, able: Make) -> Connection:
    return able(alice)


def test_it_is_a_draft_with_everything_filled_in(api: APIClient, alice: User, on: Connection) -> None:
    answer = api.post(URL, settings_of(on, name="Calm", risk_level="cautious", is_returning=False))
    shown = answer.json()
    assert (answer.status_code, shown["state"], shown["version"]) == (201, "draft", 1)
    assert api.get(answer.headers["Location"]).json() == shown
    assert (shown["name"], shown["quote"], shown["is_returning"]) == ("Calm", "USDT", False)
    assert (shown["settings"]["risk_level"], shown["settings"]["max_addons"]) == ("cautious", "3")
    row = Strategy.objects.get()
    assert (row.user, row.connection, row.exchange) == (alice, on, on.exchange)
    assert [(one.action, one.actor) for one in Revision.objects.all()] == [("created", alice)]


def test_numbers_are_as_good_as_text_and_come_back_as_text(api: APIClient, on: Connection) -> None:
    body = settings_of(on, base_order=12.50, step=2, max_addons="4.0", pairs=["btc/usdt"])
    kept = api.post(URL, body).json()["settings"]
    assert [kept[name] for name in ("base_order", "step", "max_addons")] == ["12.5", "2", "4"]
    assert kept["pairs"] == ["BTC/USDT"]


def test_every_problem_comes_at_once_with_what_would_do(api: APIClient, on: Connection) -> None:
    wrong = {"step": "60", "max_addons": "2.5", "side": "up", "recovery": {"mode": "on", "slice": "0"}}
    answer = api.post(URL, settings_of(on, **wrong))
    told = answer.json()
    assert (answer.status_code, told["code"]) == (400, "invalid")
    assert answer.headers["Content-Type"] == "application/problem+json"
    found = {problem["field"]: problem for problem in told["problems"]}
    assert found.keys() >= {"step", "max_addons", "side", "recovery.slice"}
    assert (found["step"]["code"], found["step"]["value"]) == ("out_of_range", "60")
    assert (found["step"]["allowed"], found["max_addons"]["code"]) == ("0.1..50", "not_whole")
    assert found["side"]["allowed"] == "long, short"
    assert [(one["field"], one["code"], one["text"]) for one in told["problems"]] == [
        (one["field"], one["code"], one["detail"]) for one in told["errors"]
    ]
    assert not Strategy.objects.exists()


def test_nothing_at_all_names_what_is_required(api: APIClient) -> None:
    told = api.post(URL, {}).json()
    required = {one["field"] for one in told["errors"] if one["code"] == "required"}
    assert required >= {"name", "connection", "pairs", "market_type", "base_order", "margin_limit"}


@pytest.mark.parametrize(
    "wrong",
    [
        {SECRET: "1"},
        {"recovery": {SECRET: "1"}},
        {"step": SECRET},
        {"side": SECRET},
        {"pairs": [SECRET]},
        {"pairs": SECRET},
        {"connection": SECRET},
        {"name": [SECRET]},
        {"custom_steps": [SECRET], "deviation_reference": "custom"},
        {"tp_steps": [{"at": SECRET, "share": "100"}]},
        {"recovery": SECRET},
    ],
)
def test_what_may_be_a_secret_does_not_come_back(
    api: APIClient, on: Connection, wrong: dict[str, Any]
) -> None:
    answer = api.post(URL, settings_of(on, **wrong))
    assert answer.status_code == 400
    assert SECRET.lower() not in answer.content.decode().lower()
    assert not Strategy.objects.exists()


def test_an_unknown_field_is_told_with_all_the_rest(api: APIClient, on: Connection) -> None:
    told = api.post(URL, settings_of(on, stepp="1", step="60")).json()
    assert {(one["field"], one["code"]) for one in told["problems"]} == {
        ("", "unknown_field"),
        ("step", "out_of_range"),
    }


@pytest.mark.parametrize("connection", ["theirs", "unknown"])
def test_only_ones_own_connection(api: APIClient, bob: User, able: Make, connection: str) -> None:
    pk = able(bob).pk if connection == "theirs" else 10**9
    told = api.post(URL, settings_of(pk)).json()
    assert {one["field"] for one in told["problems"]} == {"connection"}
    assert "kucoin" not in str(told).lower()


def test_a_name_is_taken_once(api: APIClient, on: Connection) -> None:
    body = settings_of(on, name="Main")
    assert api.post(URL, body).status_code == 201
    answer = api.post(URL, body | {"name": "main"})
    assert (answer.status_code, [one["field"] for one in answer.json()["problems"]]) == (400, ["name"])
    assert Strategy.objects.count() == 1


@pytest.mark.parametrize("body", [[], "text", 5, None])
def test_it_must_be_an_object(api: APIClient, body: object) -> None:
    answer = api.post(URL, body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_problems_are_worded_in_the_readers_language(api: APIClient, on: Connection) -> None:
    body = settings_of(on, step="60")
    english, german = (
        api.post(URL, body, headers={"Accept-Language": language}).json()["detail"]
        for language in ("en", "de")
    )
    assert english != german


def test_logged_out(nobody: APIClient, on: Connection) -> None:
    assert nobody.post(URL, settings_of(on)).status_code == 401
    assert not Strategy.objects.exists()
