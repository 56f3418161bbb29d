"""Who acts confirms who they are within 15 minutes: browser and mobile client alike."""

import json
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.test import Client, override_settings
from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from accounts.permissions import ConfirmedRecently, EmailVerified
from backfuture import urls
from tests.people import HEADLESS, PASSWORD, add_second_factor, code_of, sign_in, token_for

Later = Callable[[int], None]
JSON = "application/json"


class Guarded(APIView):
    permission_classes = [EmailVerified, ConfirmedRecently]

    def post(self, request: Request) -> Response:
        return Response({})


urlpatterns = [path("api/v1/guarded/", Guarded.as_view()), *urls.urlpatterns]
pytestmark = pytest.mark.urls(__name__)
URL = "/api/v1/guarded/"


def test_a_fresh_sign_in_counts(client: Client, alice: User) -> None:
    assert sign_in(client, alice).post(URL).status_code == 200
    assert Client().post(URL, headers={"X-Session-Token": token_for(alice)}).status_code == 200


def test_an_old_one_does_not(client: Client, alice: User, later: Later) -> None:
    token = token_for(alice)
    sign_in(client, alice)
    later(901)
    for answer in (client.post(URL), Client().post(URL, headers={"X-Session-Token": token})):
        assert answer.status_code == 403
        assert answer.json()["code"] == "reauthentication_required"
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_password_confirms_in_the_browser(client: Client, alice: User, later: Later) -> None:
    sign_in(client, alice)
    later(901)
    wrong = client.post("/accounts/reauthenticate/", {"password": "wrong"})
    assert wrong.status_code == 200
    assert client.post(URL).status_code == 403
    answer = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/notifications/"})
    assert answer.headers["Location"] == "/notifications/"
    assert client.post(URL).status_code == 200


def test_the_password_confirms_for_the_mobile_client(client: Client, alice: User, later: Later) -> None:
    mine = {"X-Session-Token": token_for(alice)}
    later(901)
    answer = client.post(f"{HEADLESS}/auth/reauthenticate", {"password": PASSWORD}, JSON, headers=mine)
    assert answer.status_code == 200
    assert client.post(URL, headers=mine).status_code == 200


def test_the_second_factor_confirms_for_the_mobile_client(client: Client, alice: User, later: Later) -> None:
    add_second_factor(alice)
    mine = {"X-Session-Token": token_for(alice)}
    later(901)
    code = {"code": code_of(alice)}
    answer = client.post(f"{HEADLESS}/auth/2fa/reauthenticate", code, JSON, headers=mine)
    assert answer.status_code == 200
    assert client.post(URL, headers=mine).status_code == 200


def test_one_session_does_not_confirm_another(client: Client, alice: User, later: Later) -> None:
    old = {"X-Session-Token": token_for(alice)}
    later(901)
    assert sign_in(client, alice).post(URL).status_code == 200
    assert Client().post(URL, headers=old).status_code == 403


def test_an_unverified_address(client: Client, alice: User) -> None:
    sign_in(client, alice)
    EmailAddress.objects.filter(user=alice).update(verified=False)
    answer = client.post(URL)
    assert (answer.status_code, answer.json()["code"]) == (403, "email_not_verified")


def test_nothing_that_was_sent_is_kept_for_later(client: Client, alice: User) -> None:
    """The library would store the whole request in the session, cookie and body included."""
    sign_in(client, alice)
    answer = client.post("/accounts/2fa/totp/activate/", {"code": "canary-in-a-form"})
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/?next=")
    kept = json.dumps([one.get_decoded() for one in Session.objects.all()])
    assert "signed_in_at" in kept
    assert "canary-in-a-form" not in kept
    assert client.cookies["sessionid"].value not in kept


@override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=5)
def test_the_limit_is_a_setting(client: Client, alice: User, later: Later) -> None:
    sign_in(client, alice)
    later(6)
    assert client.post(URL).status_code == 403
