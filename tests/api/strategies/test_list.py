"""GET /api/v1/strategies/"""

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from connections.models import Check
from strategies.reasons import Reason
from tests.api.conftest import Make
from tests.api.strategies.conftest import URL, Draw

pytestmark = pytest.mark.postgres


def test_it_shows_mine_the_newest_first(api: APIClient, alice: User, bob: User, draw: Draw) -> None:
    mine = [draw(alice).pk, draw(alice).pk]
    draw(bob)
    answer = api.get(URL)
    assert answer.status_code == 200
    assert [shown["id"] for shown in answer.json()["results"]] == mine[::-1]


def test_pages_follow_one_another(api: APIClient, alice: User, able: Make, draw: Draw) -> None:
    on = able(alice)
    mine = [draw(alice, on).pk for _ in range(55)]
    first = api.get(URL).json()
    second = api.get(first["next"]).json()
    assert [shown["id"] for page in (first, second) for shown in page["results"]] == mine[::-1]


def test_archived_ones_only_when_asked_for(api: APIClient, alice: User, draw: Draw) -> None:
    kept, gone = draw(alice, state="enabled"), draw(alice, state="archived")
    assert found(api) == {kept.pk}
    assert found(api, state="archived") == {gone.pk}
    assert found(api, state="draft") == set()


def test_it_is_filtered_by_connection(api: APIClient, alice: User, bob: User, able: Make, draw: Draw) -> None:
    one, other = able(alice), able(alice, "mexc")
    mine = draw(alice, one)
    draw(alice, other)
    theirs = draw(bob)
    assert found(api, connection=one.pk) == {mine.pk}
    assert found(api, connection=one.pk, state="enabled") == set()
    assert found(api, connection=theirs.connection_id) == set()


@pytest.mark.parametrize(
    "query",
    [
        {"state": "running"},
        {"state": ""},
        {"state": "draft\x00"},
        {"connection": "1\x00"},
        {"connection": "x"},
        {"connection": "0"},
        {"connection": str(2**63)},
    ],
)
def test_what_cannot_be_asked_for_is_a_bad_value(api: APIClient, query: dict[str, str]) -> None:
    answer = api.get(URL, query)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == list(query)


def test_many_cost_as_many_queries_as_few(api: APIClient, alice: User, able: Make, draw: Draw) -> None:
    def queries(count: int) -> list[str]:
        for _ in range(count):
            on = able(alice)
            Check.objects.create(connection=on, requested_at=timezone.now())
            reasons = [Reason("quarantined").to_json()]
            draw(alice, on, enable_requested_at=timezone.now(), stored_reasons=reasons)
        with CaptureQueriesContext(database) as seen:
            assert all(shown["check"] for shown in api.get(URL).json()["results"])
        return [query["sql"] for query in seen.captured_queries]

    few, many = queries(5), queries(45)
    assert len(few) == len(many)
    assert not any("connections_credentials" in sql for sql in many)


def test_logged_out(nobody: APIClient) -> None:
    assert nobody.get(URL).status_code == 401


def found(api: APIClient, **query: str | int | None) -> set[int]:
    answer = api.get(URL, {name: str(value) for name, value in query.items()})
    assert answer.status_code == 200, answer.content
    return {shown["id"] for shown in answer.json()["results"]}
