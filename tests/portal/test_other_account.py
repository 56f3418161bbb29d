import re

import pytest
from django.test import Client

from accounts.models import User
from connections.models import Connection, Role
from tests.api.test_other_account import held
from tests.portal.conftest import Make


@pytest.fixture
def row(alice: User, make: Make) -> Connection:
    """Return a connection whose new key works, at another account."""
    row = make(alice, verdict="connected")
    candidate = row.credentials.get()
    candidate.pk, candidate.role, candidate.version = None, Role.CANDIDATE, 2
    candidate.save()
    return held(row)


def test_the_page_asks_first_of_all(portal: Client, row: Connection) -> None:
    page = portal.get(f"/connections/{row.pk}/").content.decode()
    assert "This key belongs to another account. Use it anyway?" in page
    assert re.search(r"account <bdi>…1234</bdi> instead of <bdi>…5678</bdi>", page)
    assert page.index("account-question") < page.index("Set up a strategy")
    assert "nothing to do for you" not in page


def test_the_list_says_that_it_needs_the_reader(portal: Client, row: Connection) -> None:
    page = portal.get("/connections/").content.decode()
    assert "1 needs you" in page
    assert "nothing to do for you" not in page
    assert f"{row.name}: This key belongs to another account. Use it anyway?" in page
    assert "What to do" not in page


def test_a_yes_has_it_checked(portal: Client, row: Connection) -> None:
    answer = portal.post(f"/connections/{row.pk}/account/", follow=True)
    assert "Checking the new key with KuCoin" in answer.content.decode()
    assert row.credentials.get(role=Role.CANDIDATE).may_be_other_account


def test_a_no_destroys_it(portal: Client, row: Connection) -> None:
    page = portal.post(f"/connections/{row.pk}/account/decline/", follow=True).content.decode()
    assert "The new key was destroyed here." in page
    assert row.credentials.get().role == Role.ACTIVE
    page = portal.post(f"/connections/{row.pk}/account/", follow=True).content.decode()
    assert "No new key waits for your answer" in page


def test_a_yes_asks_for_the_password_first_and_comes_back_to_the_question(
    portal: Client, row: Connection, long_ago: None
) -> None:
    answer = portal.post(f"/connections/{row.pk}/account/")
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert f"%2Fconnections%2F{row.pk}%2Faccount%2F" in answer.headers["Location"]
    assert not row.credentials.get(role=Role.CANDIDATE).may_be_other_account


def test_the_question_stands_alone_after_the_detour(portal: Client, row: Connection) -> None:
    page = portal.get(f"/connections/{row.pk}/account/").content.decode()
    assert "Use the new key" in page
    Connection.objects.update(account_question=None)
    assert portal.get(f"/connections/{row.pk}/account/").headers["Location"] == f"/connections/{row.pk}/"


def test_strangers_find_nothing(strangers: Client, row: Connection) -> None:
    for path in ("account/", "account/decline/"):
        assert strangers.post(f"/connections/{row.pk}/{path}").status_code == 404
