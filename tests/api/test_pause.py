"""POST /api/v1/connections/{id}/pause/ and resume/"""

import pytest
from rest_framework.test import APIClient

from accounts.models import AuditEvent, User
from connections.models import Check, Connection, StatusChange
from tests.api.conftest import Make


@pytest.fixture
def row(alice: User, make: Make) -> Connection:
    return make(alice, verdict="connected")


def url(row: Connection, verb: str) -> str:
    return f"/api/v1/connections/{row.pk}/{verb}/"


def test_it_works_and_twice_is_once(api: APIClient, row: Connection) -> None:
    answers = [api.post(url(row, "pause")) for _ in range(2)]
    assert [(answer.status_code, answer.json()["status"]) for answer in answers] == [(200, "paused")] * 2
    assert answers[0].json()["verdict"] == "connected"
    assert StatusChange.objects.filter(connection=row, after="paused").count() == 1


def test_resuming_asks_for_a_check(api: APIClient, row: Connection) -> None:
    api.post(url(row, "pause"))
    shown = api.post(url(row, "resume")).json()
    assert (shown["status"], shown["is_checking"]) == ("connected", True)
    assert shown["check"].endswith(f"/api/v1/checks/{Check.objects.get().pk}/")
    assert {"connection.paused", "connection.resumed"} <= set(
        AuditEvent.objects.values_list("action", flat=True)
    )


@pytest.mark.parametrize("verb", ["pause", "resume"])
def test_not_mine_is_404(api: APIClient, bob: User, make: Make, verb: str) -> None:
    theirs = make(bob)
    assert api.post(url(theirs, verb)).status_code == 404
    theirs.refresh_from_db()
    assert (theirs.paused_at, theirs.check_requested_at) == (None, None)


@pytest.mark.parametrize("verb", ["pause", "resume"])
def test_logged_out(nobody: APIClient, row: Connection, verb: str) -> None:
    assert nobody.post(url(row, verb)).status_code == 401
