"""GET /api/v1/connections/{id}/"""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from connections.findings import Advice, Category, Finding, Grant, Passport, Permission, Right, Severity
from connections.models import Check, Connection
from tests.api.conftest import Make

SEEN_AT = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
pytestmark = pytest.mark.postgres  # its numbers end elsewhere


@pytest.fixture
def row(alice: User, make: Make) -> Connection:
    rights = {
        Permission.READ: Right(Grant.YES, "listed", {"token": "General"}, SEEN_AT),
        Permission.WITHDRAW: Right(Grant.NO, "not_listed", {}, SEEN_AT),
    }
    passport = Passport(
        rights, True, ("203.0.113.24",), SEEN_AT + timedelta(days=3), "fixed", SEEN_AT, "active", "77"
    )
    fields = {
        "verdict": "action_required",
        "checked_at": SEEN_AT,
        "balances": {"spot": {"USDT": "12.50"}},
        "balances_at": SEEN_AT,
        "stored_passport": passport.to_json(),
    }
    row = make(alice, name="Main", **fields)
    row.findings = [
        Finding(
            Category.IP_NOT_ALLOWED, params={"ip": "198.51.100.7"}, exchange_message="<b>who are you</b>"
        ),
        Finding(Advice.EXPIRES_SOON, Severity.WARNING, {"days": 3, "at": SEEN_AT.isoformat()}),
    ]
    row.save()
    return row


_JUDGED = ("balances", "balances_at", "passport", "ending", "security", "findings")


def url(row: Connection) -> str:
    return f"/api/v1/connections/{row.pk}/"


def test_it_shows_everything_but_the_credentials(api: APIClient, row: Connection) -> None:
    shown = api.get(url(row)).json()
    names = "id exchange site name key_hint key_kind is_made_here egress markets verdict"
    names += " status status_label is_checking check outage account_question"
    assert set(shown) == {*names.split(), "checked_at", "next_check_at", *_JUDGED}
    assert shown["status_label"] == "Needs you"
    assert shown["checked_at"] == "2026-11-20T18:00:00Z"
    assert shown["balances"] == {"spot": {"USDT": "12.50"}}
    assert (shown["is_checking"], shown["check"]) == (False, None)


def test_the_grade_says_how_to_win_back_each_lost_point(api: APIClient, row: Connection) -> None:
    security = api.get(url(row)).json()["security"]
    assert (security["grade"], security["points"]) == ("A", 95)
    [loss] = security["losses"]
    assert (loss["code"], loss["points"]) == ("expires_soon", 5)
    assert loss["fix"].startswith("Create a new key in API Management in time")
    assert "KuCoin does not tell whether the key may trade on margin." in security["unread"]


def test_a_key_nobody_has_read_has_no_grade(api: APIClient, alice: User, make: Make) -> None:
    assert api.get(url(make(alice))).json()["security"] is None


def test_the_passport_has_every_permission_with_its_evidence(api: APIClient, row: Connection) -> None:
    passport = api.get(url(row)).json()["passport"]
    assert set(passport["permissions"]) == {str(permission) for permission in Permission}
    assert passport["permissions"]["read"] == {
        "value": "yes",
        "evidence": "KuCoin lists the right General.",
        "at": "2026-11-20T18:00:00Z",
    }
    assert passport["permissions"]["withdraw"]["value"] == "no"
    assert passport["permissions"]["spot_trade"] == {
        "value": "unknown",
        "evidence": "KuCoin does not say.",
        "at": None,
    }
    del passport["permissions"]
    assert passport == {
        "ip_restricted": True,
        "ip_list": ["203.0.113.24"],
        "expires_at": "2026-11-23T18:00:00Z",
        "expires_kind": "fixed",
        "key_status": "active",
        "uid": "77",
        "is_sub_account": None,
        "symbol_whitelist": None,
        "created_at": "2026-11-20T18:00:00Z",
    }


def test_nothing_is_claimed_of_a_key_that_nobody_has_looked_at(
    api: APIClient, alice: User, make: Make
) -> None:
    permissions = api.get(url(make(alice))).json()["passport"]["permissions"]
    assert all(right == {"value": "unknown", "evidence": "", "at": None} for right in permissions.values())


def test_findings_are_worded_and_keep_the_exchanges_own_words(api: APIClient, row: Connection) -> None:
    refused, expiring = api.get(url(row)).json()["findings"]
    assert (refused["code"], refused["severity"]) == ("ip_not_allowed", "error")
    assert refused["params"] == {"ip": "198.51.100.7"}
    assert refused["exchange_message"] == "<b>who are you</b>"
    assert all(refused[part] and "<" not in refused[part] for part in ("title", "cause", "fix"))
    assert (expiring["code"], expiring["severity"], expiring["params"]["days"]) == (
        "expires_soon",
        "warning",
        3,
    )


def test_times_are_utc_whatever_zone_the_person_chose(api: APIClient, alice: User, row: Connection) -> None:
    User.objects.filter(pk=alice.pk).update(time_zone="Asia/Tokyo")
    assert api.get(url(row)).json()["checked_at"] == "2026-11-20T18:00:00Z"


def test_the_check_that_somebody_waits_for_is_named(api: APIClient, row: Connection) -> None:
    check = Check.objects.create(connection=row, requested_at=timezone.now())
    assert api.get(url(row)).json()["check"].endswith(f"/api/v1/checks/{check.pk}/")


@pytest.mark.parametrize(
    "pk", ["0", "999999", "9223372036854775808", "9" * 400, "9" * 5000, "-1", "1.5", "abc", "%00"]
)
def test_what_nobody_has_is_404(api: APIClient, pk: str) -> None:
    answer = api.get(f"/api/v1/connections/{pk}/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["code"] == "not_found"


def test_not_mine_is_404(api: APIClient, bob: User, make: Make) -> None:
    theirs, none = api.get(url(make(bob))), api.get("/api/v1/connections/999999/")
    assert theirs.status_code == 404
    assert theirs.content == none.content


def test_logged_out(nobody: APIClient, row: Connection) -> None:
    assert nobody.get(url(row)).status_code == 401


@pytest.mark.parametrize(("kind", "lost"), [("hmac", ["shared_secret"]), ("ed25519", []), ("rsa", [])])
def test_a_shared_secret_costs_points_where_the_exchange_takes_a_key_pair(
    api: APIClient, alice: User, make: Make, kind: str, lost: list[str]
) -> None:
    known = Passport({Permission.WITHDRAW: Right(Grant.NO, "not_listed", {}, SEEN_AT)}, True, created_at=None)
    row = make(alice, "binance", key_kind=kind, stored_passport=known.to_json())
    security = api.get(url(row)).json()["security"]
    assert [loss["code"] for loss in security["losses"]] == lost
