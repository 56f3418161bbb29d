from decimal import Decimal

import pytest
from django.test import Client

from accounts.models import User
from strategies.models import Strategy
from tests.portal.conftest import Make
from tests.portal.strategies.conftest import HTMX, typed

URL = "/strategies/new/"
pytestmark = pytest.mark.usefixtures("market")


def test_asks_for_a_connection_first(portal: Client, alice: User, able: Make) -> None:
    row = able(alice, name="Main account")
    page = portal.get(URL).content.decode()
    assert "On which connection?" in page
    assert f'href="{URL}?connection={row.pk}"' in page


def test_begins_with_what_a_balanced_strategy_is(portal: Client, alice: User, able: Make) -> None:
    page = portal.get(f"{URL}?connection={able(alice).pk}").content.decode()
    assert 'name="risk_level" value="balanced" checked' in page
    assert 'name="step" value="1.5"' in page
    assert 'name="max_addons" value="5"' in page
    assert 'class="flaw"' not in page, "nothing was typed yet, so nothing is wrong"
    assert "Still to fill in" in page


def test_saves_a_draft_once_and_shows_it(portal: Client, alice: User, able: Make) -> None:
    answer = portal.post(URL, typed(able(alice), step="2,5"))
    strategy = Strategy.objects.get()
    assert answer.headers["Location"] == f"/strategies/{strategy.pk}/"
    assert (strategy.user, strategy.state, strategy.name) == (alice, "draft", "Slow and steady")
    assert strategy.settings["step"] == "2.5", "a comma is a point where it can be nothing else"
    assert strategy.settings["risk_level"] == "custom", "a number of the level was changed"
    assert strategy.margin_limit == Decimal(200)


def test_a_box_without_a_tick_is_kept(portal: Client, alice: User, able: Make) -> None:
    portal.post(URL, typed(able(alice), is_returning="false"))
    assert Strategy.objects.get().is_returning is False


def test_bad_input_is_told_at_its_field_and_nothing_typed_is_lost(
    portal: Client, alice: User, able: Make
) -> None:
    sent = typed(able(alice), step="zwei", take_profit="1000", pairs="", soft_limit="banana", name="<i>x</i>")
    page = portal.post(URL, sent).content.decode()
    assert not Strategy.objects.exists()
    for kept in ('value="zwei"', 'value="1000"', 'value="banana"', 'value="&lt;i&gt;x&lt;/i&gt;"'):
        assert kept in page
    for field in ("id_step", "id_take_profit", "id_pairs", "id_soft_limit"):
        assert f'href="#{field}"' in page, "the summary leads to every field"
        assert f'aria-describedby="{field}_flaws {field}_help" aria-invalid="true"' in page
    assert page.count('class="flaw"') >= 4
    assert '<details class="rare" id="rare-money" open>' in page, (
        "what is folded away opens where it holds a problem"
    )


def test_shows_what_it_does_without_a_script_and_saves_nothing(
    portal: Client, alice: User, able: Make
) -> None:
    page = portal.post(URL, typed(able(alice), do="look")).content.decode()
    assert '<svg class="chart"' in page
    assert "<!doctype html>" in page
    assert 'value="Slow and steady"' in page
    assert not Strategy.objects.exists()


def test_a_level_fills_in_its_fields_without_a_script(portal: Client, alice: User, able: Make) -> None:
    page = portal.post(URL, typed(able(alice), risk_level="active", step="9", do="level")).content.decode()
    assert 'name="step" value="1"' in page
    assert 'name="max_addons" value="8"' in page
    assert 'name="base_order" value="10"' in page, "what is no part of a level stays"
    assert 'value="active" checked' in page


def test_a_level_answers_a_script_with_the_form_alone(portal: Client, alice: User, able: Make) -> None:
    answer = portal.post(f"{URL}?do=level", typed(able(alice), risk_level="cautious"), headers=HTMX)
    page = answer.content.decode()
    assert "<html" not in page
    assert 'id="editor"' in page
    assert 'name="step" value="2.5"' in page


def test_a_taken_name_is_said_at_the_name(portal: Client, alice: User, able: Make) -> None:
    row = able(alice)
    portal.post(URL, typed(row))
    page = portal.post(URL, typed(row, name="SLOW AND STEADY")).content.decode()
    assert Strategy.objects.count() == 1
    assert 'href="#id_name"' in page


@pytest.mark.parametrize("given", ["999999", "x", "٣", "9" * 40])
def test_what_is_no_connection_of_mine_is_not_found(portal: Client, given: str) -> None:
    assert portal.get(f"{URL}?connection={given}").status_code == 404


def test_another_s_connection_is_not_found(portal: Client, bob: User, able: Make) -> None:
    row = able(bob)
    for path in (f"{URL}?connection={row.pk}", f"/strategies/pairs/?connection={row.pk}"):
        assert portal.get(path).status_code == 404
    for path in (URL, "/strategies/preview/"):
        assert portal.post(path, typed(row)).status_code == 404
    assert not Strategy.objects.exists()


def test_signed_out_leads_to_signing_in(alice: User, able: Make) -> None:
    answer = Client().post(URL, typed(able(alice)))
    assert answer.headers["Location"].startswith("/accounts/login/")
    assert not Strategy.objects.exists()
