"""The people of the tests, and how they really sign in.

`client.force_login` is of no use here: it sets the plain session key as the cookie, which the site refuses.
"""

import re
import time
from html import unescape

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.staff import SUPPORT

PASSWORD = "correct horse battery"
HEADLESS = "/_allauth/app/v1"


def person(email: str, *, is_verified: bool = True, **fields: object) -> User:
    """Return a saved user whose password is PASSWORD."""
    user = User.objects.create_user(email, PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=is_verified, primary=True)
    return user


def add_second_factor(user: User) -> str:
    """Set up an authenticator app, and return its secret."""
    secret: str = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_of(user: User, *, step: int = 0) -> str:
    """Return what the person's app shows; every code is taken once, so a second one needs another `step`."""
    app = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    return code_for(decrypt(app.data["secret"]), step=step)


def code_for(secret: str, *, step: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step)))


def sign_in(client: Client, user: User, *, step: int = 0) -> Client:
    """Fill in the sign-in form, with the code of the second factor where there is one."""
    answer = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302, unescape(answer.content.decode())
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        assert answer.headers["Location"] == "/accounts/2fa/authenticate/"
        answer = client.post("/accounts/2fa/authenticate/", {"code": code_of(user, step=step)})
        assert answer.status_code == 302, unescape(answer.content.decode())
    return client


def token_for(user: User, *, step: int = 0) -> str:
    """Sign in as the mobile client does, and return the X-Session-Token."""
    client = Client()
    body = {"email": user.email, "password": PASSWORD}
    answer = client.post(f"{HEADLESS}/auth/login", body, "application/json")
    token = str(answer.json()["meta"]["session_token"])
    if answer.status_code == 401 and Authenticator.objects.filter(user=user).exists():
        headers = {"X-Session-Token": token}
        body = {"code": code_of(user, step=step)}
        answer = client.post(f"{HEADLESS}/auth/2fa/authenticate", body, "application/json", headers=headers)
        token = str(answer.json()["meta"].get("session_token", token))
    assert answer.status_code == 200, answer.content
    return token


def code_in_mail(email: str) -> str:
    """Return the verification code of the last mail to an address."""
    body = next(one.body for one in reversed(mail.outbox) if one.to == [email])
    found = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", str(body), re.MULTILINE)
    assert found, body
    return found.group()


@pytest.fixture
def alice(db: None) -> User:
    return person("alice@example.com")


@pytest.fixture
def bob(db: None) -> User:
    return person("bob@example.com")


@pytest.fixture
def charlie(db: None) -> User:
    return person("charlie@example.com")


@pytest.fixture
def supporter(db: None) -> User:
    """Support staff with a second factor and the rights of the group `support`."""
    user = person("support@example.com", is_staff=True)
    user.groups.add(Group.objects.get(name=SUPPORT))
    add_second_factor(user)
    return user
