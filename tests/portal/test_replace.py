from django.test import Client

from accounts.models import User
from connections.models import Role
from tests.portal.conftest import Make, MakeKey, pasted


def test_a_new_key_waits_beside_the_old_one(portal: Client, alice: User, make: Make, key: MakeKey) -> None:
    row, mine = make(alice, verdict="connected"), key()
    answer = portal.post(f"/connections/{row.pk}/replace/", pasted(mine))
    assert answer.headers["Location"] == f"/connections/{row.pk}/"
    assert set(row.credentials.values_list("role", flat=True)) == {Role.ACTIVE, Role.CANDIDATE}
    page = portal.get(f"/connections/{row.pk}/").content.decode()
    assert "Checking the new key with KuCoin" in page
    assert mine.api_key not in page


def test_a_failing_form_shows_nothing_that_was_pasted(
    portal: Client, alice: User, make: Make, key: MakeKey
) -> None:
    row, mine = make(alice), key()
    page = portal.post(f"/connections/{row.pk}/replace/", pasted(mine, passphrase="")).content.decode()
    assert 'id="id_passphrase_error"' in page
    assert mine.api_key not in page
    assert mine.secret not in page


def test_asks_for_the_password_first(
    portal: Client, alice: User, make: Make, key: MakeKey, long_ago: None
) -> None:
    row = make(alice)
    answer = portal.post(f"/connections/{row.pk}/replace/", pasted(key()))
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert row.credentials.count() == 1
