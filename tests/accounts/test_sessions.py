"""The cookie and the token are found nowhere at rest, and sessions can be seen and ended."""

from pathlib import Path
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from accounts.models import AuditEvent, User
from tests.people import HEADLESS, PASSWORD, person, sign_in, token_for

ME = "/api/v1/me/"


def cookie_of(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.mark.django_db(transaction=True)
def test_cookie_and_token_are_not_in_the_database_file(client: Client) -> None:
    user = person("erin@example.com")
    cookie, token = cookie_of(sign_in(client, user)), token_for(user)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        stored = Path(connection.settings_dict["NAME"]).read_bytes()
    else:
        stored = repr([list(one.objects.values()) for one in (Session, UserSession, AuditEvent)]).encode()
    assert Session.objects.get(pk=cookie.partition(":")[0]).pk.encode() in stored
    for secret in (cookie, token):
        assert secret.encode() not in stored
        assert secret.partition(":")[2].encode() not in stored


def test_the_stored_key_opens_nothing(client: Client, alice: User) -> None:
    sign_in(client, alice)
    key = Session.objects.get().pk
    assert Client(headers={"Cookie": f"sessionid={key}"}).get(ME).status_code == 401
    assert Client(headers={"X-Session-Token": key}).get(ME).status_code == 401


def test_cookie_and_token_do_not_replace_one_another(client: Client, alice: User) -> None:
    cookie, token = cookie_of(sign_in(client, alice)), token_for(alice)
    assert Client(headers={"Cookie": f"sessionid={token}"}).get(ME).status_code == 401
    assert Client(headers={"X-Session-Token": cookie}).get(ME).status_code == 401


@pytest.mark.parametrize("spoilt", ["x", "", ":", "%00", "a" * 5000])
def test_a_bad_signature_is_a_person_who_is_not_signed_in(client: Client, alice: User, spoilt: str) -> None:
    cookie = cookie_of(sign_in(client, alice))
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie[:-1] + spoilt
    assert client.get(ME).status_code == 401
    assert client.get("/accounts/login/").status_code == 200


def test_the_cookie_keeps_its_flags(client: Client, alice: User) -> None:
    cookie = sign_in(client, alice).cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


def test_an_api_request_with_a_token_sets_no_cookie(alice: User) -> None:
    client = Client(headers={"X-Session-Token": token_for(alice)})
    assert client.get(ME).status_code == 200
    assert not client.cookies


def test_the_list_shows_both_and_ends_the_others(client: Client, alice: User) -> None:
    token = token_for(alice)
    sign_in(client, alice)
    assert UserSession.objects.filter(user=alice).count() == 2
    assert client.get("/accounts/sessions/").status_code == 200
    assert client.post("/accounts/sessions/").status_code == 302
    assert client.get(ME).status_code == 200
    assert Client(headers={"X-Session-Token": token}).get(ME).status_code == 401
    assert AuditEvent.objects.get(action="account.sessions_ended").params == {"count": 1}


def test_the_mobile_client_lists_and_ends_sessions(client: Client, alice: User) -> None:
    sign_in(client, alice)
    mine = {"X-Session-Token": token_for(alice)}
    listed = client.get(f"{HEADLESS}/auth/sessions", headers=mine).json()["data"]
    assert sorted(one["is_current"] for one in listed) == [False, True]
    others = {"sessions": [one["id"] for one in listed if not one["is_current"]]}
    answer = client.delete(f"{HEADLESS}/auth/sessions", others, "application/json", headers=mine)
    assert answer.status_code == 200
    assert client.get(ME).status_code == 401
    assert Client(headers=mine).get(ME).status_code == 200


def test_the_mobile_client_signs_out(client: Client, alice: User) -> None:
    mine = {"X-Session-Token": token_for(alice)}
    assert client.delete(f"{HEADLESS}/auth/session", headers=mine).status_code == 401
    assert client.get(ME, headers=mine).status_code == 401
    assert client.get(f"{HEADLESS}/auth/session", headers=mine).status_code == 410
    assert AuditEvent.objects.filter(action="account.signed_out", actor=alice).count() == 1


def test_a_new_password_ends_every_session(client: Client, alice: User) -> None:
    token = token_for(alice)
    sign_in(client, alice)
    form = {"oldpassword": PASSWORD, "password1": "another good phrase", "password2": "another good phrase"}
    assert client.post("/accounts/password/change/", form).status_code == 302
    assert Client(headers={"X-Session-Token": token}).get(ME).status_code == 401
    assert client.get(ME).status_code == 401


def test_a_token_outlasts_a_new_secret_key(client: Client, alice: User, settings: Any) -> None:
    mine = {"X-Session-Token": token_for(alice)}
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new one"
    assert [client.get(ME, headers=mine).status_code for _ in range(3)] == [200] * 3
    assert client.get(f"{HEADLESS}/auth/session", headers=mine).status_code == 200
    # It is bound to the new key now.
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get(ME, headers=mine).status_code == 200


def test_signing_in_again_after_signing_out(client: Client, alice: User) -> None:
    first = cookie_of(sign_in(client, alice))
    client.post("/accounts/logout/")
    assert client.get(ME).status_code == 401
    second = cookie_of(sign_in(client, alice))
    assert first != second
    client.cookies[settings.SESSION_COOKIE_NAME] = first
    assert client.get(ME).status_code == 401
