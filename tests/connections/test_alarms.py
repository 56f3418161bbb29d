"""An exchange that sees us from an address that is none of ours: staff are told, once for each address and day."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from connections import alarms
from connections.exchanges import _dialect
from connections.metrics import reading
from connections.models import ForeignAddress
from notifications.models import Delivery, Notification
from notifications.words import words_for
from tests.connections.conftest import Connect, look_at

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sandbox")]
SEEN = "198.51.100.77"  # what the sandbox says in this story


@pytest.fixture
def supporter() -> User:
    User.objects.create(email="gone@example.com", is_staff=True, is_active=False)
    return User.objects.create(email="support@example.com", is_staff=True)


def told() -> list[Notification]:
    return list(Notification.objects.filter(code="foreign_address"))


def test_staff_are_told_once_a_day(
    connection_of: Connect, supporter: User, caplog: pytest.LogCaptureFixture
) -> None:
    rows = [connection_of("mexc", "address-not-allowed") for _ in range(3)]
    look_at(rows)
    look_at(rows)
    (notice,) = told()
    assert notice.user == supporter
    assert Delivery.objects.filter(notification=notice).count() == 1
    assert (notice.params, ForeignAddress.objects.get().address) == (
        {"exchange": "mexc", "address": SEEN},
        SEEN,
    )
    words = words_for(notice.code, notice.params, supporter)
    assert SEEN in words.text
    (line,) = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert line.getMessage() == f"mexc saw us from {SEEN}, which is none of the addresses in EGRESS"
    assert reading.counted().foreign == {"mexc": 6}
    # Not by another clock: the exchange would refuse what it signs.
    ForeignAddress.objects.update(date=timezone.now().date() - timedelta(days=1))
    look_at(rows[:1])
    assert len(told()) == 2


def test_an_address_of_ours_is_the_business_of_the_owner(
    connection_of: Connect, supporter: User, settings: Any
) -> None:
    settings.EGRESS, settings.EGRESS_ROUTES = [SEEN], {}
    look_at([connection_of("mexc", "address-not-allowed")])
    assert told() == []
    assert not ForeignAddress.objects.exists()


def test_an_address_of_ours_is_ours_however_it_is_spelt(settings: Settings) -> None:
    settings.EGRESS = ["203.0.113.24"]
    assert not alarms._is_foreign(str(_dialect.address_in("request ip: ::ffff:203.0.113.24")))
    assert alarms._is_foreign(str(_dialect.address_in("request ip: ::ffff:203.0.113.25")))
