import pytest
from django.test import Client

from accounts.models import User
from tests.portal.conftest import Make


def test_gives_another_name(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, name="Before")
    portal.post(f"/connections/{row.pk}/rename/", {"name": "After"})
    row.refresh_from_db()
    assert row.name == "After"


@pytest.mark.parametrize("name", ["", "x" * 61, "taken", "TAKEN"])
def test_says_why_a_name_cannot_be(portal: Client, alice: User, make: Make, name: str) -> None:
    row = make(alice, name="Before")
    make(alice, name="Taken")
    answer = portal.post(f"/connections/{row.pk}/rename/", {"name": name})
    assert answer.context["form"].errors["name"]
    row.refresh_from_db()
    assert row.name == "Before"
