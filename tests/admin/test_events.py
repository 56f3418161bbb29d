"""What happened to keys, for support: whose it was, and where."""

from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from connections.findings import EventCode
from connections.models import Connection, Event
from tests.api.conftest import Make
from tests.people import person

URL = "/admin/connections/event/"


def happened(row: Connection) -> None:
    Event.objects.create(connection=row, at=timezone.now(), code=EventCode.WITHDRAW_ON, is_security=True)


def test_the_list_names_user_and_exchange_in_constant_queries(
    support: Client, alice: User, make: Make
) -> None:
    happened(make(alice))
    with CaptureQueriesContext(database) as few:
        page = support.get(URL).content.decode()
    assert "alice@example.com" in page
    assert "KuCoin" in page
    for number in range(3):
        happened(make(person(f"p{number}@example.com"), "mexc"))
    with CaptureQueriesContext(database) as many:
        assert "p2@example.com" in support.get(URL).content.decode()
    assert len(few) == len(many)
