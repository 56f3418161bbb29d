"""GET and PATCH /api/v1/me/"""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests.people import HEADLESS, PASSWORD, person, sign_in, token_for

URL = "/api/v1/me/"
JSON = "application/json"


@pytest.fixture
def api(alice: User) -> Client:
    return Client(headers={"X-Session-Token": token_for(alice)})


def test_it_says_who_is_signed_in(api: Client, alice: User) -> None:
    assert api.get(URL).json() == {
        "email": "alice@example.com",
        "language": "",
        "time_zone": "UTC",
        "is_email_verified": True,
        "has_second_factor": False,
        "date_joined": alice.date_joined.isoformat().replace("+00:00", "Z"),
    }


def test_language_and_time_zone_can_be_changed(api: Client, alice: User) -> None:
    answer = api.patch(URL, {"language": "hr", "time_zone": "Europe/Zagreb"}, JSON)
    assert (answer.status_code, answer.json()["time_zone"]) == (200, "Europe/Zagreb")
    alice.refresh_from_db()
    assert (alice.language, alice.time_zone) == ("hr", "Europe/Zagreb")


def test_the_rest_cannot(api: Client, alice: User) -> None:
    body = {"email": "eve@example.com", "is_staff": True, "is_email_verified": False}
    assert api.patch(URL, body, JSON).json()["email"] == alice.email
    alice.refresh_from_db()
    assert (alice.email, alice.is_staff) == ("alice@example.com", False)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"language": "canary"}, "language"),
        ({"language": None}, "language"),
        ({"language": ["canary"]}, "language"),
        ({"time_zone": "canary"}, "time_zone"),
        ({"time_zone": ""}, "time_zone"),
        ({"time_zone": "canary" * 100}, "time_zone"),
        ({"time_zone": "../canary"}, "time_zone"),
        ({"time_zone": "canary\x00"}, "time_zone"),
        (["canary"], ""),
    ],
)
def test_bad_input_names_the_field_and_repeats_nothing(api: Client, body: Any, field: str) -> None:
    answer = api.patch(URL, body, JSON)
    problem = answer.json()
    assert (answer.status_code, problem["code"], problem["status"]) == (400, "invalid", 400)
    assert {one["field"] for one in problem["errors"]} == {field}
    assert all(one["code"] and one["detail"] for one in problem["errors"])
    assert b"canary" not in answer.content


def test_what_is_no_json_is_said_so(api: Client) -> None:
    answer = api.patch(URL, '{"language": "canary', JSON)
    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")
    assert b"canary" not in answer.content


def test_without_signing_in(client: Client) -> None:
    for headers in ({}, {"X-Session-Token": "canary"}):
        answer = client.get(URL, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "X-Session-Token"
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert b"canary" not in answer.content


def test_a_browser_needs_its_csrf_token(alice: User) -> None:
    client = sign_in(Client(enforce_csrf_checks=False), alice)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert strict.get(URL).status_code == 200
    answer = strict.patch(URL, {"language": "de"}, JSON)
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")
    strict.get("/profile/")
    token = strict.cookies["csrftoken"].value
    answer = strict.patch(URL, {"language": "de"}, JSON, headers={"X-CSRFToken": token})
    assert answer.status_code == 200


def test_a_token_needs_none(alice: User) -> None:
    api = Client(enforce_csrf_checks=True, headers={"X-Session-Token": token_for(alice)})
    assert api.patch(URL, {"language": "de"}, JSON).status_code == 200


@pytest.mark.django_db
def test_who_has_not_finished_signing_in_is_told_to(client: Client) -> None:
    person("late@example.com", is_verified=False)
    body = {"email": "late@example.com", "password": PASSWORD}
    token = client.post(f"{HEADLESS}/auth/login", body, JSON).json()["meta"]["session_token"]
    answer = client.get(URL, headers={"X-Session-Token": token})
    assert answer.status_code == 401
    assert "Finish signing in" in answer.json()["detail"]


def test_no_cache_keeps_an_answer(api: Client) -> None:
    assert api.get(URL).headers["Cache-Control"] == "no-store"
