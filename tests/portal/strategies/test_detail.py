from datetime import timedelta

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from strategies.models import Revision, Strategy
from strategies.reasons import Reason
from tests.portal.conftest import Make
from tests.portal.strategies.conftest import HTMX, Draw, listed

pytestmark = pytest.mark.usefixtures("market")


def page_of(portal: Client, row: Strategy, end: str = "") -> str:
    return portal.get(f"/strategies/{row.pk}/{end}").content.decode()


def test_says_that_nothing_is_in_the_way(portal: Client, alice: User, draw: Draw) -> None:
    page = page_of(portal, draw(alice))
    assert "Nothing is in the way" in page
    assert ">Enable</button>" in page
    assert "data-reason" not in page
    assert '<svg class="chart"' in page


def test_says_everything_that_is_in_the_way_with_first_steps(
    portal: Client, alice: User, able: Make, draw: Draw
) -> None:
    on = able(alice, paused_at=timezone.now(), balances={"spot": {"USDT": "10"}})
    row = draw(alice, on)
    page = page_of(portal, row)
    assert 'data-reason="paused"' in page
    assert 'data-reason="over_balance"' in page
    assert f'href="/connections/{on.pk}/"' in page
    assert f'href="/strategies/{row.pk}/edit/"' in page


def test_an_open_page_hears_of_a_suspension(portal: Client, alice: User, draw: Draw) -> None:
    row = draw(alice, state="enabled")
    address = f"/strategies/{row.pk}/progress/?shown=enabled"
    assert address in page_of(portal, row)
    assert portal.get(address).status_code == 204
    Strategy.objects.update(state="suspended")
    answer = portal.get(address)
    assert answer["HX-Retarget"] == "#strategy"
    assert 'data-status="suspended"' in answer.content.decode()


def test_an_outage_is_nobody_s_fault(portal: Client, alice: User, able: Make, draw: Draw) -> None:
    row = draw(alice, able(alice, unreachable_since=timezone.now()), state="enabled")
    page = page_of(portal, row)
    assert 'data-status="unmanaged"' in page
    assert "Unmanaged while KuCoin does not answer" in page


def test_settings_are_read_with_their_units(portal: Client, alice: User, draw: Draw) -> None:
    answer = portal.get(f"/strategies/{draw(alice, settings={'step': '2.5'}).pk}/")
    told = {
        fact.label: f"{fact.value} {fact.unit}" for part in answer.context["facts"] for fact in part.facts
    }
    assert "2.5 %" in told.values()
    assert "200 USDT" in told.values()


def test_history_says_who_did_what_and_what_was_before(portal: Client, alice: User, draw: Draw) -> None:
    row, at = draw(alice), timezone.now() - timedelta(hours=2)
    kept = {"strategy": row, "version": 2, "at": at}
    Revision.objects.create(**kept, actor=alice, action="updated", changes={"step": ["1.5", "2"]})
    Revision.objects.create(**kept, action="suspended", stored_reasons=[Reason("paused").to_json()])
    page = page_of(portal, row)
    assert "Settings changed" in page
    assert "by you" in page
    assert "by itself" in page
    assert '<bdi dir="auto">1.5</bdi>' in page
    assert '<bdi dir="auto">2</bdi>' in page


def test_the_history_costs_as_many_queries_as_one_entry(portal: Client, alice: User, draw: Draw) -> None:
    def queries() -> int:
        with CaptureQueriesContext(database) as seen:
            page_of(portal, row)
        return len(seen)

    row, now = draw(alice), timezone.now()
    Revision.objects.create(strategy=row, at=now, actor=alice, action="created", version=1)
    one = queries()
    for version in range(15):
        Revision.objects.create(strategy=row, at=now, actor=alice, action="updated", version=version)
    assert queries() == one


def test_another_pair_is_shown_by_its_address(portal: Client, alice: User, draw: Draw) -> None:
    listed("ETH/USDT", price="3000")
    row = draw(alice, settings={"pairs": ["BTC/USDT", "ETH/USDT"], "margin_limit": "400"})
    assert "Ladder of BTC/USDT" in page_of(portal, row)
    assert "Ladder of ETH/USDT" in page_of(portal, row, "?pair=ETH/USDT")
    part = page_of(portal, row, "preview/?pair=ETH/USDT")
    assert "Ladder of ETH/USDT" in part
    assert "<html" not in part


def test_the_wait_asks_again_until_the_answer_replaces_the_page(
    portal: Client, alice: User, draw: Draw
) -> None:
    row = draw(alice, enable_requested_at=timezone.now())
    page = page_of(portal, row)
    assert 'hx-trigger="every 700ms"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    waiting = portal.get(f"/strategies/{row.pk}/progress/", headers=HTMX)
    assert "Checking the key with KuCoin first" in waiting.content.decode()
    Strategy.objects.update(state="enabled", enable_requested_at=None)
    done = portal.get(f"/strategies/{row.pk}/progress/", headers=HTMX)
    assert done.headers["HX-Retarget"] == "#strategy"
    assert 'data-status="enabled"' in done.content.decode()
    assert f"{row.name}: " in done.content.decode(), "the change is announced"


def test_a_wait_that_takes_long_is_asked_after_less_often(portal: Client, alice: User, draw: Draw) -> None:
    row = draw(alice, enable_requested_at=timezone.now() - timedelta(minutes=1))
    assert 'hx-trigger="every 5s"' in page_of(portal, row)


def test_one_whose_connection_is_gone_can_still_be_read(portal: Client, alice: User, draw: Draw) -> None:
    row = draw(alice, state="archived", name="Remembered")
    Strategy.objects.update(connection=None)
    page = page_of(portal, row)
    assert "Remembered" in page
    assert ">Enable</button>" not in page


def test_a_name_is_text(portal: Client, alice: User, draw: Draw) -> None:
    row = draw(alice, name="<script>alert(1)</script>")
    for end in ("", "edit/", "archive/"):
        assert "<script>alert" not in page_of(portal, row, end)
    assert "<script>alert" not in portal.get("/strategies/").content.decode()


def test_a_session_that_ended_while_waiting_reloads_the_page(alice: User, draw: Draw) -> None:
    answer = Client().get(f"/strategies/{draw(alice).pk}/progress/", headers=HTMX)
    assert answer.headers["HX-Refresh"] == "true"


def test_parts_of_a_take_profit_are_said_in_the_reader_s_language(
    portal: Client, alice: User, draw: Draw
) -> None:
    shares = [{"at": "1.5", "share": "40"}, {"at": "2", "share": "60"}]
    steps = {"deviation_reference": "custom", "custom_steps": ["1.5", "3"], "max_addons": "2"}
    row = draw(alice, settings={"tp_steps": shares, "addon_zone": {"low": "90.5"}, **steps})
    Revision.objects.create(
        strategy=row,
        action="updated",
        at=timezone.now(),
        version=2,
        actor=alice,
        changes={"tp_steps": [[], shares]},
    )
    page = portal.get(f"/strategies/{row.pk}/").content.decode()
    said = "<bdi>40\u00a0%</bdi> at a profit of <bdi>1.5\u00a0%</bdi> and <bdi>60\u00a0%</bdi> at"
    assert page.count(said) == 2, "in the settings and in the history"
    assert "@" not in page.replace("alice@", "")
    assert "<bdi>1.5</bdi> and <bdi>3</bdi>" in page
    alice.language = "de"
    alice.save()
    page = portal.get(f"/strategies/{row.pk}/").content.decode()
    assert page.count("<bdi>1,5\u00a0%</bdi>") == 2
    assert ">90,5 <" in page
    assert "at a profit of" not in page
