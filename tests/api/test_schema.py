"""The API's description is true: whatever is sent, no 5xx, and every answer is one that is documented."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as effort
from schemathesis import Case
from schemathesis.specs.openapi.checks import positive_data_acceptance

from accounts.models import User
from backfuture.wsgi import application
from connections.findings import Advice, Finding, Grant, Passport, Permission, Right, Severity
from connections.models import Check, Connection, Day, Event, StatusChange
from sandbox.keys import Key
from strategies.models import Strategy
from tests.api.conftest import Make, body_of
from tests.api.strategies.conftest import Draw, able, draw
from tests.connections.resolver.vague import VAGUE
from tests.people import token_for

__all__ = ("able", "draw")

CONFIG = schemathesis.Config.from_dict(
    {"generation": {"deterministic": True, "max-examples": 20, "no-shrink": True}}
)
POSSIBLE = range(1, 2**63)
described = schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", application, config=CONFIG)


@pytest.fixture
def headers(alice: User) -> Iterator[dict[str, str]]:
    """Sign alice in; then keep the connection open between requests, as Django's own test client does."""
    token = token_for(alice)
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield {"X-Session-Token": token}
    for signal in ends:
        signal.connect(close_old_connections)


@described.parametrize()
@effort(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_answer_is_as_documented(
    case: Case[Any], headers: dict[str, str], alice: User, make: Make, draw: Draw
) -> None:
    pk = case.path_parameters.get("id")
    if isinstance(pk, int) and pk in POSSIBLE:
        case.path_parameters["id"] = an_id(case.path, alice, make, draw)
    # The rules for what was pasted (quotes, swapped fields, ...) are more than a schema can say: a body that fits it
    # may well be refused with 400.
    case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])


def an_id(path: str, alice: User, make: Make, draw: Draw) -> int:
    """Return a row of alice's, new where the last example took it away."""
    if "/strategies/" in path:
        return (Strategy.objects.filter(user=alice).kept().first() or draw(alice)).pk
    row = Connection.objects.filter(user=alice).first() or make(alice)
    if "/checks/{id}" in path:
        return (row.checks.first() or Check.objects.create(connection=row, requested_at=timezone.now())).pk
    return row.pk


def test_answers_with_everything_in_them_are_as_documented(
    headers: dict[str, str], alice: User, make: Make, key: Callable[..., Key]
) -> None:
    row, now = make(alice), timezone.now()
    rights = {permission: Right(Grant.YES, "listed", {"token": "Spot"}, now) for permission in Permission}
    passport = Passport(
        rights, True, ("203.0.113.24",), now, "fixed", now, "active", "77", False, ("BTC/USDT",)
    )
    found = [Finding(Advice.SURPLUS_RIGHTS, Severity.WARNING, {"rights": ["margin_trade"]}, "said").to_json()]
    found.append(VAGUE.to_json())
    row.stored_passport, row.stored_findings = passport.to_json(), found
    row.balances, row.balances_at, row.checked_at = {"spot": {"USDT": "12.5"}}, now, now
    row.save()
    check = Check.objects.create(
        connection=row, requested_at=now, finished_at=now, verdict="connected", stored_findings=found
    )
    happened = {"connection": row, "at": now, "check_run": check}
    StatusChange.objects.create(before="pending", after="connected", codes=["key_expired"], **happened)
    Event.objects.create(code="withdraw_switched_on", is_security=True, **happened)
    Day.objects.create(connection=row, date=now.date(), fine=1, answered=1, ms_sum=90, ms_most=90)
    asked: list[tuple[str, str, int | None, Any, int]] = [
        ("GET", "/api/v1/connections/", None, None, 200),
        ("GET", "/api/v1/connections/{id}/", row.pk, None, 200),
        ("GET", "/api/v1/connections/{id}/checks/", row.pk, None, 200),
        ("GET", "/api/v1/connections/{id}/history/", row.pk, None, 200),
        ("GET", "/api/v1/connections/{id}/events/", row.pk, None, 200),
        ("GET", "/api/v1/checks/{id}/", check.pk, None, 200),
        ("POST", "/api/v1/connections/", None, body_of(key()), 201),
        ("PUT", "/api/v1/connections/{id}/credentials/", row.pk, body_of(key())["credentials"], 202),
        ("POST", "/api/v1/connections/{id}/checks/", row.pk, None, 202),
    ]
    for method, path, pk, body, status in asked:
        given = {} if body is None else {"body": body, "media_type": "application/json"}
        case = described[path][method].Case(path_parameters={"id": pk} if pk else {}, **given)
        assert case.call_and_validate(headers=headers).status_code == status
