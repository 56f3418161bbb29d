"""What is on its way is asked for, and not for ever: then the page says so and leaves it to its reader."""

import re

import pytest
from django.test import Client

from accounts.models import User
from strategies.models import Market
from tests.portal.conftest import Make
from tests.portal.strategies.conftest import HTMX, Draw, listed, typed

URL, PAIRS = "/strategies/preview/", "/strategies/pairs/"
pytestmark = pytest.mark.usefixtures("market")


def asking(page: str) -> list[tuple[str, str]]:
    """Return (seconds, address) of what the page will ask by itself."""
    found = re.findall(r"<span hx-(?:get|post)=\"([^\"]+)\" hx-trigger=\"load delay:(\d+)s\"", page)
    return [(seconds, address.replace("&amp;", "&")) for address, seconds in found]


def test_the_form_asks_again_and_stops(portal: Client, alice: User, able: Make) -> None:
    listed("NEW/USDT", price="")
    form, address, pauses = typed(able(alice), pairs="NEW/USDT"), URL, []
    for _ in range(9):
        page = portal.post(address, form, headers=HTMX).content.decode()
        if not (found := asking(page)):
            break
        assert "The price of <bdi>NEW/USDT</bdi> is being fetched." in page
        [(seconds, address)] = found
        pauses.append(int(seconds))
    assert pauses == [2, 2, 4, 8, 14]
    assert "The price of <bdi>NEW/USDT</bdi> is not known yet" in page
    assert "Look again" in page
    assert asking(portal.post(URL, form, headers=HTMX).content.decode()), "typing begins anew"


def test_the_page_of_a_strategy_too(portal: Client, alice: User, draw: Draw) -> None:
    listed("NEW/USDT", price="")
    row = draw(alice, settings={"pairs": ["NEW/USDT"]})
    [(_, address)] = asking(portal.get(f"/strategies/{row.pk}/").content.decode())
    assert address == f"/strategies/{row.pk}/preview/?pair=NEW/USDT&tried=1"
    page = portal.get(address.replace("tried=1", "tried=5")).content.decode()
    assert asking(page) == []
    assert "Look again" in page


def test_of_what_is_not_traded_no_price_is_awaited(portal: Client, alice: User, able: Make) -> None:
    listed("OLD/USDT", price="", is_active=False)
    page = portal.post(URL, typed(able(alice), pairs="OLD/USDT"), headers=HTMX).content.decode()
    assert asking(page) == []
    assert "is not traded at the moment" in page
    assert "being fetched" not in page


def test_several_are_listed_as_the_language_does(portal: Client, alice: User, able: Make) -> None:
    listed("NEW/USDT", price="")
    listed("NEWER/USDT", price="")
    form = typed(able(alice), pairs="NEW/USDT, NEWER/USDT, BTC/USDT", margin_limit="500")
    page = portal.post(URL, form, headers=HTMX).content.decode()
    assert "The price of <bdi>NEW/USDT</bdi> and <bdi>NEWER/USDT</bdi> is being fetched." in page
    assert "leave out the pairs without a ladder: <bdi>NEW/USDT</bdi> and <bdi>NEWER/USDT</bdi>." in page


def test_where_every_pair_has_a_ladder_nothing_is_left_out(portal: Client, alice: User, able: Make) -> None:
    assert "leave out" not in portal.post(URL, typed(able(alice)), headers=HTMX).content.decode()


def test_pairs_that_are_being_loaded(portal: Client, alice: User, able: Make) -> None:
    Market.objects.all().delete()
    address = f"{PAIRS}?connection={able(alice).pk}&market_type=spot&search=bt%26c"
    pauses = []
    for _ in range(9):
        page = portal.get(address).content.decode()
        if not (found := asking(page)):
            break
        [(seconds, address)] = found
        pauses.append(int(seconds))
        assert address.count("tried=") == 1
        assert "search=bt%26c" in address
    assert pauses == [2, 2, 4, 8, 14]
    assert "has not told its pairs yet" in page


@pytest.mark.postgres
@pytest.mark.parametrize("market", ["%00", "margin", "", "SPOT", "spot%00"])
def test_only_a_market_of_the_exchange_has_pairs(
    portal: Client, alice: User, able: Make, market: str
) -> None:
    assert portal.get(f"{PAIRS}?connection={able(alice).pk}&market_type={market}").status_code == 404


@pytest.mark.postgres
def test_odd_queries_are_answered(portal: Client, alice: User, draw: Draw, able: Make) -> None:
    row, on = draw(alice), able(alice)
    for address in (
        f"{PAIRS}?connection={on.pk}&market_type=spot&search=%00",
        f"{PAIRS}?connection={on.pk}&market_type=spot&search=%ED%A0%80&tried=%00",
        "/strategies/?page=%00",
        f"/strategies/{row.pk}/preview/?pair=%00&tried=%00",
    ):
        assert portal.get(address).status_code == 200
    for connection in ("%00", "1%00", "-1", "٣"):
        assert portal.get(f"{PAIRS}?connection={connection}&market_type=spot").status_code == 404
    form = typed(on, name="a\x00b", pairs="BTC/USDT\x00", market_type="\x00", risk_level="\x00", shown="\x00")
    assert portal.post(f"{URL}?tried=%00", form, headers=HTMX).status_code == 200
    assert portal.post(f"/strategies/{row.pk}/edit/", form | {"version": "\x00"}).status_code == 200
