"""Another person's connection is as unknown as one that never was, at every address and for every method."""

import pytest
from django.test import Client

from accounts.models import User
from connections.models import Connection
from tests.portal import pages
from tests.portal.conftest import Make

NEVER = 999_999


def test_the_walk_sees_all_pages() -> None:
    assert "/connections/7/" in pages.of_connection(7)
    assert len(pages.of_connection(7)) >= 8


@pytest.mark.parametrize("method", ["get", "post"])
def test_not_mine_is_not_found(strangers: Client, alice: User, make: Make, method: str) -> None:
    row = make(alice, name="Private")
    for mine, never in zip(pages.of_connection(row.pk), pages.of_connection(NEVER), strict=True):
        answer = getattr(strangers, method)(mine)
        assert answer.status_code == getattr(strangers, method)(never).status_code, mine
        assert answer.status_code in {404, 405}, mine
        assert b"Private" not in answer.content
    assert Connection.objects.get().name == "Private"


@pytest.mark.parametrize("method", ["get", "post"])
def test_signed_out_leads_to_signing_in(alice: User, make: Make, method: str) -> None:
    row = make(alice)
    for path in (*pages.OWN, *pages.of_connection(row.pk)):
        answer = getattr(Client(), method)(path)
        is_reload = answer.headers.get("HX-Refresh") == "true"
        assert is_reload or answer.headers.get("Location", "").startswith("/accounts/login/"), path
    assert Connection.objects.get().verdict == "pending"
