"""The action "check again" of the admin."""

import pytest
import redis
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import AuditEvent, User
from connections.models import Check, Connection
from tests.api.conftest import Make
from tests.people import add_second_factor, person, sign_in

LIST = "/admin/connections/connection/"


@pytest.fixture
def row(alice: User, make: Make) -> Connection:
    return make(alice)


def button(row: Connection) -> str:
    return f"{LIST}{row.pk}/check/"


def test_it_asks_in_the_name_of_the_supporter(
    support: Client,
    supporter: User,
    alice: User,
    row: Connection,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = support.post(LIST, {"action": "check_again", "_selected_action": [row.pk]}, follow=True)
    assert "1 check was asked for." in answer.content.decode()
    assert Check.objects.get().requested_by == supporter
    event = AuditEvent.objects.get(action="staff.asked_for_check")
    assert (event.actor, event.subject, event.target_id) == (supporter, alice, str(row.pk))
    with redis.Redis.from_url(settings.REDIS_URL) as queue:
        assert queue.llen("people") == 1


def test_the_button_on_the_page_does_the_same_and_twice_is_one_check(
    support: Client, row: Connection
) -> None:
    assert f'action="{button(row)}"' in support.get(f"{LIST}{row.pk}/change/").content.decode()
    answers = [support.post(button(row)) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [f"{LIST}{row.pk}/change/"] * 2
    assert Check.objects.count() == 1


def test_without_a_key_it_says_so(support: Client, row: Connection) -> None:
    Connection.objects.filter(pk=row.pk).update(credentials_destroyed_at=timezone.now())
    answer = support.post(button(row), follow=True)
    assert "1 connection has no key any more." in answer.content.decode()
    assert not Check.objects.exists()
    assert button(row) not in answer.content.decode()


def test_looking_is_not_asking(support: Client, row: Connection) -> None:
    assert support.get(button(row)).status_code == 405
    assert not Check.objects.exists()


def test_unknown_is_404(support: Client) -> None:
    assert support.post(f"{LIST}999999/check/").status_code == 404


def test_staff_who_may_not_see_connections_may_not_ask(client: Client, row: Connection) -> None:
    clerk = person("clerk@example.com", is_staff=True)
    add_second_factor(clerk)
    assert sign_in(client, clerk).post(button(row)).status_code == 403
    assert not Check.objects.exists()


def test_customers_and_staff_with_one_factor_may_not_ask(
    client: Client, alice: User, row: Connection
) -> None:
    for user in (alice, person("new@example.com", is_staff=True, is_superuser=True)):
        answer = sign_in(client, user).post(button(row))
        assert answer.status_code == 302
        assert "/admin/login/" in answer.headers["Location"]
        client.logout()
    assert not Check.objects.exists()
