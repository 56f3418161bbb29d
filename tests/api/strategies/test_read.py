"""GET /api/v1/strategies/{id}/"""

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from connections.models import Check
from strategies.models import Strategy
from strategies.reasons import Reason
from tests.api.conftest import Make
from tests.api.strategies.conftest import URL, Draw


def test_it_shows_settings_state_and_what_is_in_the_way(
    api: APIClient, alice: User, able: Make, draw: Draw
) -> None:
    on = able(alice, name="Main", verdict="quarantined")
    row = draw(alice, on, settings={"step": "2", "recovery": {"mode": "watch"}})
    shown = api.get(f"{URL}{row.pk}/").json()
    assert (shown["name"], shown["connection"], shown["connection_name"]) == (row.name, on.pk, "Main")
    assert (shown["exchange"], shown["market_type"], shown["quote"]) == ("kucoin", "spot", "USDT")
    assert (shown["state"], shown["status"], shown["version"]) == ("draft", "draft", 1)
    assert (shown["settings"]["step"], shown["settings"]["recovery"]["mode"]) == ("2", "watch")
    assert not {"name", "connection", "is_returning"} & shown["settings"].keys()
    assert "quarantined" in [reason["code"] for reason in shown["readiness"]]
    assert all(reason["title"] and reason["fix"] for reason in shown["readiness"])


def test_a_suspended_one_says_why(api: APIClient, alice: User, draw: Draw) -> None:
    row = draw(alice, state="suspended", stored_reasons=[Reason("paused").to_json()])
    shown = api.get(f"{URL}{row.pk}/", headers={"Accept-Language": "en"}).json()
    assert [reason["code"] for reason in shown["reasons"]] == ["paused"]
    assert shown["reasons"][0]["title"] not in {"", "paused"}


def test_one_that_waits_leads_to_its_check(api: APIClient, alice: User, able: Make, draw: Draw) -> None:
    on, now = able(alice), timezone.now()
    row = draw(alice, on, enable_requested_at=now)
    check = Check.objects.create(connection=on, requested_at=now)
    shown = api.get(f"{URL}{row.pk}/").json()
    assert (shown["status"], shown["is_waiting"]) == ("waiting", True)
    assert api.get(shown["check"]).json()["id"] == check.pk


def test_an_archived_one_without_connection_stays_readable(api: APIClient, alice: User, draw: Draw) -> None:
    row = draw(alice, state="archived")
    Strategy.objects.filter(pk=row.pk).update(connection=None)
    shown = api.get(f"{URL}{row.pk}/").json()
    assert (shown["connection"], shown["connection_name"], shown["state"]) == (None, None, "archived")


@pytest.mark.parametrize("method", ["get", "patch", "delete"])
def test_not_mine_is_404(api: APIClient, bob: User, draw: Draw, method: str) -> None:
    theirs = draw(bob)
    assert getattr(api, method)(f"{URL}{theirs.pk}/").status_code == 404
    assert getattr(api, method)(f"{URL}{2**70}/").status_code == 404


def test_logged_out(nobody: APIClient, alice: User, draw: Draw) -> None:
    assert nobody.get(f"{URL}{draw(alice).pk}/").status_code == 401
