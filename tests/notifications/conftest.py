"""Notices of the tests' own, and a channel that can fail."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.utils import translation

from accounts.models import User
from notifications import delivery, words
from notifications.channels.base import Channel, Undelivered
from notifications.models import Delivery, Notification
from notifications.words import Severity, Words


def wording(params: dict[str, Any], user: User) -> Words:
    """Say which language is active: the catalogues are not what is tested here."""
    where = f"{params['place']} in {translation.get_language()} for {user.email}"
    return Words(f"Fire: {where}", f"It burns: {where}.", "See the fire")


@pytest.fixture(autouse=True)
def notices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_entries", dict(words._entries))
    words.register("tests.fire", Severity.CRITICAL, wording)


@dataclass
class Pigeon(Channel):
    """A channel whose deliveries fail as told: one entry per attempt, then they arrive."""

    code = "pigeon"
    failures: list[Exception] = field(default_factory=list)
    sent: list[tuple[str, Words, str]] = field(default_factory=list)

    def send(self, user: User, words: Words, url: str) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((user.email, words, url))


def lost(*, is_final: bool = False) -> Undelivered:
    return Undelivered("lost on the way", is_final=is_final)


@pytest.fixture
def pigeon(monkeypatch: pytest.MonkeyPatch) -> Pigeon:
    bird = Pigeon()
    monkeypatch.setattr(delivery, "channels", lambda: {"pigeon": bird})
    return bird


def told(user: User, **params: Any) -> Delivery:
    """Return a delivery by pigeon that is due."""
    row = Notification.objects.create(
        user=user, code="tests.fire", params={"place": "kitchen", **params}, url="/kitchen/"
    )
    return Delivery.objects.create(notification=row, channel="pigeon")
