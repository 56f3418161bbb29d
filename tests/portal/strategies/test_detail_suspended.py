"""A strategy that is held back says why, how it comes back, and what to do first."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from connections.models import Connection
from strategies.models import Strategy
from strategies.reasons import Reason
from tests.portal.conftest import Make
from tests.portal.strategies.conftest import Draw
from tests.portal.strategies.test_detail import page_of

pytestmark = pytest.mark.usefixtures("market")


def test_a_suspended_one_says_why_and_how_it_comes_back(
    portal: Client, alice: User, able: Make, draw: Draw
) -> None:
    stored = [Reason("quarantined").to_json()]
    row = draw(alice, able(alice, verdict="quarantined"), state="suspended", stored_reasons=stored)
    page = page_of(portal, row)
    assert f'action="/strategies/{row.pk}/enable/"' in page
    assert 'data-reason="quarantined"' in page
    assert "runs again by itself" in page
    Strategy.objects.update(is_returning=False)
    assert "enable it again yourself" in page_of(portal, row)


def test_what_is_mended_is_not_said_any_more(portal: Client, alice: User, draw: Draw) -> None:
    row = draw(alice, state="suspended", stored_reasons=[Reason("paused").to_json()])
    assert 'data-reason="paused"' not in page_of(portal, row)
    assert "it runs again in a moment" in page_of(portal, row)
    Strategy.objects.update(stored_reasons=[Reason("mended").to_json()], is_returning=False)
    assert "Enable it when you want it to run again." in page_of(portal, row)


def _main_actions(page: str) -> list[str]:
    """Return what is on the buttons in the one accent colour."""
    return re.findall(r'class="button primary"[^>]*>([^<]+)<', page)


def test_the_one_main_action_is_the_first_step(portal: Client, alice: User, able: Make, draw: Draw) -> None:
    on = able(alice, paused_at=timezone.now())
    row = draw(alice, on, state="suspended", is_returning=False)
    assert _main_actions(page_of(portal, row)) == ["Open the connection"]
    Connection.objects.update(paused_at=None, balances={"spot": {"USDT": "10"}})
    assert _main_actions(page_of(portal, row)) == ["Change the settings"]
    Connection.objects.update(balances={"spot": {"USDT": "1000"}})
    Strategy.objects.update(stored_reasons=[Reason("mended").to_json()])
    page = page_of(portal, row)
    assert _main_actions(page) == ["Enable"]
    assert 'class="finding warn" data-reason="mended"' in page, "nothing is wrong any more"
    assert page.index(">Enable<") < page.index(">Disable<")
