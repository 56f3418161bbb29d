"""Strategies where the key is of a further site: pairs are known of the main one alone."""

from rest_framework.test import APIClient

from accounts.models import User
from tests.api.conftest import Make
from tests.api.strategies.conftest import URL, Draw, listed, settings_of

CODE = "pairs_of_main_site"


def test_the_preview_says_whose_pairs_they_are(api: APIClient, alice: User, able: Make) -> None:
    listed("BTC/USDT", "okx")
    there, main = able(alice, "okx", site="eea"), able(alice, "okx")
    [said] = api.post(f"{URL}preview/", settings_of(there)).json()["warnings"]
    assert (said["code"], said["field"]) == (CODE, "pairs")
    assert said["values"] == {"main": "OKX", "site": "OKX Europe"}
    assert "OKX Europe" in said["text"]
    assert api.post(f"{URL}preview/", settings_of(main)).json()["warnings"] == []


def test_without_pairs_there_is_nothing_to_say_of_them(api: APIClient, alice: User, able: Make) -> None:
    there = able(alice, "okx", site="eea")
    assert api.post(f"{URL}preview/", settings_of(there, pairs=[])).json()["warnings"] == []


def test_a_strategy_says_it_and_nothing_is_in_the_way(
    api: APIClient, alice: User, able: Make, draw: Draw
) -> None:
    listed("BTC/USDT", "okx")
    shown = api.get(f"{URL}{draw(alice, able(alice, 'okx', site='eea')).pk}/").json()
    assert [said["code"] for said in shown["warnings"]] == [CODE]
    assert shown["readiness"] == []
    assert api.get(f"{URL}{draw(alice, able(alice, 'okx')).pk}/").json()["warnings"] == []


def test_one_whose_connection_is_gone_says_nothing(api: APIClient, alice: User, draw: Draw) -> None:
    row = draw(alice)
    row.connection = None
    row.save()
    assert api.get(f"{URL}{row.pk}/").json()["warnings"] == []
