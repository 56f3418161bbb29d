"""GET /api/v1/connections/"""

from base64 import b64encode

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from connections.findings import Advice, Category, Finding, Severity
from connections.models import Check
from tests.api.conftest import Make

URL = "/api/v1/connections/"
pytestmark = pytest.mark.postgres  # its numbers end elsewhere


def test_it_shows_mine_the_newest_first(api: APIClient, alice: User, bob: User, make: Make) -> None:
    mine = [make(alice).pk, make(alice, "mexc").pk]
    make(bob)
    answer = api.get(URL)
    assert answer.status_code == 200
    assert [shown["id"] for shown in answer.json()["results"]] == mine[::-1]
    assert (answer.json()["next"], answer.json()["previous"]) == (None, None)


def test_pages_follow_one_another(api: APIClient, alice: User, make: Make) -> None:
    mine = [make(alice).pk for _ in range(55)]
    first = api.get(URL).json()
    second = api.get(first["next"]).json()
    assert [len(page["results"]) for page in (first, second)] == [50, 5]
    assert [shown["id"] for page in (first, second) for shown in page["results"]] == mine[::-1]
    assert api.get(second["previous"]).json()["results"] == first["results"]


def test_many_cost_as_many_queries_as_few_and_touch_no_credentials(
    api: APIClient, alice: User, make: Make
) -> None:
    def queries(count: int) -> list[str]:
        for _ in range(count):
            row = make(alice)
            row.findings = [
                Finding(Category.IP_NOT_ALLOWED, params={"ip": "198.51.100.7"}),
                Finding(Advice.NO_IP_LIST, Severity.WARNING),
            ]
            row.save()
            Check.objects.create(connection=row, requested_at=timezone.now())
        with CaptureQueriesContext(database) as seen:
            assert len(api.get(URL).json()["results"]) == min(50, alice.connections.count())
        return [query["sql"] for query in seen.captured_queries]

    few, many = queries(5), queries(45)
    assert len(few) == len(many)
    assert not any("connections_credentials" in sql for sql in many)


@pytest.mark.parametrize(
    "made_up", ["x", "ÿ", b"p=abc", b"p=%00", b"p=1.5", b"o=-1", b"r=1&p=" + b"9" * 5000]
)
def test_a_made_up_cursor_is_a_bad_value(api: APIClient, made_up: str | bytes) -> None:
    cursor = b64encode(made_up).decode() if isinstance(made_up, bytes) else made_up
    answer = api.get(URL, {"cursor": cursor})
    assert answer.status_code == 400, answer.content
    assert answer.json()["errors"][0]["field"] == "cursor"


def test_logged_out(nobody: APIClient) -> None:
    assert nobody.get(URL).status_code == 401
