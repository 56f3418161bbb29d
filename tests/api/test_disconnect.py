"""DELETE /api/v1/connections/{id}/"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import AuditEvent, User
from connections.models import Connection, Credentials
from tests.api.conftest import Make
from tests.connections.dependants import running


def url(row: Connection) -> str:
    return f"/api/v1/connections/{row.pk}/"


def test_it_works(api: APIClient, alice: User, make: Make) -> None:
    row = make(alice)
    answer = api.delete(url(row))
    assert (answer.status_code, answer.content) == (204, b"")
    assert not Connection.objects.exists()
    assert not Credentials.objects.exists()
    assert api.delete(url(row)).status_code == 404
    assert AuditEvent.objects.filter(action="connection.disconnected").count() == 1


@pytest.mark.usefixtures("long_ago")
def test_it_needs_a_recent_confirmation(api: APIClient, alice: User, make: Make) -> None:
    row = make(alice)
    answer = api.delete(url(row))
    assert (answer.status_code, answer.json()["code"]) == (403, "reauthentication_required")
    assert Credentials.objects.exists()


def test_not_mine_is_404(api: APIClient, bob: User, make: Make) -> None:
    assert api.delete(url(make(bob))).status_code == 404
    assert Connection.objects.filter(user=bob).exists()


def test_logged_out(nobody: APIClient, alice: User, make: Make) -> None:
    assert nobody.delete(url(make(alice))).status_code == 401
    assert Connection.objects.exists()


def test_what_runs_on_it_is_named_and_keeps_it(api: APIClient, alice: User, make: Make) -> None:
    row = make(alice)
    with running("Calm", "Bold"):
        answer = api.delete(url(row))
    said = answer.json()
    assert (answer.status_code, said["code"], said["names"]) == (409, "in_use", ["Calm", "Bold"])
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "?in_use=archive" in said["detail"]
    assert Credentials.objects.exists()


def test_agreeing_disconnects_all_the_same(api: APIClient, alice: User, make: Make) -> None:
    row = make(alice)
    with running("Calm"):
        assert api.delete(f"{url(row)}?in_use=archive").status_code == 204
    assert not Connection.objects.exists()


def test_an_agreement_that_is_not_needed_does_no_harm(api: APIClient, alice: User, make: Make) -> None:
    assert api.delete(f"{url(make(alice))}?in_use=archive").status_code == 204


def test_another_answer_is_refused(api: APIClient, alice: User, make: Make) -> None:
    row = make(alice)
    with running("Calm"):
        answer = api.delete(f"{url(row)}?in_use=yes")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "in_use")
    assert Connection.objects.exists()


def test_not_mine_names_nothing(api: APIClient, bob: User, make: Make) -> None:
    with running("Calm"):
        assert api.delete(url(make(bob))).status_code == 404


def test_the_number_of_queries_does_not_grow(api: APIClient, alice: User, make: Make) -> None:
    def spent(*names: str) -> int:
        row = make(alice)
        with running(*names), CaptureQueriesContext(connection) as queries:
            assert api.delete(f"{url(row)}?in_use=archive").status_code == 204
        return len(queries)

    spent("warm")
    assert spent("one") == spent(*(f"number {number}" for number in range(20)))


def test_the_way_out_is_described(api: APIClient) -> None:
    described = api.get("/api/v1/schema/?format=json").json()["paths"]["/api/v1/connections/{id}/"]["delete"]
    asked = next(one for one in described["parameters"] if one["name"] == "in_use")
    assert asked["schema"]["enum"] == ["archive"]
    assert "in_use=archive" in described["responses"]["409"]["description"]
