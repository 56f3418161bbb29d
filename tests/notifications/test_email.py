"""The channel e-mail."""

from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils.html import format_html
from pytest_django import Settings

from accounts.models import User
from connections.messages.sentence import Sentence
from notifications.channels import channels
from notifications.channels.base import Undelivered
from notifications.words import Words
from tests.people import person

WORDS = Words("Fire & smoke", "It burns.\n<b>Run</b>.", "See the fire")
URL = "http://localhost:8000/kitchen/"


class Failing(EmailBackend):
    """A mail server in trouble."""

    error: Exception = OSError()

    def send_messages(self, messages: object) -> int:
        raise self.error


def test_what_is_sent(alice: User) -> None:
    channels()["email"].send(alice, WORDS, URL)
    [message] = mail.outbox
    assert (message.to, message.subject) == (["alice@example.com"], "Fire & smoke")
    assert "It burns.\n<b>Run</b>.\n\nSee the fire:\nhttp://localhost:8000/kitchen/" in message.body
    html = message.alternatives[0].content  # type: ignore[attr-defined]
    assert "&lt;b&gt;Run&lt;/b&gt;" in html
    assert f'<a href="{URL}">See the fire</a>' in html


def test_the_title_of_the_page_is_plain_text(alice: User) -> None:
    name = Sentence("a <b> key", lambda: format_html('<b dir="auto">{}</b>', "a <b> key"))
    channels()["email"].send(alice, Words(name, "It burns."), URL)
    [message] = mail.outbox
    html = str(message.alternatives[0][0])  # type: ignore[union-attr]
    assert "<title>a &lt;b&gt; key</title>" in html
    assert '<b dir="auto">a &lt;b&gt; key</b></h1>' in html


def test_without_a_link(alice: User) -> None:
    channels()["email"].send(alice, WORDS, "")
    assert "See the fire" not in mail.outbox[0].body


def test_only_to_a_verified_address(db: None) -> None:
    user = person("dora@example.com", is_verified=False)
    with pytest.raises(Undelivered) as raised:
        channels()["email"].send(user, WORDS, URL)
    assert raised.value.is_final
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("error", "is_final"),
    [
        (SMTPRecipientsRefused({"alice@example.com": (550, b"no such user")}), True),
        (SMTPServerDisconnected("gone"), False),
        (TimeoutError("slow"), False),
        (ConnectionRefusedError("closed"), False),
    ],
)
def test_whether_trying_again_helps(
    alice: User, settings: Settings, error: Exception, is_final: bool
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Failing"
    Failing.error = error
    with pytest.raises(Undelivered) as raised:
        channels()["email"].send(alice, WORDS, URL)
    assert raised.value.is_final is is_final
    assert "alice" not in str(raised.value)
