"""DELETE /api/v1/strategies/{id}/"""

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from strategies.models import Revision
from tests.api.strategies.conftest import URL, Draw


@pytest.mark.parametrize("state", ["draft", "enabled", "suspended", "disabled"])
def test_it_is_gone_from_the_list_and_still_readable(
    api: APIClient, alice: User, draw: Draw, state: str
) -> None:
    row = draw(alice, state=state)
    assert api.delete(f"{URL}{row.pk}/").status_code == 204
    assert api.get(URL).json()["results"] == []
    assert api.get(f"{URL}{row.pk}/").json()["state"] == "archived"
    assert [(one.action, one.actor) for one in Revision.objects.filter(action="archived")] == [
        ("archived", alice)
    ]


def test_twice_is_once(api: APIClient, alice: User, draw: Draw) -> None:
    row = draw(alice)
    answers = [api.delete(f"{URL}{row.pk}/").status_code for _ in range(2)]
    assert answers[0] == 204
    assert answers[1] in {204, 409}
    assert Revision.objects.filter(action="archived").count() == 1


def test_not_mine_is_404(api: APIClient, bob: User, draw: Draw) -> None:
    theirs = draw(bob)
    assert api.delete(f"{URL}{theirs.pk}/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == "draft"


def test_logged_out(nobody: APIClient, alice: User, draw: Draw) -> None:
    assert nobody.delete(f"{URL}{draw(alice).pk}/").status_code == 401
