"""POST /api/v1/strategies/{id}/duplicate/"""

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from strategies.models import Revision, Strategy
from tests.api.strategies.conftest import URL, Draw

pytestmark = pytest.mark.usefixtures("market")


def url(row: Strategy) -> str:
    return f"{URL}{row.pk}/duplicate/"


def test_it_is_a_draft_with_the_same_settings(api: APIClient, alice: User, draw: Draw) -> None:
    row = draw(alice, name="Calm", state="enabled", settings={"step": "2"})
    answers = [api.post(url(row)) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    first, second = (one.json() for one in answers)
    assert (first["state"], first["settings"]) == ("draft", row.settings)
    assert len({"Calm", first["name"], second["name"]}) == 3
    assert api.get(answers[0].headers["Location"]).json() == first
    assert Strategy.objects.get(pk=row.pk).state == "enabled"
    told = Revision.objects.filter(strategy=first["id"])
    assert [(one.action, one.actor) for one in told] == [("duplicated", alice)]


def test_not_mine_is_404(api: APIClient, bob: User, draw: Draw) -> None:
    assert api.post(url(draw(bob))).status_code == 404
    assert Strategy.objects.count() == 1


def test_logged_out(nobody: APIClient, alice: User, draw: Draw) -> None:
    assert nobody.post(url(draw(alice))).status_code == 401
