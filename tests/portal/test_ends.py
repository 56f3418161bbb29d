"""The end of a key, counted down in the list and told once on its page."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from accounts.models import User
from connections.findings import Finding, Passport, Severity
from connections.models import Connection
from tests.portal.conftest import Make


def ends_in(make: Make, user: User, days: float, *, is_found: bool) -> Connection:
    at = timezone.now() + timedelta(days=days, hours=1)
    soon = Finding("expires_soon", Severity.WARNING, {"days": 5, "at": at.isoformat()})
    known = Passport(ip_restricted=False, expires_at=at, expires_kind="fixed")
    findings = [soon] if is_found else []
    fields = {"expires_at": at, "stored_passport": known.to_json(), "findings": findings}
    return make(user, "mexc", verdict="connected", **fields)


def test_the_list_counts_down_in_amber_when_it_is_near(portal: Client, alice: User, make: Make) -> None:
    ends_in(make, alice, 40, is_found=False)
    ends_in(make, alice, 5, is_found=True)
    page = portal.get("/connections/").content.decode()
    assert "<p>Expires in 40 days (" in page
    assert '<p class="soon">Expires in 5 days (' in page
    assert "This key expires on" not in page, "the countdown says it"


def test_the_page_tells_it_once_whoever_found_it(portal: Client, alice: User, make: Make) -> None:
    for is_found in (True, False):
        row = ends_in(make, alice, 5, is_found=is_found)
        page = portal.get(f"/connections/{row.pk}/").content.decode()
        assert page.count("This key expires on") == 1
        assert "All is well" not in page


def test_an_end_far_off_is_a_fact_and_no_advice(portal: Client, alice: User, make: Make) -> None:
    row = ends_in(make, alice, 40, is_found=False)
    page = portal.get(f"/connections/{row.pk}/").content.decode()
    assert "This key expires on" not in page
    assert "<dt>Expires</dt><dd>Expires in 40 days (" in page.replace("\n  ", "")


def test_where_nobody_knows_it_says_why(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, "kucoin", stored_passport=Passport(ip_restricted=False).to_json())
    page = portal.get(f"/connections/{row.pk}/").content.decode()
    assert "KuCoin does not say whether our checks count as use." in page


def test_the_list_reads_in_arabic(portal: Client, alice: User, make: Make) -> None:
    ends_in(make, alice, 5, is_found=False)
    page = portal.get("/connections/", headers={"Accept-Language": "ar"}).content.decode()
    assert 'dir="rtl"' in page
    assert 'class="soon"' in page
