"""PATCH /api/v1/connections/{id}/"""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from connections.models import Connection
from tests.api.conftest import Make


@pytest.fixture
def row(alice: User, make: Make) -> Connection:
    return make(alice, name="Main")


def url(row: Connection) -> str:
    return f"/api/v1/connections/{row.pk}/"


def name_of(row: Connection) -> str:
    return Connection.objects.get(pk=row.pk).name


def test_it_works(api: APIClient, row: Connection) -> None:
    answer = api.patch(url(row), {"name": "  Savings "})
    assert (answer.status_code, answer.json()["name"], name_of(row)) == (200, "Savings", "Savings")


def test_nothing_to_change_changes_nothing(api: APIClient, row: Connection) -> None:
    assert api.patch(url(row), {}).json()["name"] == name_of(row) == "Main"


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"name": ""}, "name", "blank"),
        ({"name": None}, "name", "null"),
        ({"name": 7}, "name", "invalid"),
        ({"name": "\u200b"}, "name", "required"),
        ({"name": "x" * 61}, "name", "name_too_long"),
        ({"name": "TAKEN"}, "name", "name_taken"),
        ({"name": "nul\x00"}, "name", "null_characters_not_allowed"),
        ({"markets": ["futures"]}, "", "unknown_field"),
        ({"name": "New", "credentials": {}}, "", "unknown_field"),
        (["name"], "", "invalid"),
    ],
)
def test_bad_input_names_the_field(
    api: APIClient, alice: User, make: Make, row: Connection, body: Any, field: str, code: str
) -> None:
    make(alice, name="Taken")
    answer = api.patch(url(row), body)
    assert answer.status_code == 400
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [(field, code)]
    assert name_of(row) == "Main"


def test_not_mine_is_404(api: APIClient, bob: User, make: Make) -> None:
    theirs = make(bob, name="Theirs")
    assert api.patch(url(theirs), {"name": "Mine"}).status_code == 404
    assert name_of(theirs) == "Theirs"


def test_logged_out(nobody: APIClient, row: Connection) -> None:
    assert nobody.patch(url(row), {"name": "Mine"}).status_code == 401
