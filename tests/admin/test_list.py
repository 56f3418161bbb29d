"""The list of connections in the admin: what it shows, finds and costs."""

from typing import Any

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from connections.findings import Advice, Category, Finding, Severity
from connections.models import Connection
from tests.api.conftest import Make
from tests.people import add_second_factor, person, sign_in

URL = "/admin/connections/connection/"
pytestmark = pytest.mark.postgres  # JSON is asked differently there


def found(support: Client, **query: Any) -> set[str]:
    """Return the names that the list shows."""
    answer = support.get(URL, query)
    assert answer.status_code == 200, (answer.status_code, answer.headers.get("Location"))
    return {row.name for row in answer.context["cl"].result_list}


def test_it_shows_everybodys_connections(support: Client, alice: User, bob: User, make: Make) -> None:
    row = make(alice, name="Main", verdict="connected", checked_at=timezone.now())
    make(bob, "mexc", name="Other")
    page = support.get(URL).content.decode()
    assert all(
        text in page for text in ("alice@example.com", "Main", "KuCoin", "Connected", row.key_hint, "MEXC")
    )


def test_it_is_searched_by_address_name_and_last_four(
    support: Client, alice: User, bob: User, make: Make
) -> None:
    make(alice, name="Main", key_hint="abcd")
    make(bob, name="Savings", key_hint="wxyz")
    assert found(support, q="alice@") == {"Main"}
    assert found(support, q="saving") == {"Savings"}
    assert found(support, q="WXYZ") == {"Savings"}
    assert found(support, q="xyz") == set()


def test_it_is_filtered_by_exchange(support: Client, alice: User, make: Make) -> None:
    make(alice, "kucoin", name="One")
    make(alice, "mexc", name="Two")
    assert found(support, exchange="mexc") == {"Two"}
    assert found(support, exchange="nowhere") == set()


def test_it_is_filtered_by_the_status_that_is_shown(support: Client, alice: User, make: Make) -> None:
    now = timezone.now()
    make(alice, name="connected", verdict="connected")
    make(alice, name="paused", verdict="connected", paused_at=now)
    make(alice, name="unreachable", verdict="limited", unreachable_since=now)
    make(alice, name="quarantined", verdict="quarantined", paused_at=now)
    for status in ("connected", "paused", "unreachable", "quarantined"):
        assert found(support, status=status) == {status}
    assert found(support, status="limited") == found(support, status="nonsense") == set()


def test_it_is_filtered_by_finding_wherever_it_stands(support: Client, alice: User, make: Make) -> None:
    refused = Finding(Category.IP_NOT_ALLOWED, exchange_message='"code": "key_expired"')
    advice = Finding(Advice.NO_IP_LIST, Severity.WARNING, {"code": "bad_signature"})
    for name, findings in (("none", []), ("one", [refused]), ("two", [refused, advice])):
        make(alice, name=name, stored_findings=[finding.to_json() for finding in findings])
    assert found(support, finding="ip_not_allowed") == {"one", "two"}
    assert found(support, finding="no_ip_list") == {"two"}
    assert found(support, finding="key_expired") == found(support, finding="bad_signature") == set()
    assert found(support, finding="'; --") == set()


def test_many_cost_as_many_queries_as_few_and_touch_no_credentials(
    support: Client, alice: User, make: Make
) -> None:
    def queries(count: int) -> list[str]:
        for number in range(count):
            make(person(f"person{Connection.objects.count()}-{number}@example.com"))
        with CaptureQueriesContext(database) as seen:
            assert len(found(support)) == Connection.objects.count()
        return [query["sql"] for query in seen.captured_queries]

    few, many = queries(5), queries(40)
    assert len(few) == len(many)
    assert not any("connections_credentials" in sql for sql in many)


def test_nobody_adds_changes_or_deletes_superusers_neither(client: Client, alice: User, make: Make) -> None:
    row = make(alice, name="Main")
    boss = person("boss@example.com", is_staff=True, is_superuser=True)
    add_second_factor(boss)
    sign_in(client, boss)
    assert [client.post(f"{URL}{path}").status_code for path in ("add/", f"{row.pk}/delete/")] == [403, 403]
    assert client.post(f"{URL}{row.pk}/change/", {"name": "Mine"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    client.post(URL, chosen)
    assert Connection.objects.get().name == "Main"


def test_customers_do_not_get_in(client: Client, alice: User) -> None:
    answer = sign_in(client, alice).get(URL)
    assert answer.status_code == 302
    assert "/admin/login/" in answer.headers["Location"]
