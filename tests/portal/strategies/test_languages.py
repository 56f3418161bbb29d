"""No page of a strategy leaves a text in English."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from connections.models import Connection
from strategies.models import Strategy
from tests.people import sign_in
from tests.portal.strategies.conftest import HTMX, Draw, typed
from tests.portal.strategies.test_pages import walk
from tests.portal.test_languages import LANGUAGES, own_names, texts

pytestmark = pytest.mark.usefixtures("market")
# Pairs, and terms that traders of other languages use too.
NAMES = {"BTC/USDT", "ETH/USDT", "Break-even", "Stop-loss", "Take-profit"}


def said(alice: User, language: str, draw: Draw) -> set[str]:
    """Return all texts of the pages, of a refused form, and of strategies in every state."""
    alice.language = language
    alice.save()
    client = sign_in(Client(), alice)
    found = list(walk(client, alice, draw).values())
    for state in ("draft", "enabled", "disabled", "archived"):
        row = draw(alice, state=state, settings={"stop_loss": "12", "recovery": {"mode": "on"}})
        found.append(client.get(f"/strategies/{row.pk}/").content.decode())
    on = Connection.objects.for_user(alice).order_by("pk").first()
    assert on
    wrong = typed(on, name="", step="0", leverage="50", tp_steps="x", take_profit="0.01")
    found.append(client.post("/strategies/new/", wrong).content.decode())
    found.append(client.post("/strategies/preview/", wrong | {"drawn": "1"}, headers=HTMX).content.decode())
    held = typed(on, max_addons="9", margin_limit="60")
    found.append(client.post("/strategies/preview/", held, headers=HTMX).content.decode())
    Connection.objects.for_user(alice).update(unreachable_since=timezone.now(), verdict="quarantined")
    found.append(client.get("/strategies/").content.decode())
    names = own_names(alice) | NAMES | {row.name for row in Strategy.objects.for_user(alice)}
    return set().union(*(texts(page, names) for page in found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_leaves_a_text_in_english(language: str, alice: User, draw: Draw) -> None:
    assert said(alice, language, draw) & said(alice, "en", draw) == set()
