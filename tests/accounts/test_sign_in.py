"""Signing in: password, second factor, and what is told and kept when it fails."""

from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from accounts.models import AuditEvent, User
from tests.people import HEADLESS, PASSWORD, add_second_factor, code_for, code_of, sign_in, token_for

ME = "/api/v1/me/"
LOGIN = "/accounts/login/"


def test_by_browser(client: Client, alice: User) -> None:
    sign_in(client, alice)
    assert client.get(ME).json()["email"] == alice.email


def test_the_case_of_the_address_does_not_matter(client: Client, alice: User) -> None:
    client.post(LOGIN, {"login": alice.email.upper(), "password": PASSWORD})
    assert client.get(ME).status_code == 200


@pytest.mark.parametrize("email", ["alice@example.com", "nobody@example.com"])
def test_a_wrong_password_says_the_same_whoever_it_is(client: Client, alice: User, email: str) -> None:
    answer = client.post(LOGIN, {"login": email, "password": "not the password"})
    page = answer.content.decode()
    assert "not correct" in page
    assert "not the password" not in page
    event = AuditEvent.objects.get()
    assert (event.action, event.actor) == ("account.sign_in_failed", None)
    assert event.subject_label == ("alice@example.com" if email == alice.email else "")


def test_too_many_wrong_passwords(client: Client, alice: User) -> None:
    for _ in range(6):
        answer = client.post(LOGIN, {"login": alice.email, "password": "not the password"})
    assert "Too many" in answer.content.decode()
    answer = client.post(LOGIN, {"login": alice.email, "password": PASSWORD})
    assert client.get(ME).status_code == 401


def test_who_was_deactivated_is_out_at_once(client: Client, alice: User) -> None:
    sign_in(client, alice)
    token = token_for(alice)
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert client.get(ME).status_code == 401
    assert Client(headers={"X-Session-Token": token}).get(ME).status_code == 401


def test_the_second_factor_is_asked_for(client: Client, alice: User) -> None:
    add_second_factor(alice)
    answer = client.post(LOGIN, {"login": alice.email, "password": PASSWORD})
    assert answer.headers["Location"] == "/accounts/2fa/authenticate/"
    assert client.get(ME).status_code == 401
    wrong = f"{(int(code_of(alice)) + 5) % 1_000_000:06}"
    assert client.post("/accounts/2fa/authenticate/", {"code": wrong}).status_code == 200
    assert client.get(ME).status_code == 401
    client.post("/accounts/2fa/authenticate/", {"code": code_of(alice)})
    assert client.get(ME).json()["has_second_factor"] is True


def test_a_code_is_taken_once(client: Client, alice: User) -> None:
    add_second_factor(alice)
    code = code_of(alice)
    for expected in (302, 200):
        other = Client()
        other.post(LOGIN, {"login": alice.email, "password": PASSWORD})
        assert other.post("/accounts/2fa/authenticate/", {"code": code}).status_code == expected


def test_the_mobile_client_with_a_second_factor(client: Client, alice: User) -> None:
    add_second_factor(alice)
    answer = client.post(
        f"{HEADLESS}/auth/login", {"email": alice.email, "password": PASSWORD}, "application/json"
    )
    half = {"X-Session-Token": answer.json()["meta"]["session_token"]}
    assert answer.status_code == 401
    assert client.get(ME, headers=half).status_code == 401
    assert client.get(ME, headers={"X-Session-Token": token_for(alice)}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_setting_up_a_second_factor(client: Client, alice: User) -> None:
    sign_in(client, alice)
    page = "/accounts/2fa/totp/activate/"
    assert client.get(page).headers["Location"] == f"/accounts/reauthenticate/?next={quote(page, safe='')}"
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": page})
    secret = client.get(page).context["form"].secret
    assert client.post(page, {"code": code_for(secret)}).status_code == 302
    stored = Authenticator.objects.get(user=alice, type=Authenticator.Type.TOTP)
    assert secret not in str(stored.data)
    actions = list(AuditEvent.objects.filter(subject=alice).values_list("action", flat=True))
    assert actions.count("account.totp_activated") == 1, actions
    notice = next(one for one in mail.outbox if "second factor" in one.subject)
    assert secret not in notice.body
    assert "127.0.0.1" in notice.body


def test_a_forgotten_password(client: Client, alice: User) -> None:
    client.post("/accounts/password/reset/", {"email": alice.email})
    link = next(line for line in mail.outbox[0].body.splitlines() if "/reset/key/" in line)
    page = client.get(link, follow=True)
    new = "another good phrase"
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    client.post(LOGIN, {"login": alice.email, "password": new})
    assert client.get(ME).status_code == 200
    assert AuditEvent.objects.filter(action="account.password_reset", subject=alice).count() == 1
