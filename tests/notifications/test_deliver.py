"""Deliveries: once, again after a failure, five times in all, never twice at once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone, translation

from accounts.models import User
from notifications import delivery
from notifications.models import Delivery
from tests.notifications.conftest import Pigeon, lost, told
from tests.people import person

pytestmark = pytest.mark.postgres
SITE = "http://localhost:8000"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Return what sets the clock."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def soon() -> datetime:
    return timezone.now() + timedelta(seconds=61)


def test_it_arrives_once(alice: User, pigeon: Pigeon) -> None:
    row = told(alice)
    for _ in range(3):
        delivery.deliver([row.pk, row.pk])
    row.refresh_from_db()
    [(email, words, url)] = pigeon.sent
    assert (email, words.action, url) == (alice.email, "See the fire", f"{SITE}/kitchen/")
    assert (row.attempts, row.due_at, row.delivered_at is None) == (1, None, False)
    assert delivery.due() == []


def test_it_is_in_the_language_of_the_reader(pigeon: Pigeon, db: None) -> None:
    greta = person("greta@example.com", language="de")
    delivery.deliver([told(greta).pk])
    assert pigeon.sent[0][1].title == "Fire: kitchen in de for greta@example.com"
    assert translation.get_language() == "en"


def test_a_failure_is_tried_again_later_and_five_times_in_all(
    alice: User, pigeon: Pigeon, at: Callable[[datetime], None]
) -> None:
    pigeon.failures = [lost() for _ in range(9)]
    row = told(alice)
    waits = []
    for attempt in range(1, 6):
        begun = timezone.now()
        delivery.deliver(delivery.due())
        delivery.deliver([row.pk])
        row.refresh_from_db()
        assert row.attempts == attempt
        if row.due_at:
            waits.append(round((row.due_at - begun).total_seconds()))
            at(row.due_at)
    assert (row.attempts, row.due_at, row.delivered_at) == (5, None, None)
    assert waits == [60, 300, 1800, 7200]
    assert len(pigeon.failures) == 4


def test_a_later_attempt_arrives(alice: User, pigeon: Pigeon, at: Callable[[datetime], None]) -> None:
    pigeon.failures = [lost()]
    row = told(alice)
    delivery.deliver([row.pk])
    assert (pigeon.sent, delivery.due()) == ([], [])
    at(soon())
    delivery.deliver(delivery.due())
    row.refresh_from_db()
    assert (len(pigeon.sent), row.attempts, row.due_at) == (1, 2, None)


def test_a_final_failure_is_not_tried_again(alice: User, pigeon: Pigeon) -> None:
    pigeon.failures = [lost(is_final=True)]
    row = told(alice)
    delivery.deliver([row.pk])
    row.refresh_from_db()
    assert (row.attempts, row.due_at, row.delivered_at) == (1, None, None)


def test_who_is_gone_is_told_nothing(alice: User, pigeon: Pigeon) -> None:
    row = told(alice)
    User.objects.filter(pk=alice.pk).update(is_active=False)
    delivery.deliver([row.pk])
    row.refresh_from_db()
    assert (pigeon.sent, row.due_at) == ([], None)


def test_a_channel_that_was_removed(alice: User, pigeon: Pigeon) -> None:
    row = told(alice)
    Delivery.objects.update(channel="telegraph")
    delivery.deliver([row.pk])
    row.refresh_from_db()
    assert (pigeon.sent, row.due_at) == ([], None)


def test_a_worker_that_died_in_the_middle(
    alice: User, pigeon: Pigeon, at: Callable[[datetime], None]
) -> None:
    pigeon.failures = [KeyboardInterrupt()]  # type: ignore[list-item]  # stands for the end of the process
    row = told(alice)
    with pytest.raises(KeyboardInterrupt):
        delivery.deliver([row.pk])
    assert delivery.due() == []
    at(soon())
    delivery.deliver(delivery.due())
    assert len(pigeon.sent) == 1


def test_one_that_is_broken_does_not_stop_the_others(alice: User, bob: User, pigeon: Pigeon) -> None:
    pigeon.failures = [ZeroDivisionError("a fault in a channel")]
    rows = [told(alice), told(bob)]
    delivery.deliver([row.pk for row in rows])
    assert [email for email, _, _ in pigeon.sent] == [bob.email]
    rows[0].refresh_from_db()
    assert rows[0].due_at is not None


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one(alice: User, pigeon: Pigeon) -> None:
    rows = [told(alice).pk for _ in range(10)]
    barrier = Barrier(4)

    def work() -> None:
        barrier.wait()
        delivery.deliver(rows)
        connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(pigeon.sent) == 10
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {1}
