"""The site of a key in the portal: a choice where there are several, without scripts too."""

import re

import pytest
from django.test import Client

from accounts.models import User
from connections.models import Connection, Role
from sandbox.keys import credentials
from tests.portal.conftest import Make, pasted

FORM = "/connections/new/okx/"


def radio(page: str, code: str) -> str:
    """Return the radio button of a site as it is written on a page."""
    found = re.search(rf'<input type="radio" name="site" value="{code}"[^>]*>', page)
    assert found, code
    return found.group()


def test_there_is_a_choice_where_there_are_sites(portal: Client) -> None:
    page = portal.get(FORM).content.decode()
    assert "checked" in radio(page, "")
    assert "checked" not in radio(page, "eea")
    assert "my.okx.com" in page
    assert 'name="site"' not in portal.get("/connections/new/kucoin/").content.decode()


def test_the_list_of_exchanges_names_them(portal: Client) -> None:
    assert "OKX Europe" in portal.get("/connections/new/").content.decode()


def test_a_key_is_connected_at_its_site(portal: Client) -> None:
    portal.post(FORM, pasted(credentials("okx", "healthy", 1, "eea"), site="eea"))
    row = Connection.objects.get()
    assert (row.exchange, row.site) == ("okx", "eea")
    page = portal.get(f"/connections/{row.pk}/").content.decode()
    assert "OKX Europe · Spot" in page
    assert "Checking the key with OKX Europe" in page


def test_a_failing_form_keeps_the_site_and_shows_its_steps(portal: Client) -> None:
    page = portal.post(
        FORM, pasted(credentials("okx", "healthy", 2, "eea"), site="eea", secret="")
    ).content.decode()
    assert "checked" in radio(page, "eea")
    assert "<bdi>my.okx.com</bdi> into the browser" in page
    assert not Connection.objects.exists()


def test_the_detour_to_the_password_keeps_the_site(portal: Client, long_ago: None) -> None:
    answer = portal.post(FORM, pasted(credentials("okx", "healthy", 3, "eea"), site="eea"))
    assert "site%3Deea" in answer.headers["Location"]


def test_the_form_finds_the_site_again_after_it(portal: Client) -> None:
    assert "checked" in radio(portal.get(f"{FORM}?site=eea").content.decode(), "eea")


def test_the_steps_and_the_markets_are_those_of_the_site(portal: Client) -> None:
    page = portal.get(f"{FORM}?site=us&markets=futures").content.decode()
    assert "<bdi>app.okx.com</bdi> into the browser" in page
    assert 'value="futures"' not in page
    assert re.search(r'value="spot"[^>]* checked', page)
    assert 'value="OKX US spot"' in page


def test_the_guide_alone_follows_the_site_too(portal: Client) -> None:
    page = portal.get("/connections/new/okx/guide/?site=eea&markets=spot").content.decode()
    assert "my.okx.com" in page


def test_without_scripts_a_link_leads_to_the_steps_of_a_site(portal: Client) -> None:
    page = portal.get(FORM).content.decode()
    noscript = page[page.index("<noscript><p") :]
    assert '<a href="?site=eea">OKX Europe</a>' in noscript


@pytest.mark.parametrize("site", ["atlantis", "a\0b", "x" * 99])
def test_a_site_that_is_none_is_named_at_its_field(portal: Client, site: str) -> None:
    answer = portal.post(FORM, pasted(credentials("okx", "healthy", 4), site=site))
    assert answer.status_code == 200
    assert "site" in answer.context["form"].errors
    assert portal.get(FORM, {"site": site}).status_code == 200
    assert not Connection.objects.exists()


def test_a_market_that_a_site_lacks_is_named_in_words(portal: Client) -> None:
    form = pasted(credentials("okx", "healthy", 5, "us"), site="us", markets=["futures"])
    (error,) = portal.post(FORM, form).context["form"].errors["markets"]
    assert "At OKX US you can choose" in error


def test_a_site_whose_keys_are_never_taken_cannot_be_chosen_and_says_why(portal: Client) -> None:
    page = portal.get("/connections/new/binance/").content.decode()
    assert "disabled" in radio(page, "us")
    assert "does not tell what a key may do" in page
    answer = portal.post("/connections/new/binance/", pasted(credentials("binance", "healthy", 6), site="us"))
    assert "site" in answer.context["form"].errors
    assert not Connection.objects.exists()


def test_replacing_offers_the_site_of_the_connection_first(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, "okx", site="eea")
    page = portal.get(f"/connections/{row.pk}/replace/").content.decode()
    assert "checked" in radio(page, "eea")
    assert "my.okx.com</bdi> into the browser" in page
    portal.post(f"/connections/{row.pk}/replace/", pasted(credentials("okx", "healthy", 7, "us"), site="us"))
    assert row.credentials.get(role=Role.CANDIDATE).site == "us"


def test_a_replacement_without_the_field_is_of_the_same_site(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, "okx", site="eea")
    portal.post(f"/connections/{row.pk}/replace/", pasted(credentials("okx", "healthy", 8, "eea")))
    assert row.credentials.get(role=Role.CANDIDATE).site == "eea"
