"""Lists of the API, page by page."""

import base64

import pytest
from django.test import Client

from accounts.models import User
from notifications.services import Notice, notify_many
from tests.people import token_for

URL = "/api/v1/notifications/"


@pytest.fixture
def api(alice: User) -> Client:
    notify_many(Notice(alice.pk, f"tests.{number}") for number in range(120))
    return Client(headers={"X-Session-Token": token_for(alice)})


def test_all_of_it_once_and_in_order(api: Client) -> None:
    seen: list[int] = []
    url = URL
    while url:
        page = api.get(url).json()
        seen += [one["id"] for one in page["results"]]
        url = page["next"]
    assert len(seen) == 120
    assert seen == sorted(set(seen), reverse=True)


def test_a_page_stays_while_rows_are_added(api: Client, alice: User) -> None:
    url = api.get(URL).json()["next"]
    before = api.get(url).json()["results"]
    notify_many([Notice(alice.pk, "tests.new")])
    assert api.get(url).json()["results"] == before


def encoded(position: bytes) -> str:
    return base64.b64encode(position).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "canary",
        "ÿ",
        encoded(b"p=canary"),
        encoded(b"p=2026-01-01"),
        encoded(b"p=%00"),
        encoded(b"o=canary"),
        encoded(b"\xff"),
    ],
)
def test_a_made_up_cursor_is_a_bad_value(api: Client, cursor: str) -> None:
    answer = api.get(URL, {"cursor": cursor})
    assert answer.status_code == 400
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [("cursor", "invalid_cursor")]
    assert "canary" not in answer.content.decode()


@pytest.mark.parametrize("position", [b"p=" + b"9" * 40, b"p=-1&r=1"])
def test_a_cursor_beyond_all_rows_is_harmless(api: Client, position: bytes) -> None:
    assert api.get(URL, {"cursor": encoded(position)}).status_code == 200
