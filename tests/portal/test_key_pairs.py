"""The way without a secret in the portal."""

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from connections.models import Connection, KeyPair
from tests.portal.conftest import Make
from tests.portal.test_connect import sign_in_unverified

FORM = "/connections/new/binance/"
ID = "a1" * 32


def fill(page: str, **fields: object) -> dict[str, object]:
    """Return the form as the page has it, filled in."""
    hidden = dict(re.findall(r'<input type="hidden" name="(way|key_pair)" value="([^"]*)">', page))
    return {"name": "Mine", "markets": ["spot"], "api_key": ID, **hidden, **fields}


def look(portal: Client, url: str = FORM) -> str:
    return unescape(portal.get(url).content.decode())


def test_the_public_key_is_shown_to_copy_and_stays_the_same(portal: Client) -> None:
    page = look(portal)
    pair = KeyPair.objects.get()
    assert f'data-copy="{pair.public_key}"' in page
    assert f"<bdi>{pair.public_key}</bdi>" in page
    assert 'name="secret"' not in page
    assert "Self-generated" in page
    assert "System generated" not in page
    assert pair.open().splitlines()[1] not in page
    assert pair.public_key in look(portal)


def test_the_other_way_asks_for_key_and_secret_and_makes_nothing(portal: Client) -> None:
    page = look(portal, f"{FORM}?way=secret")
    assert 'name="secret"' in page
    assert "System generated" in page
    assert 'href="?way=pair"' in page
    assert not KeyPair.objects.exists()


def test_only_who_takes_public_keys_offers_two_ways(portal: Client) -> None:
    page = look(portal, "/connections/new/mexc/?way=pair")
    assert 'name="secret"' in page
    assert 'href="?way=' not in page
    assert not KeyPair.objects.exists()


def test_pasting_the_key_connects(portal: Client, alice: User) -> None:
    answer = portal.post(FORM, fill(look(portal)))
    row = Connection.objects.get(user=alice)
    assert answer.headers["Location"] == f"/connections/{row.pk}/"
    assert (row.key_kind, KeyPair.objects.exists()) == ("ed25519", False)


def test_it_replaces_the_key(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, "binance")
    url = f"/connections/{row.pk}/replace/"
    page = look(portal, url)
    assert KeyPair.objects.get().public_key in page
    assert portal.post(url, fill(page)).status_code == 302
    assert row.credentials.get(role="candidate").key_kind == "ed25519"


def test_the_public_key_stands_in_its_step(portal: Client) -> None:
    guide = look(portal, f"{FORM}guide/?markets=spot&way=pair")
    assert 'data-copy="-----BEGIN' not in guide  # looking at the steps makes no pair
    assert not KeyPair.objects.exists()
    page = look(portal)
    step = page.index("paste the one that we made for you")
    assert step < page.index(KeyPair.objects.get().public_key) < page.index("There is no", step)
    guide = look(portal, f"{FORM}guide/?markets=spot&way=pair")
    assert KeyPair.objects.get().public_key in guide
    assert KeyPair.objects.get().open().splitlines()[1] not in guide


def test_the_public_key_is_for_its_owner_alone(portal: Client, strangers: Client) -> None:
    look(portal)
    for somebody in (strangers, Client()):
        page = look(somebody, f"{FORM}guide/?markets=spot&way=pair")
        assert "Self-generated" in page
        assert "BEGIN PUBLIC KEY" not in page


@pytest.mark.parametrize("api_key", ["", "two words"])
def test_what_is_wrong_with_the_key_keeps_the_pair(portal: Client, api_key: str) -> None:
    before = look(portal)
    page = unescape(portal.post(FORM, fill(before, api_key=api_key)).content.decode())
    assert 'id="id_api_key_error"' in page
    assert KeyPair.objects.get().public_key in page
    assert 'name="secret"' not in page


def test_a_pair_that_is_gone_is_explained_beside_the_new_one(portal: Client) -> None:
    form = fill(look(portal))
    KeyPair.objects.all().delete()
    page = unescape(portal.post(FORM, form).content.decode())
    assert "This public key is no longer waiting" in page
    assert KeyPair.objects.get().public_key in page
    assert f'name="key_pair" value="{KeyPair.objects.get().pk}"' in page


def test_a_pair_that_cannot_be_opened_is_explained_beside_another_one(
    portal: Client, settings: Settings
) -> None:
    form = fill(look(portal))
    settings.SALT_KEY = ["another salt"]
    page = unescape(portal.post(FORM, form).content.decode())
    assert "cannot be opened at present" in page
    assert f'name="key_pair" value="{KeyPair.objects.latest("pk").pk}"' in page
    assert KeyPair.objects.count() == 2


def test_the_pair_of_somebody_else_is_none(portal: Client, strangers: Client, bob: User) -> None:
    form = fill(look(strangers))
    page = unescape(portal.post(FORM, form).content.decode())
    assert "This public key is no longer waiting" in page
    assert KeyPair.objects.filter(user=bob).exists()
    assert not Connection.objects.exists()


def test_the_way_outlasts_the_detour_over_the_password(portal: Client, long_ago: None) -> None:
    door = portal.get(f"{FORM}?way=secret").headers["Location"]
    assert "way%3Dsecret" in door
    assert not KeyPair.objects.exists()


def test_without_a_verified_address_there_is_no_pair(db: None) -> None:
    stranger = sign_in_unverified()
    assert stranger.get(FORM).status_code == 200
    page = stranger.post(FORM, {"name": "", "markets": ["spot"], "api_key": ID, "key_pair": ""})
    assert "Confirm your e-mail address first" in page.content.decode()
    assert not KeyPair.objects.exists()


def test_too_often(portal: Client, settings: Settings) -> None:
    settings.CONNECTS_PER_HOUR = 0
    assert portal.get(FORM).status_code == 200
    assert not KeyPair.objects.exists()


def test_signed_out(db: None) -> None:
    assert Client().get(FORM).headers["Location"].startswith("/accounts/login/")
    assert not KeyPair.objects.exists()


def test_the_guide_follows_the_way(portal: Client) -> None:
    guide = f"{FORM}guide/?markets=spot&way="
    assert "Self-generated" in look(portal, f"{guide}pair")
    assert "System generated" in look(portal, f"{guide}secret")
    assert "Self-generated" in look(portal, guide)  # as the page has it where nobody chose
    assert "way=pair" in look(portal)
    assert look(portal, "/connections/new/mexc/guide/?way=pair")
