"""POST /api/v1/strategies/{id}/disable/"""

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from strategies.models import Revision, Strategy
from tests.api.strategies.conftest import URL, Draw


def url(row: Strategy) -> str:
    return f"{URL}{row.pk}/disable/"


@pytest.mark.parametrize("state", ["enabled", "suspended"])
def test_it_stops_and_twice_is_once(api: APIClient, alice: User, draw: Draw, state: str) -> None:
    row = draw(alice, state=state)
    answer = api.post(url(row))
    assert (answer.status_code, answer.json()["state"]) == (200, "disabled")
    assert api.post(url(row)).status_code in {200, 409}
    assert [(one.action, one.actor) for one in Revision.objects.all()] == [("disabled", alice)]


def test_it_ends_the_waiting(api: APIClient, alice: User, draw: Draw) -> None:
    row = draw(alice, enable_requested_at=timezone.now())
    shown = api.post(url(row)).json()
    assert (shown["is_waiting"], shown["check"]) == (False, None)


def test_an_archived_one_cannot_be_stopped(api: APIClient, alice: User, draw: Draw) -> None:
    answer = api.post(url(draw(alice, state="archived")))
    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")


def test_not_mine_is_404(api: APIClient, bob: User, draw: Draw) -> None:
    theirs = draw(bob, state="enabled")
    assert api.post(url(theirs)).status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == "enabled"


def test_logged_out(nobody: APIClient, alice: User, draw: Draw) -> None:
    assert nobody.post(url(draw(alice, state="enabled"))).status_code == 401
