"""POST /api/v1/strategies/{id}/enable/"""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from connections.findings import Grant
from connections.models import Check
from strategies.models import Revision, Strategy
from tests.api.conftest import Make
from tests.api.strategies.conftest import URL, Draw, passport

pytestmark = pytest.mark.usefixtures("market")


def url(row: Strategy) -> str:
    return f"{URL}{row.pk}/enable/"


def test_it_runs_and_twice_is_once(api: APIClient, alice: User, draw: Draw) -> None:
    row = draw(alice)
    answers = [api.post(url(row)) for _ in range(2)]
    assert [(one.status_code, one.json()["state"]) for one in answers] == [(200, "enabled")] * 2
    assert [(one.action, one.actor) for one in Revision.objects.all()] == [("enabled", alice)]


def test_all_that_is_in_the_way_comes_at_once(api: APIClient, alice: User, able: Make, draw: Draw) -> None:
    on = able(alice, stored_passport=passport(spot_trade=Grant.NO), balances={"spot": {"USDT": "50"}})
    row = draw(alice, on, settings={"pairs": ["BTC/USDT", "NONE/USDT"]})
    answer = api.post(url(row))
    told = answer.json()
    assert (answer.status_code, told["code"]) == (409, "not_ready")
    assert answer.headers["Content-Type"] == "application/problem+json"
    found = {reason["code"]: reason for reason in told["reasons"]}
    assert found.keys() == {"right_missing", "over_balance", "pair_unknown"}
    assert all(reason["title"] and reason["fix"] for reason in told["reasons"])
    assert found["over_balance"]["params"]["free"] == "50"
    row.refresh_from_db()
    assert row.state == "draft"


def test_an_old_passport_has_a_check_run_first(api: APIClient, alice: User, able: Make, draw: Draw) -> None:
    long_ago = timezone.now() - timedelta(days=30)
    row = draw(alice, able(alice, checked_at=long_ago, full_checked_at=long_ago, balances_at=long_ago))
    answer = api.post(url(row))
    shown = answer.json()
    assert (answer.status_code, shown["status"], shown["is_waiting"]) == (202, "waiting", True)
    assert shown["state"] == "draft"
    assert answer.headers["Location"] == shown["check"]
    assert api.get(shown["check"]).json()["id"] == Check.objects.get().pk
    assert api.post(url(row)).status_code == 202
    assert Check.objects.count() == 1


def test_an_archived_one_is_never_enabled_again(api: APIClient, alice: User, draw: Draw) -> None:
    answer = api.post(url(draw(alice, state="archived")))
    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")


def test_not_mine_is_404(api: APIClient, bob: User, draw: Draw) -> None:
    theirs = draw(bob)
    assert api.post(url(theirs)).status_code == 404
    theirs.refresh_from_db()
    assert (theirs.state, theirs.enable_requested_at) == ("draft", None)


def test_logged_out(nobody: APIClient, alice: User, draw: Draw) -> None:
    assert nobody.post(url(draw(alice))).status_code == 401
