"""The audit trail: who, what, whose, when, from where."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from accounts import audit
from accounts.models import AuditEvent, User


def test_an_event(alice: User, bob: User) -> None:
    before = timezone.now()
    event = audit.record("tests.done", actor=alice, subject=bob, target=alice, answer=42)
    event.refresh_from_db()
    assert (event.actor, event.subject) == (alice, bob)
    assert (event.target_type, event.target_id, event.target_label) == (
        "accounts.user",
        str(alice.pk),
        "alice@example.com",
    )
    assert (event.params, event.ip, event.user_agent) == ({"answer": 42}, None, "")
    assert timedelta(0) <= event.at - before < timedelta(seconds=5)


def test_the_platform_itself(alice: User) -> None:
    event = audit.record("tests.done", actor=None, subject=alice)
    assert (event.actor, event.actor_label) == (None, "")


def test_from_where_without_passing_the_request(alice: User) -> None:
    request = RequestFactory().get(
        "/", REMOTE_ADDR="198.51.100.7", HTTP_USER_AGENT="Phone\u202e " + "x" * 300
    )
    with audit.coming_from(request):
        inside = audit.record("tests.inside", actor=alice, subject=alice)
    outside = audit.record("tests.outside", actor=alice, subject=alice)
    assert (inside.ip, inside.user_agent[:7], len(inside.user_agent)) == ("198.51.100.7", "Phone x", 200)
    assert (outside.ip, outside.user_agent) == (None, "")
    assert audit.record("tests.given", actor=None, subject=alice, request=request).ip == "198.51.100.7"


@pytest.mark.parametrize(("count", "ip"), [(0, "198.51.100.7"), (1, "203.0.113.9")])
def test_only_our_own_proxy_is_believed(alice: User, settings: Settings, count: int, ip: str) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = count
    claimed = {"HTTP_X_FORWARDED_FOR": "192.0.2.1, 203.0.113.9", "REMOTE_ADDR": "198.51.100.7"}
    request = RequestFactory().get("/", **claimed)  # type: ignore[arg-type]
    assert audit.record("tests.done", actor=None, subject=alice, request=request).ip == ip


def test_the_trail_stays_when_people_go(alice: User, bob: User) -> None:
    audit.record("tests.done", actor=alice, subject=bob)
    alice.delete()
    bob.delete()
    event = AuditEvent.objects.get()
    assert (event.actor, event.subject) == (None, None)
    assert (event.actor_label, event.subject_label) == ("alice@example.com", "bob@example.com")


def test_reading_newest_first_needs_no_sorting(alice: User) -> None:
    AuditEvent.objects.bulk_create(AuditEvent(action=f"tests.{n}", subject=alice) for n in range(20))
    mine = AuditEvent.objects.filter(subject=alice)
    assert mine[0].action == "tests.19"
    if connection.vendor == "sqlite":
        with CaptureQueriesContext(connection):
            plan = mine.explain()
        assert "audit_by_subject" in plan
        assert "TEMP B-TREE" not in plan
