from django.test import Client

from accounts.models import AuditEvent, User
from connections.models import Check, Connection, Credentials
from tests.portal.conftest import Make


def test_names_what_will_be_lost_first(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, name="Farewell", is_in_use=True)
    Check.objects.create(connection=row, requested_at=row.created_at, finished_at=row.created_at)
    page = portal.get(f"/connections/{row.pk}/disconnect/").content.decode()
    assert "Disconnect Farewell?" in page
    assert f"…{row.key_hint}" in page
    assert "its history: 1 check" in page
    assert "the strategies that run on it" in page
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
