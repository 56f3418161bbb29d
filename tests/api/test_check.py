"""POST and GET /api/v1/connections/{id}/checks/, GET /api/v1/checks/{id}/"""

from datetime import timedelta

import pytest
import redis
from django.conf import settings
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from rest_framework.test import APIClient

from accounts.models import User
from connections.findings import Category, Finding
from connections.models import Check, Connection
from tests.api.conftest import Make


@pytest.fixture
def row(alice: User, make: Make) -> Connection:
    return make(alice)


def url(row: Connection) -> str:
    return f"/api/v1/connections/{row.pk}/checks/"


def test_it_is_queued(api: APIClient, alice: User, row: Connection) -> None:
    answer = api.post(url(row))
    check = Check.objects.get()
    assert (answer.status_code, check.requested_by) == (202, alice)
    assert answer.headers["Location"] == f"http://testserver/api/v1/checks/{check.pk}/"
    assert answer.json() == api.get(answer.headers["Location"]).json()
    assert answer.json()["state"] == "queued"


def test_asking_twice_is_one_check(
    api: APIClient, row: Connection, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answers = [api.post(url(row)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    with redis.Redis.from_url(settings.REDIS_URL) as queue:
        assert queue.llen("people") == 1


def test_without_credentials_there_is_nothing_to_check(api: APIClient, row: Connection) -> None:
    Connection.objects.filter(pk=row.pk).update(credentials_destroyed_at=timezone.now())
    answer = api.post(url(row))
    assert (answer.status_code, answer.json()["code"]) == (409, "credentials_destroyed")
    assert not Check.objects.exists()


def test_its_state_can_be_followed(api: APIClient, row: Connection) -> None:
    now = timezone.now()
    check = Check.objects.create(connection=row, requested_at=now)
    where, states = f"/api/v1/checks/{check.pk}/", []
    for changes in (
        {},
        {"started_at": now},
        {"finished_at": now, "duration_ms": 212, "verdict": "action_required"},
    ):
        Check.objects.filter(pk=check.pk).update(**changes)
        states.append(api.get(where).json()["state"])
    assert states == ["queued", "running", "done"]
    Check.objects.filter(pk=check.pk).update(stored_findings=[Finding(Category.KEY_EXPIRED).to_json()])
    shown = api.get(where).json()
    assert (shown["verdict"], shown["duration_ms"]) == ("action_required", 212)
    assert [finding["code"] for finding in shown["findings"]] == ["key_expired"]
    assert all(shown["findings"][0][part] for part in ("title", "cause", "fix"))


def test_a_check_that_judged_nothing_has_no_verdict(api: APIClient, row: Connection) -> None:
    check = Check.objects.create(connection=row, requested_at=timezone.now(), finished_at=timezone.now())
    assert api.get(f"/api/v1/checks/{check.pk}/").json()["verdict"] is None


def test_earlier_ones_are_listed_the_newest_first(api: APIClient, row: Connection) -> None:
    now = timezone.now()
    made = [
        Check.objects.create(connection=row, requested_at=now - timedelta(days=days), finished_at=now)
        for days in (2, 1)
    ]
    assert [shown["id"] for shown in api.get(url(row)).json()["results"]] == [made[1].pk, made[0].pk]


def test_not_mine_is_404(api: APIClient, bob: User, make: Make) -> None:
    theirs = make(bob)
    check = Check.objects.create(connection=theirs, requested_at=timezone.now(), finished_at=timezone.now())
    answers = [api.post(url(theirs)), api.get(url(theirs)), api.get(f"/api/v1/checks/{check.pk}/")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert Check.objects.count() == 1


def test_logged_out(nobody: APIClient, row: Connection) -> None:
    check = Check.objects.create(connection=row, requested_at=timezone.now())
    answers = [nobody.post(url(row)), nobody.get(url(row)), nobody.get(f"/api/v1/checks/{check.pk}/")]
    assert [answer.status_code for answer in answers] == [401, 401, 401]
