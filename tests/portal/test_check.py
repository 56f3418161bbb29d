import time
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import User
from backfuture.dev.child import Child
from backfuture.dev.ready import wait_for_port
from connections import checking
from tests.portal.conftest import Make


def test_asks_once_however_often_it_is_clicked(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, verdict="connected")
    for _ in range(2):
        assert portal.post(f"/connections/{row.pk}/check/").headers["Location"] == f"/connections/{row.pk}/"
    assert row.checks.count() == 1
    assert "Checking the key" in portal.get(f"/connections/{row.pk}/").content.decode()


def test_a_destroyed_key_cannot_be_checked(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, verdict="quarantined", credentials_destroyed_at=timezone.now())
    page = portal.post(f"/connections/{row.pk}/check/", follow=True).content.decode()
    assert "The key of this connection was destroyed" in page
    assert not row.checks.exists()


def test_looking_is_not_asking(portal: Client, alice: User, make: Make) -> None:
    row = make(alice)
    assert portal.get(f"/connections/{row.pk}/check/").status_code == 405
    assert not row.checks.exists()


@pytest.mark.django_db(transaction=True)
def test_a_click_is_answered_while_the_queue_is_away(
    portal: Client, alice: User, make: Make, redis_process: Child
) -> None:
    row = make(alice, verdict="connected")
    redis_process.stop()
    try:
        started = time.monotonic()
        assert portal.post(f"/connections/{row.pk}/check/").status_code == 302
        assert "Checking the key" in portal.get(f"/connections/{row.pk}/").content.decode()
        assert time.monotonic() - started < 5
    finally:
        redis_process.start()
        wait_for_port(urlsplit(settings.REDIS_URL).port or 0, check=redis_process.check_alive)
    assert checking.due_ids() == [row.pk], "the sweep finds it when the queue is back"
