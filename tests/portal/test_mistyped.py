"""Correct an API key that was mistyped beside a pair of ours, in the portal."""

from html import unescape

import pytest
from django.test import Client

from accounts.models import User
from connections import services
from connections.models import Connection, Credentials, KeyPair
from tests.portal.conftest import Make

FORM = {"way": "kept", "api_key": "b2" * 32}


@pytest.fixture
def row(alice: User) -> Connection:
    pair = services.offer_pair(alice, "binance")
    return services.connect(alice, "binance", {"api_key": "a1" * 32, "key_pair": pair.pk}, ["spot"])


def url(row: Connection) -> str:
    return f"/connections/{row.pk}/replace/"


def look(portal: Client, address: str) -> str:
    return unescape(portal.get(address).content.decode())


def test_it_comes_first_and_asks_for_the_api_key_alone(portal: Client, row: Connection) -> None:
    page = look(portal, url(row))
    assert 'name="way" value="kept"' in page
    assert 'name="api_key"' in page
    assert 'name="secret"' not in page
    assert 'name="key_pair"' not in page
    assert "…a1a1" in page
    assert not KeyPair.objects.exists()  # nothing new is made for it
    private = Credentials.objects.get().open().secret
    assert private.splitlines()[1] not in page
    for way in ("kept", "pair", "secret"):
        assert f'href="?way={way}"' in page


def test_it_works(portal: Client, row: Connection) -> None:
    private = Credentials.objects.get().open().secret
    answer = portal.post(url(row), FORM)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/connections/{row.pk}/")
    kept = Credentials.objects.get(role="candidate").open()
    assert (kept.api_key, kept.secret) == ("b2" * 32, private)


@pytest.mark.parametrize("api_key", ["", "two words"])
def test_bad_input_keeps_the_way(portal: Client, row: Connection, api_key: str) -> None:
    page = unescape(portal.post(url(row), FORM | {"api_key": api_key}).content.decode())
    assert 'id="id_api_key_error"' in page
    assert 'name="way" value="kept"' in page
    assert 'name="secret"' not in page


def test_a_key_that_worked_is_usually_replaced_by_another(portal: Client, row: Connection) -> None:
    Connection.objects.update(is_key_proven=True)
    page = look(portal, url(row))
    assert 'name="way" value="pair"' in page
    assert 'href="?way=kept"' in page


def test_a_pasted_key_has_no_such_way(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, "binance")
    page = look(portal, f"{url(row)}?way=kept")
    assert 'name="way" value="pair"' in page
    assert 'href="?way=kept"' not in page
    page = unescape(portal.post(url(row), FORM).content.decode())
    assert 'id="id_secret_error"' in page


def test_not_mine_is_404(strangers: Client, row: Connection) -> None:
    assert strangers.post(url(row), FORM).status_code == 404
    assert Credentials.objects.count() == 1


def test_signed_out(row: Connection) -> None:
    assert Client().post(url(row), FORM).headers["Location"].startswith("/accounts/login/")
