"""PUT /api/v1/connections/{id}/credentials/"""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from accounts.models import AuditEvent, User
from connections.models import Connection, Credentials, Role
from sandbox.keys import Key
from tests.api.conftest import Make, body_of

NewKey = Callable[..., Key]


@pytest.fixture
def row(alice: User, make: Make) -> Connection:
    return make(alice)


def url(row: Connection) -> str:
    return f"/api/v1/connections/{row.pk}/credentials/"


def test_it_works(api: APIClient, row: Connection, key: NewKey) -> None:
    mine = key()
    answer = api.put(url(row), body_of(mine)["credentials"])
    assert answer.status_code == 202, answer.content
    shown = answer.json()
    assert answer.headers["Location"] == f"http://testserver/api/v1/checks/{shown['id']}/"
    assert (shown["connection"], shown["role"], shown["state"]) == (row.pk, "candidate", "queued")
    assert set(row.credentials.values_list("role", flat=True)) == {Role.ACTIVE, Role.CANDIDATE}
    assert AuditEvent.objects.filter(action="connection.replaced").count() == 1
    assert not any(value in answer.content.decode() for value in (mine.api_key, mine.secret))


def test_the_form_of_connecting_is_understood_too(api: APIClient, row: Connection, key: NewKey) -> None:
    mine = body_of(key())["credentials"]
    assert api.put(url(row), {"credentials": {**mine, "secret": ""}}).status_code == 400
    assert api.put(url(row), {"credentials": mine}).status_code == 202


def test_bad_input_names_the_field(api: APIClient, row: Connection, key: NewKey) -> None:
    mine = body_of(key())["credentials"]
    answer = api.put(url(row), {**mine, "secret": mine["api_key"]})
    assert answer.status_code == 400
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [
        ("secret", "same_value")
    ]
    assert mine["api_key"] not in answer.content.decode()
    assert Credentials.objects.count() == 1


def test_a_key_of_another_connection_is_refused(api: APIClient, row: Connection, key: NewKey) -> None:
    mine = key()
    other = api.post("/api/v1/connections/", body_of(mine)).json()
    answer = api.put(url(row), body_of(mine)["credentials"])
    assert (answer.status_code, answer.json()["connection"]) == (409, other["id"])


@pytest.mark.usefixtures("long_ago")
def test_it_needs_a_recent_confirmation(api: APIClient, row: Connection, key: NewKey) -> None:
    answer = api.put(url(row), body_of(key())["credentials"])
    assert (answer.status_code, answer.json()["code"]) == (403, "reauthentication_required")


def test_not_mine_is_404_whatever_is_sent(api: APIClient, bob: User, make: Make, key: NewKey) -> None:
    theirs = make(bob)
    assert api.put(url(theirs), body_of(key())["credentials"]).status_code == 404
    assert api.put(url(theirs), {}).status_code == 404
    assert Credentials.objects.count() == 1


def test_logged_out(nobody: APIClient, row: Connection, key: NewKey) -> None:
    assert nobody.put(url(row), body_of(key())["credentials"]).status_code == 401
