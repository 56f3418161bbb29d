"""Telling people: a row at once, deliveries once, ids in the queue and nothing else."""

import json
import time
from collections.abc import Iterator

import pytest
import redis
from django.conf import settings
from django.core import mail
from django.db import transaction
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from accounts.models import User
from backfuture.dev.child import Child
from notifications import tasks
from notifications.models import Delivery, Notification
from notifications.services import Notice, notify, notify_many
from tests.people import person

pytestmark = pytest.mark.postgres
CANARY = "canary-51b7"


@pytest.fixture
def queue(redis_url: str) -> Iterator[redis.Redis]:
    with redis.Redis.from_url(redis_url) as client:
        yield client


def test_a_notice(alice: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    with django_capture_on_commit_callbacks() as later:
        row = notify(alice.pk, "tests.fire", {"place": "kitchen"}, "/kitchen/")
    stored = Notification.objects.get()
    assert (stored, stored.user, stored.params, stored.url) == (row, alice, {"place": "kitchen"}, "/kitchen/")
    assert stored.read_at is None
    assert [one.channel for one in Delivery.objects.all()] == ["email"]
    assert len(later) == 1


def test_only_ids_are_queued(
    alice: User, queue: redis.Redis, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        notify(alice.pk, "tests.fire", {"place": CANARY}, f"/{CANARY}/")
    [message] = queue.lrange("chores", 0, -1)
    assert json.loads(message)["headers"]["argsrepr"] == f"([{Delivery.objects.get().pk}],)"
    assert CANARY.encode() not in message


def test_what_is_rolled_back_was_never_said(
    alice: User, queue: redis.Redis, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        notify(alice.pk, "tests.fire", {"place": "kitchen"})
        transaction.set_rollback(True)
    assert not Notification.objects.exists()
    assert queue.llen("chores") == 0


def test_many_are_told_with_as_many_queries_as_few(
    alice: User, bob: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for size in (2, 60):
        with django_assert_num_queries(4):  # a savepoint around two inserts
            notify_many([Notice(user.pk, "tests.fire") for user in (alice, bob) for _ in range(size // 2)])
    assert Notification.objects.filter(user=bob).count() == 31


def test_nobody_to_tell(db: None) -> None:
    assert notify_many([]) == []


@pytest.mark.django_db(transaction=True)
def test_a_queue_that_is_away_fails_nobody(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise ConnectionError("the queue is away")

    monkeypatch.setattr(tasks.deliver, "delay", away)
    notify(alice.pk, "tests.fire", {"place": "kitchen"})
    monkeypatch.undo()
    assert Delivery.objects.get().attempts == 0
    tasks.deliver.run([Delivery.objects.get().pk])
    assert len(mail.outbox) == 1


def test_a_real_worker_mails_it_once(worker: Child) -> None:
    user = person("wanda@example.com")
    notify(user.pk, "unknown.code")
    wait_until_delivered()
    tasks.deliver_due.run()
    folder = settings.VAR_DIR / "mail"
    mails = [one.read_text() for one in folder.glob("*.log")] if folder.exists() else []
    assert sum(one.count("To: wanda@example.com") for one in mails) == 1


def wait_until_delivered() -> None:
    deadline = time.monotonic() + 10
    while Delivery.objects.filter(delivered_at=None).exists():
        assert time.monotonic() < deadline, Delivery.objects.values().get()
        time.sleep(0.05)
