"""A strategy where the key is of a further site: what is offered there, and what nobody knows of it."""

import pytest
from django.test import Client

from accounts.models import User
from strategies.models import Strategy
from tests.portal.conftest import Make
from tests.portal.strategies.conftest import Draw, listed, typed

CAUTION = "Whether OKX Europe trades them is not known."
FUTURES = 'name="market_type" value="futures"'
SPOT = 'name="market_type" value="spot"'


@pytest.mark.parametrize(("exchange", "site"), [("coinbase", ""), ("okx", "us")])
def test_a_market_that_there_is_not_cannot_be_chosen(
    portal: Client, alice: User, able: Make, exchange: str, site: str
) -> None:
    page = portal.get(f"/strategies/new/?connection={able(alice, exchange, site=site).pk}").content.decode()
    assert f"{SPOT} checked" in page
    assert FUTURES not in page


def test_where_there_are_both_both_can_be_chosen(portal: Client, alice: User, able: Make) -> None:
    page = portal.get(f"/strategies/new/?connection={able(alice, 'okx').pk}").content.decode()
    assert SPOT in page
    assert FUTURES in page


def test_sent_all_the_same_it_is_refused_as_the_market_alone(portal: Client, alice: User, able: Make) -> None:
    on = able(alice, "coinbase", markets=["spot"])
    sent = typed(on, market_type="futures", pairs="BTC/USDC")
    page = portal.post("/strategies/new/", sent)
    assert not Strategy.objects.exists()
    assert [wrong.field for wrong in page.context["summary"]] == ["market_type"]


def test_one_for_futures_asks_for_a_market_where_there_are_none(
    portal: Client, alice: User, able: Make, draw: Draw
) -> None:
    row = draw(alice, able(alice, "okx"), settings={"market_type": "futures", "pairs": ["BTC/USDT:USDT"]})
    other = able(alice, "coinbase")
    page = portal.get(f"/strategies/{row.pk}/edit/?connection={other.pk}").content.decode()
    assert SPOT in page
    assert f"{SPOT} checked" not in page, "what somebody chose is not changed behind their back"
    assert FUTURES not in page


def test_the_site_is_named_and_what_is_not_known_of_it(
    portal: Client, alice: User, able: Make, draw: Draw
) -> None:
    listed("BTC/USDT", "okx")
    row = draw(alice, able(alice, "okx", site="eea", name="Mine"))
    page = portal.get(f"/strategies/{row.pk}/").content.decode()
    assert "OKX Europe · " in page
    assert CAUTION in page
    assert "at OKX Europe are not touched" in portal.get(f"/strategies/{row.pk}/archive/").content.decode()


def test_it_is_said_while_somebody_types(portal: Client, alice: User, able: Make) -> None:
    listed("BTC/USDT", "okx")
    there, main = able(alice, "okx", site="eea"), able(alice, "okx")
    assert CAUTION in portal.post("/strategies/preview/", typed(there)).content.decode()
    assert "is not known" not in portal.post("/strategies/preview/", typed(main)).content.decode()
