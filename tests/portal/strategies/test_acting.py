import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from strategies.models import Strategy
from strategies.services.recording import MOST_STRATEGIES
from tests.portal.conftest import Make
from tests.portal.strategies.conftest import Draw

pytestmark = pytest.mark.usefixtures("market")


def test_enables_and_says_so(portal: Client, alice: User, draw: Draw) -> None:
    row = draw(alice)
    page = portal.post(f"/strategies/{row.pk}/enable/", follow=True).content.decode()
    row.refresh_from_db()
    assert row.state == "enabled"
    assert 'data-status="enabled"' in page
    assert ">Disable</button>" in page
    assert row.revisions.filter(action="enabled").count() == 1


def test_a_second_click_enables_nothing_twice(portal: Client, alice: User, draw: Draw) -> None:
    row = draw(alice)
    for _ in range(2):
        assert portal.post(f"/strategies/{row.pk}/enable/").headers["Location"] == f"/strategies/{row.pk}/"
    assert row.revisions.filter(action="enabled").count() == 1


def test_says_what_is_in_the_way(portal: Client, alice: User, able: Make, draw: Draw) -> None:
    row = draw(alice, able(alice, paused_at=timezone.now()))
    page = portal.post(f"/strategies/{row.pk}/enable/", follow=True).content.decode()
    row.refresh_from_db()
    assert row.state == "draft"
    assert "Not enabled." in page
    assert 'data-reason="paused"' in page


def test_disables_and_says_so(portal: Client, alice: User, draw: Draw) -> None:
    row = draw(alice, state="enabled")
    page = portal.post(f"/strategies/{row.pk}/disable/", follow=True).content.decode()
    row.refresh_from_db()
    assert row.state == "disabled"
    assert "until you enable it again" in page


def test_makes_a_copy_once(portal: Client, alice: User, draw: Draw) -> None:
    row = draw(alice, name="First", state="enabled")
    answer = portal.post(f"/strategies/{row.pk}/duplicate/")
    copy = Strategy.objects.exclude(pk=row.pk).get()
    assert answer.headers["Location"] == f"/strategies/{copy.pk}/"
    assert (copy.state, copy.settings) == ("draft", row.settings)
    assert copy.name != "First"


def test_a_copy_too_many_is_refused_in_words(portal: Client, alice: User, draw: Draw) -> None:
    rows = [draw(alice, name="First")]
    for number in range(MOST_STRATEGIES - 1):
        rows.append(Strategy.objects.get(pk=rows[0].pk))
        rows[-1].pk, rows[-1].name = None, f"Copy {number}"
    Strategy.objects.bulk_create(rows[1:])
    page = portal.post(f"/strategies/{rows[0].pk}/duplicate/", follow=True).content.decode()
    assert Strategy.objects.count() == MOST_STRATEGIES
    assert str(MOST_STRATEGIES) in page
    assert "Archive" in page


def test_archiving_asks_first_and_names_what_is_lost(portal: Client, alice: User, draw: Draw) -> None:
    row = draw(alice, name="Old one", state="enabled")
    page = portal.get(f"/strategies/{row.pk}/archive/").content.decode()
    assert "This cannot be undone" in page
    assert "it opens, adds and closes nothing any more" in page
    row.refresh_from_db()
    assert row.state == "enabled"
    page = portal.post(f"/strategies/{row.pk}/archive/", follow=True).content.decode()
    row.refresh_from_db()
    assert row.state == "archived"
    assert "Old one is archived." in page


@pytest.mark.parametrize("what", ["enable", "disable", "duplicate"])
def test_only_posting_does_something(portal: Client, alice: User, draw: Draw, what: str) -> None:
    assert portal.get(f"/strategies/{draw(alice).pk}/{what}/").status_code == 405


@pytest.mark.parametrize("what", ["enable", "disable", "duplicate", "archive"])
def test_signed_out_leads_to_signing_in(alice: User, draw: Draw, what: str) -> None:
    row = draw(alice)
    answer = Client().post(f"/strategies/{row.pk}/{what}/")
    assert answer.headers["Location"].startswith("/accounts/login/")
    row.refresh_from_db()
    assert row.state == "draft"


@pytest.mark.parametrize("what", ["enable", "archive"])
def test_what_is_archived_stays_so(portal: Client, alice: User, draw: Draw, what: str) -> None:
    row = draw(alice, state="archived")
    portal.post(f"/strategies/{row.pk}/{what}/")
    row.refresh_from_db()
    assert row.state == "archived"
