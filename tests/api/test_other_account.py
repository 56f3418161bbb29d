"""POST and DELETE /api/v1/connections/{id}/candidate/"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from connections.models import Connection, Credentials, Role
from sandbox.keys import Key
from tests.api.conftest import Make, body_of

NewKey = Callable[..., Key]


@pytest.fixture
def row(api: APIClient, alice: User, make: Make, key: NewKey) -> Connection:
    """Return a connection whose new key works, at another account."""
    row = make(alice)
    assert api.put(url(row, "credentials"), body_of(key())["credentials"]).status_code == 202
    return held(row)


def held(row: Connection) -> Connection:
    now = timezone.now()
    row.checks.update(started_at=now, finished_at=now)
    row.credentials.filter(role=Role.CANDIDATE).update(held_at=now)
    told = {"asked_at": now.isoformat(), "ends_at": (now + timedelta(minutes=15)).isoformat()}
    row.account_question = {"hint": "wxyz", "was": "11115678", "now": "22221234", **told}
    row.check_requested_at = None
    row.save()
    return row


def url(row: Connection, what: str = "candidate") -> str:
    return f"/api/v1/connections/{row.pk}/{what}/"


def test_the_connection_says_that_an_answer_is_awaited(api: APIClient, row: Connection) -> None:
    shown = api.get(f"/api/v1/connections/{row.pk}/").json()["account_question"]
    assert (shown["key_hint"], shown["was"], shown["now"]) == ("wxyz", "11115678", "22221234")
    assert shown["title"] == "This key belongs to another account. Use it anyway?"
    assert "account …1234 instead of …5678" in shown["text"]
    assert shown["asked_at"] < shown["ends_at"]
    assert {shown[name][-1] for name in ("asked_at", "ends_at")} == {"Z"}
    assert api.get("/api/v1/connections/").json()["results"][0]["account_question"] == shown


def test_a_yes_is_a_check_of_the_new_key(api: APIClient, row: Connection) -> None:
    answer = api.post(url(row))
    assert answer.status_code == 202, answer.content
    assert (answer.json()["role"], answer.json()["state"]) == ("candidate", "queued")
    assert answer.headers["Location"].endswith(f"/api/v1/checks/{answer.json()['id']}/")
    assert api.get(f"/api/v1/connections/{row.pk}/").json()["account_question"] is None
    kept = Credentials.objects.get(connection=row, role=Role.CANDIDATE)
    assert kept.may_be_other_account


def test_a_no_destroys_it(api: APIClient, row: Connection) -> None:
    assert api.delete(url(row)).status_code == 204
    assert row.credentials.get().role == Role.ACTIVE


@pytest.mark.parametrize("method", ["post", "delete"])
def test_without_a_question_there_is_nothing_to_answer(api: APIClient, row: Connection, method: str) -> None:
    assert api.delete(url(row)).status_code == 204
    answer = getattr(api, method)(url(row))
    assert (answer.status_code, answer.json()["code"]) == (409, "nothing_held")


@pytest.mark.usefixtures("long_ago")
def test_a_yes_needs_a_recent_confirmation_and_a_no_does_not(
    api: APIClient, alice: User, make: Make, key: NewKey
) -> None:
    row = make(alice)
    Credentials.objects.filter(connection=row).update(role=Role.CANDIDATE)
    held(row)
    answer = api.post(url(row))
    assert (answer.status_code, answer.json()["code"]) == (403, "reauthentication_required")
    assert api.delete(url(row)).status_code == 204


def test_it_can_be_said_beforehand(api: APIClient, alice: User, make: Make, key: NewKey) -> None:
    row, mine = make(alice), body_of(key())["credentials"]
    assert (
        api.put(url(row, "credentials"), {"credentials": mine, "different_account": "x"}).status_code == 400
    )
    assert (
        api.put(url(row, "credentials"), {"credentials": mine, "different_account": True}).status_code == 202
    )
    assert row.credentials.get(role=Role.CANDIDATE).may_be_other_account


def test_not_mine_is_404(api: APIClient, bob: User, make: Make) -> None:
    theirs = held(make(bob))
    assert api.post(url(theirs)).status_code == api.delete(url(theirs)).status_code == 404
    theirs.refresh_from_db()
    assert theirs.account_question is not None


def test_logged_out(nobody: APIClient, row: Connection) -> None:
    assert nobody.post(url(row)).status_code == nobody.delete(url(row)).status_code == 401
