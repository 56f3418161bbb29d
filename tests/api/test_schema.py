"""The API's description is true: whatever is sent, no 5xx, and every answer is one that is documented."""

from collections.abc import Iterator
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
from connections.models import Check, Connection
from tests.api.conftest import Make
from tests.people import token_for

CONFIG = schemathesis.Config.from_dict(
    {"generation": {"deterministic": True, "max-examples": 40, "no-shrink": True}}
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
    case: Case[Any], headers: dict[str, str], alice: User, make: Make
) -> None:
    pk = case.path_parameters.get("id")
    if isinstance(pk, int) and pk in POSSIBLE:
        case.path_parameters["id"] = an_id(case.path, alice, make)
    # The rules for what was pasted (quotes, swapped fields, ...) are more than a schema can say: a body that fits it
    # may well be refused with 400.
    case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])


def an_id(path: str, alice: User, make: Make) -> int:
    """Return a row of alice's, new where the last example took it away."""
    row = Connection.objects.filter(user=alice).first() or make(alice)
    if "/checks/{id}" in path:
        return (row.checks.first() or Check.objects.create(connection=row, requested_at=timezone.now())).pk
    return row.pk
