"""When and from where a session was used last."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from tests.people import sign_in, token_for

ME = "/api/v1/me/"


@pytest.fixture(params=["browser", "token"])
def client(request: pytest.FixtureRequest, alice: User) -> Client:
    if request.param == "browser":
        return sign_in(Client(), alice)
    return Client(headers={"X-Session-Token": token_for(alice)})


def written(client: Client, **headers: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(ME, headers=headers).status_code == 200
    return sum("UPDATE" in one["sql"] for one in queries)


def test_it_is_noted_now_and_then(client: Client) -> None:
    client.get(ME)
    assert written(client) == 0
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(minutes=6))
    assert written(client) == 1
    assert timezone.now() - UserSession.objects.get().last_seen_at < timedelta(minutes=1)


def test_another_place_is_noted_at_once(client: Client) -> None:
    client.get(ME)
    assert written(client, **{"User-Agent": "Telephone"}) == 1
    assert UserSession.objects.get().user_agent == "Telephone"
