"""Staff are told of each week's security events once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from connections import summaries
from connections.models import Connection, Event
from notifications.delivery import deliver, due
from notifications.models import Notification
from tests.connections.conftest import Connect
from tests.people import person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
MONDAY = datetime(2026, 5, 4, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY - timedelta(days=5), tick=False) as traveller:
        yield traveller


@pytest.fixture
def staff(clock: time_machine.Traveller) -> User:
    return person("staff@example.com", is_staff=True)


@pytest.fixture
def row(connection_of: Connect, clock: time_machine.Traveller) -> Connection:
    return connection_of("kucoin", verdict="quarantined")


def happen(row: Connection, at: datetime, code: str = "key_refused", *, is_security: bool = True) -> None:
    Event.objects.create(connection=row, at=at, code=code, is_security=is_security)


def test_it_counts_the_week_that_ended(staff: User, row: Connection, clock: time_machine.Traveller) -> None:
    happen(row, MONDAY - timedelta(days=1))
    happen(row, MONDAY - timedelta(days=2))
    happen(row, MONDAY - timedelta(days=3), "withdraw_switched_on")
    happen(row, MONDAY - timedelta(days=3), "right_lost", is_security=False)
    happen(row, MONDAY - timedelta(days=8))
    happen(row, MONDAY)
    clock.move_to(MONDAY + timedelta(hours=3))
    assert summaries.tell_staff() == 1
    note = Notification.objects.get(user=staff)
    assert note.params["counts"] == [["key_refused", 2], ["withdraw_switched_on", 1]]
    assert [one["code"] for one in note.params["events"]] == [
        "key_refused",
        "key_refused",
        "withdraw_switched_on",
    ]
    assert note.words.title == "3 security events from April 27, 2026 to May 3, 2026"
    assert "Connections: 1, in quarantine: 1" in note.words.text
    assert f"connection #{row.pk}: The right to withdraw was switched on." in note.words.text
    assert row.user.email not in note.words.text
    deliver(due())
    assert [message.to for message in mail.outbox] == [["staff@example.com"]]


def test_once_a_week_however_often_it_is_called(staff: User, clock: time_machine.Traveller) -> None:
    sent = []
    for hours in (1, 2, 50, 167, 169, 170):
        clock.move_to(MONDAY + timedelta(hours=hours))
        sent.append(summaries.tell_staff())
    assert sent == [1, 0, 0, 0, 1, 0]


def test_two_at_once_tell_it_once(staff: User, clock: time_machine.Traveller) -> None:
    clock.move_to(MONDAY + timedelta(hours=1))

    def tell(_: int) -> int:
        try:
            return summaries.tell_staff()
        finally:
            database.close()

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(tell, range(3))) == [0, 0, 1]


def test_who_came_later_or_left_or_is_no_staff_is_not_told(
    staff: User, row: Connection, clock: time_machine.Traveller
) -> None:
    User.objects.create(email="gone@example.com", is_staff=True, is_active=False)
    clock.move_to(MONDAY + timedelta(hours=1))
    User.objects.create(email="new@example.com", is_staff=True)
    assert summaries.tell_staff() == 1
    assert Notification.objects.get().user == staff


def test_many_events_are_a_bounded_list_and_as_many_queries(
    staff: User, row: Connection, clock: time_machine.Traveller
) -> None:
    happen(row, MONDAY - timedelta(days=1))
    costs = []
    for week in range(2):
        clock.move_to(MONDAY + timedelta(days=7 * week, hours=1))
        with CaptureQueriesContext(database) as queries:
            summaries.tell_staff()
        costs.append(len(queries))
        for _ in range(30):
            happen(row, MONDAY + timedelta(days=1))
    assert costs[0] == costs[1]
    note = Notification.objects.latest("pk")
    assert len(note.params["events"]) == 20
    assert "10 more are in the admin." in note.words.text
