"""GET /api/v1/notifications/, POST /api/v1/notifications/read/ and their pages."""

from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from notifications.context import unread
from notifications.models import Notification
from notifications.services import mark_read, notify
from tests.people import sign_in, token_for

LIST = "/api/v1/notifications/"
READ = "/api/v1/notifications/read/"
JSON = "application/json"


@pytest.fixture
def mine(alice: User) -> list[Notification]:
    return [notify(alice.pk, "tests.fire", {"place": place}, "/fire/") for place in ("kitchen", "attic")]


@pytest.fixture
def foreign(bob: User) -> Notification:
    return notify(bob.pk, "tests.fire", {"place": "cellar"})


@pytest.fixture
def api(alice: User) -> Client:
    return Client(headers={"X-Session-Token": token_for(alice)})


def unread_of(user: User) -> set[int]:
    return set(Notification.objects.for_user(user).unread().values_list("pk", flat=True))


def test_the_list(api: Client, mine: list[Notification], foreign: Notification) -> None:
    shown = api.get(LIST, headers={"Accept-Language": "de"}).json()
    assert (shown["next"], shown["previous"], len(shown["results"])) == (None, None, 2)
    newest = shown["results"][0]
    assert newest.pop("created_at").startswith(str(timezone.now().year))
    assert newest == {
        "id": mine[1].pk,
        "code": "tests.fire",
        "severity": "critical",
        "title": "Fire: attic in de for alice@example.com",
        "text": "It burns: attic in de for alice@example.com.",
        "url": "/fire/",
        "read_at": None,
    }


def test_the_list_costs_the_same_however_long_it_is(
    alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    api = Client(headers={"X-Session-Token": token_for(alice)})
    for _ in range(2):
        for _ in range(10):
            notify(alice.pk, "tests.fire", {"place": "kitchen"})
        with django_assert_num_queries(5):  # the session twice, the person, the device, the rows
            api.get(LIST)


def test_some_are_read(
    api: Client, alice: User, bob: User, mine: list[Notification], foreign: Notification
) -> None:
    answer = api.post(READ, {"ids": [mine[0].pk, foreign.pk, 10**15]}, JSON)
    assert (answer.status_code, answer.content) == (204, b"")
    assert unread_of(alice) == {mine[1].pk}
    assert unread_of(bob) == {foreign.pk}


def test_all_are_read(
    api: Client, alice: User, bob: User, mine: list[Notification], foreign: Notification
) -> None:
    assert api.post(READ, {"all": True}, JSON).status_code == 204
    assert unread_of(alice) == set()
    assert unread_of(bob) == {foreign.pk}


def test_when_it_was_read_stays(alice: User, mine: list[Notification]) -> None:
    assert mark_read(alice, [mine[0].pk]) == 1
    first = Notification.objects.get(pk=mine[0].pk).read_at
    assert mark_read(alice) == 1
    assert Notification.objects.get(pk=mine[0].pk).read_at == first


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"all": False},
        {"ids": [1], "all": True},
        {"ids": "canary"},
        {"ids": ["canary"]},
        {"ids": [0]},
        {"ids": [2**63]},
        {"ids": [1] * 501},
        {"all": "canary"},
        [],
    ],
)
def test_bad_input(api: Client, alice: User, mine: list[Notification], body: Any) -> None:
    answer = api.post(READ, body, JSON)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert b"canary" not in answer.content
    assert len(unread_of(alice)) == 2


def test_signed_out(client: Client, db: None) -> None:
    assert client.get(LIST).status_code == client.post(READ, {"all": True}, JSON).status_code == 401
    for page in ("/notifications/", "/notifications/read/"):
        assert client.get(page).headers["Location"].startswith("/accounts/login/?next=")


def test_the_page(client: Client, alice: User, mine: list[Notification], foreign: Notification) -> None:
    page = sign_in(client, alice).get("/notifications/").content.decode()
    assert page.index("Fire: attic") < page.index("Fire: kitchen")
    assert "cellar" not in page


def test_the_page_marks_as_read(client: Client, alice: User, mine: list[Notification]) -> None:
    sign_in(client, alice)
    answer = client.post("/notifications/read/", {"ids": [mine[0].pk, "canary", "9" * 30]})
    assert answer.headers["Location"] == "/notifications/"
    assert unread_of(alice) == {mine[1].pk}
    client.post("/notifications/read/")
    assert unread_of(alice) == set()


def test_the_count_is_asked_for_only_when_shown(
    alice: User, mine: list[Notification], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = RequestFactory().get("/")
    request.user = alice
    with django_assert_num_queries(0):
        count = unread(request)["unread_notifications"]
    with django_assert_num_queries(1):
        assert (count(), count()) == (2, 2)
