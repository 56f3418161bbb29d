"""Answers on strategies, with everything in them that can be, are as the API's description says."""

from typing import Any

import pytest
from django.utils import timezone
from schemathesis.specs.openapi.checks import positive_data_acceptance

from accounts.models import User
from strategies.models import Revision, Strategy
from strategies.reasons import Reason
from tests.api.strategies.conftest import Draw, settings_of
from tests.api.test_schema import described, headers

__all__ = ("headers",)

pytestmark = pytest.mark.usefixtures("market")
WANTED = {
    "tp_steps": [{"at": "1", "share": "50"}, {"at": "2", "share": "50"}],
    "recovery": {"mode": "on", "slice": "10", "drawdown_at": "5"},
    "addon_zone": {"low": "50"},
    "stop_loss": "30",
}
ANSWERED = [
    ("GET", "", "", 200),
    ("POST", "", "new", 201),
    ("POST", "", "wrong", 400),
    ("POST", "preview/", "new", 200),
    ("POST", "preview/", "wrong", 200),
    ("GET", "{id}/", "", 200),
    ("PATCH", "{id}/", "change", 200),
    ("PATCH", "{id}/", "change", 409),
    ("POST", "{id}/duplicate/", "", 201),
    ("POST", "{id}/disable/", "", 200),
    ("POST", "{id}/enable/", "", 200),
    ("GET", "{id}/history/", "", 200),
    ("DELETE", "{id}/", "", 204),
    ("POST", "{id}/enable/", "", 409),
]


@pytest.fixture
def row(alice: User, draw: Draw) -> Strategy:
    reasons = [Reason("paused").to_json(), Reason("over_balance", {"limit": "200", "free": "50"}).to_json()]
    strategy = draw(alice, state="suspended", stored_reasons=reasons, settings=WANTED)
    changes = {"step": ["1", "2"], "recovery.slice": [None, "5"]}
    entry = {"action": "updated", "version": 2, "changes": changes, "stored_reasons": reasons}
    Revision.objects.create(strategy=strategy, at=timezone.now(), actor=alice, **entry)
    return strategy


@pytest.fixture
def bodies(row: Strategy) -> dict[str, dict[str, Any]]:
    new = settings_of(row.connection_id or 0, custom_steps=["1", 2], deviation_reference="custom", **WANTED)
    wrong = new | {"leverage": "3", "pairs": ["BTC/USDT", "NONE/USDT"], "margin_limit": "15"}
    return {"new": new, "wrong": wrong, "change": {"step": "2", "version": 1}}


def test_every_answer(headers: dict[str, str], row: Strategy, bodies: dict[str, dict[str, Any]]) -> None:
    for method, path, body, status in ANSWERED:
        given: dict[str, Any] = {"body": bodies[body], "media_type": "application/json"} if body else {}
        place = {"id": row.pk} if "{id}" in path else {}
        case = described[f"/api/v1/strategies/{path}"][method].Case(path_parameters=place, **given)
        answer = case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])
        assert answer.status_code == status, (method, path, answer.text)
