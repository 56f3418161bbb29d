"""A strategy that does not run is given to another connection."""

import pytest
from django.test import Client

from accounts.models import User
from connections import services as connections
from strategies import services
from tests.portal.conftest import Make
from tests.portal.strategies.conftest import Draw, listed, typed

pytestmark = pytest.mark.usefixtures("market")


@pytest.mark.parametrize("state", ["draft", "disabled"])
def test_moves_to_another_connection(portal: Client, alice: User, able: Make, draw: Draw, state: str) -> None:
    row, other = draw(alice, able(alice), state=state), able(alice, "mexc", name="Elsewhere")
    listed("BTC/USDT", "mexc")
    edit = f"/strategies/{row.pk}/edit/"
    assert f'href="{edit}?connection="' in portal.get(edit).content.decode()
    choice = portal.get(f"{edit}?connection=").content.decode()
    assert f'href="{edit}?connection={other.pk}"' in choice
    form = portal.get(f"{edit}?connection={other.pk}").content.decode()
    assert f'name="connection" value="{other.pk}"' in form
    assert "On Elsewhere at MEXC" in form
    page = portal.post(edit, typed(other), follow=True).content.decode()
    row.refresh_from_db()
    assert (row.connection_id, row.exchange, row.state) == (other.pk, "mexc", state)
    assert "Elsewhere" in page


def test_one_whose_connection_is_gone_is_given_another(
    portal: Client, alice: User, able: Make, draw: Draw
) -> None:
    gone, other = able(alice), able(alice)
    row = draw(alice, gone)
    connections.disconnect(gone, alice)
    page = portal.get(f"/strategies/{row.pk}/").content.decode()
    assert 'data-reason="no_connection"' in page
    assert f'href="/strategies/{row.pk}/edit/"' in page
    choice = portal.get(f"/strategies/{row.pk}/edit/").content.decode()
    assert f'href="/strategies/{row.pk}/edit/?connection={other.pk}"' in choice
    portal.post(f"/strategies/{row.pk}/edit/", typed(other))
    row.refresh_from_db()
    assert row.connection_id == other.pk


def test_so_is_the_copy_of_an_archived_one(portal: Client, alice: User, able: Make, draw: Draw) -> None:
    gone, other = able(alice), able(alice)
    row = draw(alice, gone, state="enabled")
    connections.disconnect(gone, alice, is_agreed=True)
    row.refresh_from_db()
    copy = services.duplicate(row, alice)
    assert (row.state, copy.connection_id) == ("archived", None)
    portal.post(f"/strategies/{copy.pk}/edit/", typed(other, name=copy.name))
    copy.refresh_from_db()
    assert copy.connection_id == other.pk


def test_without_any_connection_the_page_leads_to_connecting(
    portal: Client, alice: User, able: Make, draw: Draw
) -> None:
    gone = able(alice)
    row = draw(alice, gone)
    connections.disconnect(gone, alice)
    assert 'href="/connections/new/"' in portal.get(f"/strategies/{row.pk}/edit/").content.decode()
    assert portal.post(f"/strategies/{row.pk}/edit/", {"name": "Nowhere"}).status_code == 200
    row.refresh_from_db()
    assert row.name != "Nowhere"


@pytest.mark.parametrize("state", ["enabled", "suspended"])
def test_what_runs_stays_where_it_is(portal: Client, alice: User, able: Make, draw: Draw, state: str) -> None:
    on, other = able(alice), able(alice)
    row = draw(alice, on, state=state)
    edit = f"/strategies/{row.pk}/edit/"
    assert f"{edit}?connection=" not in portal.get(edit).content.decode()
    page = portal.post(edit, typed(other)).content.decode()
    row.refresh_from_db()
    assert row.connection_id == on.pk
    assert "cannot be changed while the strategy is enabled" in page


def test_another_s_connection_does_not_exist(
    portal: Client, alice: User, bob: User, able: Make, draw: Draw
) -> None:
    row, foreign = draw(alice), able(bob)
    edit = f"/strategies/{row.pk}/edit/"
    assert portal.get(f"{edit}?connection={foreign.pk}").status_code == 404
    assert portal.post(edit, typed(foreign)).status_code == 404
