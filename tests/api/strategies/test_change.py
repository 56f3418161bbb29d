"""PATCH /api/v1/strategies/{id}/"""

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from strategies.models import Revision, Strategy
from tests.api.strategies.conftest import URL, Draw

pytestmark = pytest.mark.usefixtures("market")


@pytest.fixture
def row(alice: User, draw: Draw) -> Strategy:
    return draw(alice, name="Calm", settings={"step": "2"})


def url(row: Strategy) -> str:
    return f"{URL}{row.pk}/"


def test_it_changes_what_is_named_and_nothing_else(api: APIClient, alice: User, row: Strategy) -> None:
    answer = api.patch(url(row), {"take_profit": "3", "recovery": {"mode": "on"}, "version": 1})
    shown = answer.json()
    assert (answer.status_code, shown["version"], shown["name"]) == (200, 2, "Calm")
    assert (shown["settings"]["take_profit"], shown["settings"]["step"]) == ("3", "2")
    assert (shown["settings"]["recovery"]["mode"], shown["settings"]["recovery"]["min_profit"]) == (
        "on",
        "0.2",
    )
    told = Revision.objects.get()
    assert (told.action, told.actor, told.version) == ("updated", alice, 2)
    assert told.changes["take_profit"] == ["1.2", "3"]
    assert set(told.changes) <= {"take_profit", "recovery.mode", "risk_level"}


def test_what_was_changed_meanwhile_is_not_overwritten(api: APIClient, row: Strategy) -> None:
    assert api.patch(url(row), {"step": "3", "version": 1}).status_code == 200
    answer = api.patch(url(row), {"step": "4", "version": 1})
    assert (answer.status_code, answer.json()["code"], answer.json()["version"]) == (409, "stale", 2)
    row.refresh_from_db()
    assert (row.settings["step"], row.version) == ("3", 2)


@pytest.mark.parametrize("version", ["1", True, None, 1.0, [1]])
def test_a_version_is_a_whole_number(api: APIClient, row: Strategy, version: object) -> None:
    answer = api.patch(url(row), {"step": "3", "version": version})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "version")


def test_whether_it_returns_and_its_name_can_be_changed(api: APIClient, row: Strategy) -> None:
    shown = api.patch(url(row), {"is_returning": False, "name": "Calmer"}).json()
    assert (shown["is_returning"], shown["name"]) == (False, "Calmer")


def test_what_is_wrong_changes_nothing(api: APIClient, row: Strategy) -> None:
    answer = api.patch(url(row), {"step": "60", "name": "", "nonsense": 1})
    assert answer.status_code == 400
    assert {problem["field"] for problem in answer.json()["problems"]} == {"step", "name", ""}
    row.refresh_from_db()
    assert (row.settings["step"], row.name, row.version) == ("2", "Calm", 1)
    assert not Revision.objects.exists()


def test_an_archived_one_is_not_changed(api: APIClient, alice: User, draw: Draw) -> None:
    row = draw(alice, state="archived")
    answer = api.patch(url(row), {"step": "3"})
    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")
    assert "Duplicate it" in answer.json()["detail"]


def test_what_runs_goes_on_as_it_was_where_it_could_not_run_so(
    api: APIClient, alice: User, draw: Draw
) -> None:
    answer = api.patch(url(draw(alice, state="enabled")), {"margin_limit": "5000"})
    told = answer.json()
    assert (answer.status_code, told["code"]) == (409, "not_ready")
    assert told["detail"] == (
        "Your change was not saved. The strategy runs on with its settings as they were."
    )


def test_not_mine_is_404(api: APIClient, bob: User, draw: Draw) -> None:
    theirs = draw(bob, settings={"step": "2"})
    assert api.patch(url(theirs), {"step": "3"}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.settings["step"] == "2"


def test_logged_out(nobody: APIClient, row: Strategy) -> None:
    assert nobody.patch(url(row), {"step": "3"}).status_code == 401
