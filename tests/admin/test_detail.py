"""The page of one connection in the admin, and what it leaves in the audit trail."""

from datetime import timedelta

import pytest
from django.contrib.admin import site
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEvent, User
from connections.findings import Category, Finding, Grant, Passport, Permission, Right
from connections.models import Check, Connection, Credentials, Day, Event, StatusChange
from tests.api.conftest import Make
from tests.connections.resolver.vague import VAGUE

EVIL = "<script>alert(1)</script>"


@pytest.fixture
def row(alice: User, make: Make) -> Connection:
    now = timezone.now()
    passport = Passport({Permission.WITHDRAW: Right(Grant.NO, "not_listed", {}, now)})
    found = Finding(Category.IP_NOT_ALLOWED, params={"ip": "198.51.100.7"}, exchange_message=EVIL)
    return make(
        alice,
        name=EVIL,
        verdict="action_required",
        stored_passport=passport.to_json(),
        stored_findings=[found.to_json()],
    )


def url(row: Connection) -> str:
    return f"/admin/connections/connection/{row.pk}/change/"


def test_it_says_what_is_wrong_and_what_the_key_can_do(support: Client, row: Connection) -> None:
    page = support.get(url(row)).content.decode()
    for text in ("alice@example.com", "Needs you", "ip_not_allowed", "198.51.100.7", row.key_hint):
        assert text in page
    assert "KuCoin lists no right to withdraw." in page
    assert "<b>A</b> 100 of 100 points" in page


def test_it_says_why_a_cause_is_thought_likely(support: Client, row: Connection) -> None:
    Connection.objects.filter(pk=row.pk).update(stored_findings=[VAGUE.to_json()])
    page = support.get(url(row)).content.decode()
    assert "Most likely: This key lacks a right." in page
    assert "<li>Our clock and that of KuCoin agree, so the time is not the cause.</li>" in page


def test_text_from_outside_is_escaped(support: Client, row: Connection) -> None:
    check = Check.objects.create(connection=row, requested_at=timezone.now())
    StatusChange.objects.create(
        connection=row, at=timezone.now(), before=EVIL[:16], after=EVIL[:16], codes=[EVIL]
    )
    Check.objects.filter(pk=check.pk).update(stored_findings=[Finding(EVIL).to_json()])
    page = support.get(url(row)).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_the_timeline_shows_the_latest_checks_and_changes(support: Client, row: Connection) -> None:
    now = timezone.now()
    for number in range(60):
        at = now - timedelta(hours=number)
        Check.objects.create(connection=row, requested_at=at, finished_at=at, duration_ms=1000 + number)
    found = [Finding(Category.KEY_EXPIRED).to_json()]
    Check.objects.filter(duration_ms=1000).update(verdict="action_required", stored_findings=found)
    StatusChange.objects.create(
        connection=row, at=now, before="connected", after="action_required", codes=["key_expired"]
    )
    answer = support.get(url(row))
    formsets = [inline.formset for inline in answer.context["inline_admin_formsets"]]
    checks, changes, events, days = ([form.instance for form in formset.forms] for formset in formsets)
    assert [check.duration_ms for check in checks] == list(range(1000, 1050))
    assert [(change.before, change.after) for change in changes] == [("connected", "action_required")]
    assert answer.content.decode().count("key_expired") == 2
    assert events == days == []


def test_events_are_told_in_words_and_days_in_numbers(support: Client, row: Connection) -> None:
    now = timezone.now()
    Event.objects.create(connection=row, at=now, code="withdraw_switched_on", is_security=True)
    Day.objects.create(connection=row, date=now.date(), fine=23, answered=20, ms_sum=1720, ms_most=977)
    page = support.get(url(row)).content.decode()
    for text in ("The right to withdraw was switched on", ">23<", ">86<", ">977<"):
        assert text in page


def test_a_long_timeline_costs_as_many_queries_as_a_short_one(
    support: Client, alice: User, row: Connection
) -> None:
    def queries(count: int) -> int:
        for _ in range(count):
            Check.objects.create(
                connection=row, requested_by=alice, requested_at=timezone.now(), finished_at=timezone.now()
            )
            Event.objects.create(connection=row, at=timezone.now(), code="withdraw_switched_on")
        with CaptureQueriesContext(database) as seen:
            support.get(url(row))
        assert not any("connections_credentials" in query["sql"] for query in seen.captured_queries)
        return len(seen)

    assert queries(2) == queries(20)


def test_every_look_is_recorded_once(support: Client, supporter: User, alice: User, row: Connection) -> None:
    support.get(url(row))
    event = AuditEvent.objects.get(action="staff.viewed")
    assert (event.actor, event.subject, event.target_id) == (supporter, alice, str(row.pk))


def test_the_page_of_the_user_leads_here(support: Client, alice: User, row: Connection) -> None:
    page = support.get(f"/admin/accounts/user/{alice.pk}/change/").content.decode()
    assert url(row) in page


def test_credentials_are_registered_nowhere(support: Client, row: Connection) -> None:
    assert not site.is_registered(Credentials)
    assert support.get("/admin/connections/credentials/").status_code == 404
    kept = Credentials.objects.get().open()
    page = support.get(url(row)).content.decode()
    assert not any(value in page for value in (kept.api_key, kept.secret, kept.passphrase, row.key_hash))


def test_an_unknown_one_leads_back_to_the_start(support: Client) -> None:
    answer = support.get("/admin/connections/connection/99999999999999999999/change/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")
