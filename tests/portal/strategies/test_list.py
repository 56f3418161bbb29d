import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from strategies.reasons import Reason
from tests.portal.conftest import Make
from tests.portal.strategies.conftest import Draw

WITHDRAWS = [Reason("quarantined").to_json()]


def test_without_a_connection_the_first_step_is_to_make_one(portal: Client) -> None:
    page = portal.get("/strategies/").content.decode()
    assert "First connect an exchange" in page
    assert 'href="/connections/new/"' in page


def test_an_empty_list_offers_what_is_connected_first(portal: Client, alice: User, able: Make) -> None:
    broken = able(alice, name="Aaa broken", verdict="action_required")
    fine = able(alice, name="Zzz fine")
    page = portal.get("/strategies/").content.decode()
    assert "Set up your first strategy" in page
    assert f'href="/strategies/new/?connection={fine.pk}"' in page
    assert f'href="/connections/{broken.pk}/"' in page
    assert page.index("Zzz fine") < page.index("Aaa broken")


def test_shows_mine_and_not_those_of_others(portal: Client, alice: User, bob: User, draw: Draw) -> None:
    draw(alice, name="Mine")
    draw(bob, name="Not this one")
    draw(alice, name="Long gone", state="archived")
    page = portal.get("/strategies/").content.decode()
    assert "Mine" in page
    assert "BTC/USDT" in page
    assert "200.00 USDT" in page
    assert "Not this one" not in page
    assert "Long gone" not in page


def test_what_needs_the_reader_comes_first(portal: Client, alice: User, able: Make, draw: Draw) -> None:
    lost = able(alice, unreachable_since=timezone.now())
    draw(alice, name="Aaa fine", state="enabled")
    draw(alice, lost, name="Bbb left alone", state="enabled")
    unsafe = able(alice, verdict="quarantined")
    draw(alice, unsafe, name="Ccc held back", state="suspended", stored_reasons=WITHDRAWS)
    page = portal.get("/strategies/").content.decode()
    assert "2 need you" in page
    assert page.index("Ccc held back") < page.index("Bbb left alone") < page.index("Aaa fine")
    assert 'data-reason="quarantined"' in page
    assert "Unmanaged while KuCoin does not answer" in page


def test_what_was_put_right_needs_nobody(portal: Client, alice: User, draw: Draw) -> None:
    draw(alice, stored_reasons=[Reason("paused").to_json()])
    page = portal.get("/strategies/").content.decode()
    assert 'data-reason="paused"' not in page


@pytest.mark.parametrize("state", ["draft", "enabled", "suspended", "disabled"])
def test_every_state_has_a_word(portal: Client, alice: User, draw: Draw, state: str) -> None:
    draw(alice, state=state)
    row = portal.get("/strategies/").context["page"][0]
    assert row.badge.label not in ("", state)
    assert f">{row.badge.label}</span>" in portal.get("/strategies/").content.decode()


def test_fifty_cost_as_many_queries_as_five(portal: Client, alice: User, able: Make, draw: Draw) -> None:
    def queries() -> int:
        with CaptureQueriesContext(database) as seen:
            portal.get("/strategies/")
        return len(seen)

    on = able(alice)
    for number in range(5):
        draw(alice, on, name=f"few {number}", state="suspended", stored_reasons=WITHDRAWS)
    few = queries()
    for number in range(45):
        draw(alice, on, name=f"many {number}")
    assert queries() == few


def test_the_fifty_first_is_on_the_second_page(portal: Client, alice: User, able: Make, draw: Draw) -> None:
    on = able(alice)
    for number in range(51):
        draw(alice, on, name=f"number {number:02}")
    assert "number 50" not in portal.get("/strategies/").content.decode()
    assert "number 50" in portal.get("/strategies/?page=2").content.decode()


def test_signed_out_leads_to_signing_in(db: None) -> None:
    assert Client().get("/strategies/").headers["Location"] == "/accounts/login/?next=/strategies/"
