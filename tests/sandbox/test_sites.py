"""ccxt as it comes, with its own classes for the sites of an exchange: each site knows its own keys only."""

from typing import Any

import ccxt
import pytest

from sandbox.exchanges import known
from sandbox.keys import credentials, every, stories_of
from tests.sandbox.client import Client
from tests.sandbox.test_ccxt import client
from tests.sandbox.test_keys import printed

# (exchange, site): ccxt's class there, the question that introduces a key
PLACES = {
    ("okx", ""): ("okx", "privateGetAccountConfig"),
    ("okx", "eea"): ("myokx", "privateGetAccountConfig"),
    ("okx", "us"): ("okxus", "privateGetAccountConfig"),
    ("bybit", ""): ("bybit", "privateGetV5UserQueryApi"),
    ("bybit", "eu"): ("bybiteu", "privateGetV5UserQueryApi"),
    ("bybit", "id"): ("bybitid", "privateGetV5UserQueryApi"),
    ("gate", ""): ("gate", "privateAccountGetMainKeys"),
    ("gate", "eu"): ("gateeu", "privateAccountGetMainKeys"),
}
EVERY = pytest.mark.parametrize("place", PLACES, ids="@".join)
UNKNOWN = (ccxt.AuthenticationError, ccxt.ExchangeError)


def asked(server: Client, place: tuple[str, str], story: str, made_at: str) -> Any:
    """Return what a site says of a key that was made at a site."""
    name, question = PLACES[place]
    key, one = credentials(place[0], story, 0, made_at), client(server, name)
    one.apiKey, one.secret, one.password = key.api_key, key.secret, key.passphrase
    return getattr(one, question)()


def test_all_sites_are_looked_at() -> None:
    assert set(PLACES) >= {(code, site) for code, one in known().items() for site in one.sites}


@EVERY
def test_a_key_works_where_it_was_made(sandbox_server: Client, place: tuple[str, str]) -> None:
    assert asked(sandbox_server, place, "healthy", place[1])


@EVERY
def test_a_key_of_another_site_is_unknown(sandbox_server: Client, place: tuple[str, str]) -> None:
    for other in {site for code, site in PLACES if code == place[0]} - {place[1]}:
        with pytest.raises(UNKNOWN):
            asked(sandbox_server, place, "healthy", other)


@EVERY
def test_a_story_is_of_a_key_that_was_made_elsewhere(sandbox_server: Client, place: tuple[str, str]) -> None:
    if place[1] == "":
        with pytest.raises(UNKNOWN):
            asked(sandbox_server, place, "other-site", "")
    else:
        assert asked(sandbox_server, place, "other-site", "")


def test_a_site_without_futures_has_no_stories_of_them() -> None:
    assert "healthy-futures" not in stories_of("bybit", "eu")
    assert "healthy-futures" in stories_of("bybit", "id")
    assert "other-site" not in stories_of("kucoin")


def test_the_command_prints_keys_of_a_site() -> None:
    rows = printed("--site", "eu", "--story", "healthy")
    assert {(row["exchange"], row["site"]) for row in rows} == {("bybit", "eu"), ("gate", "eu")}


@pytest.mark.parametrize(
    ("exchange", "sentence"), [("kucoin", "kucoin has no site 'eu'"), (None, "There is no site 'mars'")]
)
def test_a_site_that_is_none(exchange: str | None, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        every(exchange, None, 0, 1, "eu" if exchange else "mars")
