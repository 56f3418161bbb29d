"""DELETE /api/v1/connections/{id}/"""

import pytest
from rest_framework.test import APIClient

from accounts.models import AuditEvent, User
from connections.models import Connection, Credentials
from tests.api.conftest import Make


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
