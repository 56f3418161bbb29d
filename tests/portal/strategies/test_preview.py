import re

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from accounts.models import User
from strategies.models import Strategy
from tests.portal.conftest import Make
from tests.portal.strategies.conftest import HTMX, listed, typed

URL = "/strategies/preview/"
pytestmark = pytest.mark.usefixtures("market")


def drawing(page: str) -> str:
    found = re.search(r"<svg class=\"chart\".*?</svg>", page, re.DOTALL)
    assert found, "no chart"
    return found.group()


def test_typing_changes_the_drawing_and_saves_nothing(portal: Client, alice: User, able: Make) -> None:
    row = able(alice)
    before = portal.post(URL, typed(row), headers=HTMX).content.decode()
    after = portal.post(URL, typed(row, step="4"), headers=HTMX).content.decode()
    assert drawing(before) != drawing(after)
    assert "<html" not in before
    assert not Strategy.objects.exists()


def test_the_drawing_has_a_name_and_a_text(portal: Client, alice: User, able: Make) -> None:
    svg = drawing(portal.post(URL, typed(able(alice)), headers=HTMX).content.decode())
    assert 'role="img" aria-labelledby="chart-title chart-text"' in svg
    assert "Ladder of BTC/USDT" in svg
    assert "Take-profit" in svg
    assert not re.search(r"\sstyle=|<script|<style", svg)


@pytest.mark.parametrize("language", ["de", "ar"])
def test_coordinates_are_machine_numbers_in_every_language(
    portal: Client, alice: User, able: Make, language: str
) -> None:
    alice.language = language
    alice.save()
    svg = drawing(portal.post(URL, typed(able(alice)), headers=HTMX).content.decode())
    places = re.findall(r"\b(?:x|y|cx|cy|width|height|r|d)=\"([^\"]+)\"", svg)
    assert len(places) > 50
    assert not [place for place in places if "," in place]
    assert re.search(r"<tspan class=\"price\"[^>]*>[↑↓ ]*\d+,\d", svg), "while prices are the reader's"


def test_a_loss_keeps_its_sign_before_it_where_texts_run_from_right_to_left(
    portal: Client, alice: User, able: Make
) -> None:
    alice.language = "ar"
    alice.save()
    page = portal.post(URL, typed(able(alice), stop_loss="10"), headers=HTMX).content.decode()
    gist = re.search(r"<span id=\"gist\"[^>]*>(.*?)</span>", page)
    assert gist
    assert re.search(r"<bdi>\u2212[\d,]+ USDT</bdi>", gist.group(1))


def test_flaws_are_put_beside_their_fields(portal: Client, alice: User, able: Make) -> None:
    page = portal.post(URL, typed(able(alice), step="0", base_order=""), headers=HTMX).content.decode()
    beside = dict(
        re.findall(r"<div id=\"(id_\w+)_flaws\" hx-swap-oob=\"innerHTML\">(.*?)</div>", page, re.DOTALL)
    )
    assert 'class="flaw"' in beside["id_step"]
    assert beside["id_step_scale"].strip() == ""
    assert beside["id_base_order"].strip() == "", "what is still empty is no flaw while somebody types"
    assert 'href="#id_base_order"' in page


def test_who_types_too_fast_keeps_the_drawing_and_is_shown_more_soon(
    portal: Client, alice: User, able: Make, settings: Settings
) -> None:
    settings.PREVIEWS_PER_MINUTE = 1
    row = able(alice)
    portal.post(URL, typed(row), headers=HTMX)
    answer = portal.post(URL, typed(row, step="4", drawn="1"), headers=HTMX)
    page = answer.content.decode()
    assert (answer.headers["HX-Retarget"], answer.headers["HX-Reswap"]) == ("#said", "outerHTML")
    assert 'class="chart"' not in page
    assert "Go on typing" in page
    assert 'hx-trigger="load delay' in page


def test_after_a_refusal_empty_fields_stay_marked(portal: Client, alice: User, able: Make) -> None:
    page = portal.post(URL, typed(able(alice), base_order="", judged="1"), headers=HTMX).content.decode()
    assert re.search(r"id_base_order_flaws\" hx-swap-oob=\"innerHTML\"><p class=\"flaw\"", page)


def test_a_changed_number_makes_the_level_one_s_own(portal: Client, alice: User, able: Make) -> None:
    row = able(alice)
    assert 'data-risk-level="balanced"' in portal.post(URL, typed(row), headers=HTMX).content.decode()
    page = portal.post(URL, typed(row, step="4"), headers=HTMX).content.decode()
    assert 'data-risk-level="custom"' in page


def test_one_pair_is_shown_in_full_and_the_others_in_a_line(portal: Client, alice: User, able: Make) -> None:
    listed("ETH/USDT", price="3000")
    row = able(alice)
    both = typed(row, pairs="BTC/USDT, ETH/USDT", margin_limit="500")
    assert "Ladder of BTC/USDT" in portal.post(URL, both, headers=HTMX).content.decode()
    page = portal.post(URL, both | {"show": "ETH/USDT", "shown": "BTC/USDT"}, headers=HTMX).content.decode()
    assert "Ladder of ETH/USDT" in page
    assert page.count('<svg class="chart"') == 1
    assert (
        "Ladder of ETH/USDT" in portal.post(URL, both | {"shown": "ETH/USDT"}, headers=HTMX).content.decode()
    )


def test_a_price_that_is_not_there_is_asked_for_again(portal: Client, alice: User, able: Make) -> None:
    listed("NEW/USDT", price="")
    page = portal.post(URL, typed(able(alice), pairs="NEW/USDT"), headers=HTMX).content.decode()
    assert "is being fetched" in page
    assert 'hx-trigger="load delay:2s"' in page


def test_what_was_drawn_stays_while_something_cannot_be_drawn(
    portal: Client, alice: User, able: Make
) -> None:
    row = able(alice)
    page = portal.post(URL, typed(row), headers=HTMX).content.decode()
    assert '<input type="hidden" name="drawn" value="1">' in page
    assert "last settings that were valid" not in page
    answer = portal.post(URL, typed(row, step="0", drawn="1"), headers=HTMX)
    assert (answer.headers["HX-Retarget"], answer.headers["HX-Reswap"]) == ("#said", "outerHTML")
    page = answer.content.decode()
    assert "last settings that were valid" in page
    assert 'href="#id_step"' in page
    assert 'id="id_step_flaws" hx-swap-oob' in page
    assert "<section" not in page


def test_where_nothing_was_drawn_all_is_shown(portal: Client, alice: User, able: Make) -> None:
    answer = portal.post(URL, typed(able(alice), step="0"), headers=HTMX)
    assert "HX-Retarget" not in answer.headers
    assert b"<section" in answer.content


def test_a_pair_whose_price_is_on_its_way_replaces_the_drawing(
    portal: Client, alice: User, able: Make
) -> None:
    listed("NEW/USDT", price="")
    answer = portal.post(URL, typed(able(alice), pairs="NEW/USDT", drawn="1"), headers=HTMX)
    assert "HX-Retarget" not in answer.headers


def test_twenty_pairs_cost_as_many_queries_as_one(portal: Client, alice: User, able: Make) -> None:
    def queries(pairs: list[str]) -> int:
        with CaptureQueriesContext(database) as seen:
            portal.post(URL, typed(row, pairs="\n".join(pairs)), headers=HTMX)
        return len(seen)

    row, symbols = able(alice), ["BTC/USDT"]
    for number in range(19):
        symbols.append(listed(f"C{number}/USDT").symbol)
    assert queries(symbols[:1]) == queries(symbols)


def test_a_session_that_ended_reloads_the_page(alice: User, able: Make) -> None:
    answer = Client().post(URL, typed(able(alice)), headers=HTMX)
    assert answer.headers["HX-Refresh"] == "true"


def test_no_pairs_are_offered_that_the_site_of_the_key_does_not_have(
    portal: Client, alice: User, able: Make
) -> None:
    there = able(alice, exchange="okx", site="eea")
    url = f"/strategies/pairs/?connection={there.pk}&market_type="
    assert portal.get(f"{url}spot").status_code == 200
    assert portal.get(f"{url}futures").status_code == 404
    assert "OKX Europe" in portal.get(f"/strategies/new/?connection={there.pk}").content.decode()


def test_pairs_are_offered_as_they_are_typed(portal: Client, alice: User, able: Make) -> None:
    row = able(alice)
    listed("ETH/USDT", price="3000")
    listed("DEAD/USDT", is_active=False)
    usual = portal.get(f"/strategies/pairs/?connection={row.pk}&market_type=spot").content.decode()
    assert re.findall(r'data-pair="([^"]+)"', usual) == ["BTC/USDT", "ETH/USDT"]
    found = portal.get(f"/strategies/pairs/?connection={row.pk}&market_type=spot&search=eth").content.decode()
    assert re.findall(r'data-pair="([^"]+)"', found) == ["ETH/USDT"]
    none = portal.get(f"/strategies/pairs/?connection={row.pk}&market_type=spot&search=zzz").content.decode()
    assert "No pair with this name" in none


def test_only_posting_asks_for_a_preview(portal: Client) -> None:
    assert portal.get(URL).status_code == 405
