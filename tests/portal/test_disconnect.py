from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEvent, User
from connections.models import Check, Connection, Credentials
from tests.connections.dependants import running
from tests.portal.conftest import Make


def test_names_what_will_be_lost_first(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, name="Farewell")
    Check.objects.create(connection=row, requested_at=row.created_at, finished_at=row.created_at)
    page = portal.get(f"/connections/{row.pk}/disconnect/").content.decode()
    assert "Disconnect Farewell?" in page
    assert f"…{row.key_hint}" in page
    assert "its history: 1 check" in page
    assert "archived" not in page
    assert Connection.objects.exists()


def test_destroys_the_key_and_leaves_a_trace(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, name="Farewell")
    page = portal.post(f"/connections/{row.pk}/disconnect/", follow=True).content.decode()
    assert "Farewell is disconnected" in page
    assert not Credentials.objects.exists()
    assert AuditEvent.objects.filter(action="connection.disconnected", subject=alice).count() == 1


def test_asks_for_the_password_first(portal: Client, alice: User, make: Make, long_ago: None) -> None:
    row = make(alice)
    answer = portal.post(f"/connections/{row.pk}/disconnect/")
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert Connection.objects.exists()


def test_names_what_runs_on_it_and_what_becomes_of_it(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, name="Farewell")
    with running("Calm", "<Bold>"):
        page = portal.get(f"/connections/{row.pk}/disconnect/").content.decode()
    assert "2 strategies run on it. They will be archived and cannot be enabled again:" in page
    assert '<b dir="auto">Calm</b>' in page
    assert '<b dir="auto">&lt;Bold&gt;</b>' in page
    assert "Open positions and orders of these strategies stay at KuCoin as they are" in page
    assert "Archive and disconnect" in page


def test_posting_what_was_listed_disconnects(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, name="Farewell")
    with running("Calm", "Bold"):
        answer = portal.post(f"/connections/{row.pk}/disconnect/", {"agreed": ["Calm", "Bold"]})
    assert answer.status_code == 302
    assert not Connection.objects.exists()


def test_what_started_meanwhile_is_asked_about_first(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, name="Farewell")
    with running("Calm") as names:
        names.append("Started just now")
        answer = portal.post(f"/connections/{row.pk}/disconnect/", {"agreed": ["Calm"]})
    assert answer.status_code == 409
    assert '<b dir="auto">Started just now</b>' in answer.content.decode()
    assert Connection.objects.exists()
    with running("Calm"):
        assert portal.post(f"/connections/{row.pk}/disconnect/").status_code == 409


def test_what_stopped_meanwhile_is_no_obstacle(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, name="Farewell")
    answer = portal.post(f"/connections/{row.pk}/disconnect/", {"agreed": ["Calm"]})
    assert answer.status_code == 302


def test_the_number_of_queries_does_not_grow(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, name="Farewell")

    def spent(*names: str) -> int:
        with running(*names), CaptureQueriesContext(connection) as queries:
            portal.get(f"/connections/{row.pk}/disconnect/")
        return len(queries)

    spent()
    assert spent("one") == spent(*(f"number {number}" for number in range(20)))
