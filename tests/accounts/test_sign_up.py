"""From nobody to signed in, by browser and by the mobile client."""

import pytest
from django.core import mail
from django.test import Client

from accounts.models import AuditEvent, User
from tests.people import HEADLESS, PASSWORD, code_in_mail, person

NEW = "dora@example.com"
JSON = "application/json"

pytestmark = pytest.mark.django_db


def test_by_browser(client: Client) -> None:
    answer = client.post("/accounts/signup/", {"email": NEW, "password1": PASSWORD})
    assert answer.headers["Location"] == "/accounts/confirm-email/"
    assert client.get("/api/v1/me/").status_code == 401
    client.post("/accounts/confirm-email/", {"code": code_in_mail(NEW)})
    me = client.get("/api/v1/me/").json()
    assert (me["email"], me["is_email_verified"], me["has_second_factor"]) == (NEW, True, False)


def test_by_the_mobile_client(client: Client) -> None:
    answer = client.post(f"{HEADLESS}/auth/signup", {"email": NEW, "password": PASSWORD}, JSON)
    assert answer.status_code == 401
    token = {"X-Session-Token": answer.json()["meta"]["session_token"]}
    assert client.get("/api/v1/me/", headers=token).status_code == 401
    key = {"key": code_in_mail(NEW)}
    answer = client.post(f"{HEADLESS}/auth/email/verify", key, JSON, headers=token)
    assert answer.status_code == 200, answer.content
    token = {"X-Session-Token": answer.json()["meta"].get("session_token", token["X-Session-Token"])}
    me = client.get("/api/v1/me/", headers=token).json()
    assert (me["email"], me["is_email_verified"]) == (NEW, True)
    assert not client.cookies


def test_a_wrong_code_signs_nobody_in(client: Client) -> None:
    client.post("/accounts/signup/", {"email": NEW, "password1": PASSWORD})
    answer = client.post("/accounts/confirm-email/", {"code": "AAAA-AAAA"})
    assert answer.status_code == 200
    assert client.get("/api/v1/me/").status_code == 401


def test_an_address_that_is_taken_is_told_to_its_owner_only(client: Client) -> None:
    person(NEW)
    answer = client.post("/accounts/signup/", {"email": NEW.upper(), "password1": PASSWORD})
    assert answer.headers["Location"] == "/accounts/confirm-email/"
    assert User.objects.count() == 1
    assert "already" in mail.outbox[0].body
    assert "/accounts/password/reset/" in mail.outbox[0].body


@pytest.mark.parametrize("password", ["short", "1234567890123", "password1234", "dora@exampl"])
def test_a_weak_password_is_refused_and_not_shown(client: Client, password: str) -> None:
    answer = client.post("/accounts/signup/", {"email": NEW, "password1": password})
    assert answer.status_code == 200
    assert not User.objects.exists()
    assert f'"{password}"' not in answer.content.decode()


def test_the_language_of_the_sign_up_stays(client: Client) -> None:
    client.post("/accounts/signup/", {"email": NEW, "password1": PASSWORD}, headers={"Accept-Language": "hr"})
    assert User.objects.get().language == "hr"


def test_the_mail_is_ours(client: Client) -> None:
    client.post("/accounts/signup/", {"email": NEW, "password1": PASSWORD})
    assert "BackFuture AI" in mail.outbox[0].subject
    assert "example.com" not in mail.outbox[0].body


def test_it_is_in_the_audit_trail(client: Client) -> None:
    client.post("/accounts/signup/", {"email": NEW, "password1": PASSWORD})
    client.post("/accounts/confirm-email/", {"code": code_in_mail(NEW)}, headers={"User-Agent": "Firefox"})
    event = AuditEvent.objects.get(action="account.signed_in")
    assert (event.actor_label, event.ip, event.user_agent) == (NEW, "127.0.0.1", "Firefox")
