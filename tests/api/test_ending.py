"""The API counts down to the end of a key as the portal does."""

from datetime import timedelta

from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from connections.findings import Passport
from tests.api.conftest import Make


def test_a_day_that_is_near(api: APIClient, alice: User, make: Make) -> None:
    at = timezone.now() + timedelta(days=5, hours=1)
    known = Passport(ip_restricted=False, expires_at=at, expires_kind="fixed").to_json()
    row = make(alice, "mexc", verdict="connected", expires_at=at, stored_passport=known)
    shown = api.get(f"/api/v1/connections/{row.pk}/").json()["ending"]
    assert shown.pop("at").startswith(f"{at:%Y-%m-%dT%H:%M}")
    assert shown.pop("text").startswith("Expires in ")
    assert shown == {"kind": "fixed", "days": 5, "is_soon": True}


def test_no_day_and_why(api: APIClient, alice: User, make: Make) -> None:
    known = Passport(ip_restricted=False).to_json()
    make(alice, "kucoin", stored_passport=known)
    [shown] = api.get("/api/v1/connections/").json()["results"]
    text = shown["ending"].pop("text")
    assert "does not say whether our checks count as use" in text
    assert shown["ending"] == {"kind": "untold", "at": None, "days": None, "is_soon": False}
