from django.test import Client

from accounts.models import User
from tests.portal.conftest import Make


def test_pauses_and_says_so(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, verdict="connected")
    page = portal.post(f"/connections/{row.pk}/pause/", follow=True).content.decode()
    row.refresh_from_db()
    assert row.status == "paused"
    assert "Paused by you" in page
    assert ">Resume</button>" in page


def test_resuming_looks_at_the_key_again(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, verdict="connected")
    portal.post(f"/connections/{row.pk}/pause/")
    portal.post(f"/connections/{row.pk}/resume/")
    row.refresh_from_db()
    assert row.paused_at is None
    assert row.is_checking
