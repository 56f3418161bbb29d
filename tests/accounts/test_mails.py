"""Every mail about the account: ours in tone, complete, in the language of the reader."""

from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.conf import settings
from django.core import mail
from django.test import Client, RequestFactory

from accounts.models import User
from tests.people import PASSWORD, add_second_factor, code_in_mail, sign_in

TEMPLATES = settings.BASE_DIR / "templates"
PREFIXES = sorted(
    str(one.relative_to(TEMPLATES)).removesuffix("_subject.txt")
    for one in TEMPLATES.glob("*/email/*_subject.txt")
)
GIVEN = {
    "code": "ABCD-EFGH",
    "password_reset_url": "http://testserver/reset/",
    "signup_url": "http://testserver/signup/",
    "from_email": "old@example.org",
    "to_email": "new@example.org",
    "deleted_email": "old@example.org",
}


def test_none_of_the_library_is_left_as_it_was() -> None:
    import allauth

    theirs = {one.name for one in (Path(allauth.__file__).parent / "templates/account/email").glob("*.txt")}
    ours = {one.name for one in (TEMPLATES / "account/email").glob("*.txt")}
    assert {one for one in theirs - ours if not one.startswith("login_code")} == {
        "password_reset_code_message.txt",
        "password_reset_code_subject.txt",
    }


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_mail_is_whole(alice: User, prefix: str) -> None:
    request = RequestFactory().get("/")
    with context.request_context(request):
        get_adapter(request).send_notification_mail(prefix, alice, GIVEN)
    [message] = mail.outbox
    assert message.to == ["alice@example.com"]
    assert message.subject
    assert "\n" not in message.subject
    assert message.body.endswith(f"--\nBackFuture AI\n{settings.SITE_URL}")
    assert "{" not in message.body
    assert "None" not in message.body
    assert "\n\n\n" not in message.body


def test_a_changed_address(client: Client, alice: User) -> None:
    sign_in(client, alice)
    client.post("/accounts/email/", {"email": "new@example.com", "action_add": "1"})
    assert client.get("/api/v1/me/").json()["email"] == "alice@example.com"
    client.post("/accounts/confirm-email/", {"code": code_in_mail("new@example.com")})
    me = client.get("/api/v1/me/").json()
    assert (me["email"], me["is_email_verified"]) == ("new@example.com", True)
    told = next(one for one in mail.outbox if one.subject == "Your e-mail address was changed")
    assert told.to == ["alice@example.com"]
    assert "new@example.com" in told.body


@pytest.mark.django_db(transaction=True)
def test_a_second_factor_that_is_switched_off(client: Client, alice: User) -> None:
    add_second_factor(alice)
    sign_in(client, alice)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.post("/accounts/2fa/totp/deactivate/").status_code == 302
    assert mail.outbox[-1].subject == "Your second factor is off"
