"""What was: the days drawn, what happened page by page, who asked."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from connections.models import Check, Connection, Day, Event, StatusChange
from connections.models.past import DayState, PastDay
from connections.views.shown.plots import bars, curve
from tests.portal.conftest import Make

Fill = Callable[..., Connection]
TODAY = timezone.now().date()


@pytest.fixture
def fill(alice: User, make: Make) -> Fill:
    """Return a connection with that many days behind it."""

    def connection(days: int, **counts: int) -> Connection:
        row = make(alice, verdict="connected")
        began = timezone.now() - timedelta(days=days)
        Connection.objects.filter(pk=row.pk).update(created_at=began)
        usual = {"fine": 24, "answered": 24, "ms_sum": 24 * 90, "ms_most": 140, **counts}
        for number in range(days + 1):
            at = (began + timedelta(days=number)).date()
            Day.objects.create(connection=row, date=at, **usual)
        return row

    return connection


def test_a_new_connection_says_what_will_be_here(portal: Client, alice: User, make: Make) -> None:
    page = portal.get(f"/connections/{make(alice).pk}/").content.decode()
    assert "Once we have looked at the key, each day gets a bar here" in page
    assert '<svg class="strip"' not in page


@pytest.mark.parametrize(("days", "shown"), [(3, 30), (45, 90), (200, 90)])
def test_each_day_is_a_bar_and_a_line_of_the_table(portal: Client, fill: Fill, days: int, shown: int) -> None:
    row = fill(days)
    answer = portal.get(f"/connections/{row.pk}/")
    page = answer.content.decode()
    assert f"Last {shown} days" in page
    assert len(answer.context["uptime"].cells) == shown
    assert page.count('<rect class="fine"') == page.count('<tr><th scope="row">') == min(days + 1, shown)
    assert "KuCoin answered 100 % of our looks, and the key worked in 100 % of those." in page
    assert "KuCoin took 90 ms to answer on average; the slowest answer took 140 ms." in page


def test_the_drawing_has_a_name_and_says_what_it_shows(portal: Client, fill: Fill) -> None:
    page = portal.get(f"/connections/{fill(3, silent=1).pk}/").content.decode()
    for name in ("strip", "speed"):
        assert f'aria-labelledby="{name}-title {name}-text"' in page
    assert "In 4 days KuCoin answered 96 % of our looks" in page
    assert "The exchange did not answer</li>" in page
    assert "Paused</li>" not in page, "the legend names only what is drawn"


def test_the_page_costs_the_same_for_a_day_and_for_a_year(portal: Client, alice: User, fill: Fill) -> None:
    def queries(row: Connection) -> int:
        with CaptureQueriesContext(database) as seen:
            portal.get(f"/connections/{row.pk}/")
        return len(seen)

    young, old = fill(1), fill(200)
    at = timezone.now()
    for number in range(20):
        check = Check.objects.create(connection=old, requested_at=at, finished_at=at, requested_by=alice)
        StatusChange.objects.create(connection=old, at=at, check_run=check, codes=["invalid_key"])
        Event.objects.create(
            connection=old, at=at, check_run=check, code="withdraw_switched_on", params={"n": number}
        )
    queries(young)
    assert queries(old) == queries(young)


def test_it_says_who_asked(portal: Client, alice: User, supporter: User, make: Make) -> None:
    row, at = make(alice), timezone.now()
    for person in (alice, supporter, None):
        check = Check.objects.create(connection=row, requested_at=at, finished_at=at, requested_by=person)
    Event.objects.create(connection=row, at=at, code="withdraw_switched_on", check_run=check)
    page = portal.get(f"/connections/{row.pk}/").content.decode()
    asked = ("Check you asked for", "Check our support asked for", "Routine check")
    assert [page.count(text) for text in asked] == [1, 1, 2]
    assert supporter.email not in page
    assert "The right to withdraw was switched on" in page


def test_everything_is_a_walk_of_pages(portal: Client, alice: User, make: Make) -> None:
    row, at = make(alice), timezone.now()
    for number in range(60):
        StatusChange.objects.create(
            connection=row, at=at - timedelta(hours=number), before="", after=f"change {number}."
        )
    assert "Everything</a>" in portal.get(f"/connections/{row.pk}/").content.decode()
    first = portal.get(f"/connections/{row.pk}/history/")
    place = first.context["lines"].older
    second = portal.get(f"/connections/{row.pk}/history/?after={place}")
    seen = [line.title for answer in (first, second) for line in answer.context["lines"].rows]
    assert seen == [f"change {number}." for number in range(60)]
    assert "Newest" in second.content.decode()
    assert second.context["lines"].older is None


def test_an_address_that_leads_nowhere_shows_the_newest(portal: Client, alice: User, make: Make) -> None:
    row = make(alice)
    StatusChange.objects.create(connection=row, at=timezone.now(), before="pending", after="connected")
    assert "before: Not judged yet" in portal.get(f"/connections/{row.pk}/history/?after=x").content.decode()


def a_day(state: DayState = DayState.WORKING, **counts: int) -> PastDay:
    return PastDay(TODAY, state, **counts)


def test_what_happened_at_all_is_seen_in_a_bar() -> None:
    mixed, idle = bars([a_day(fine=9999, faulty=1, silent=1), a_day(DayState.PAUSED)])
    assert [piece.kind for piece in mixed.pieces] == ["faulty", "fine", "silent"]
    assert all(piece.height > 3 for piece in mixed.pieces)
    assert sum(piece.height for piece in mixed.pieces) == pytest.approx(38)
    assert (mixed.has_flag, idle.has_flag, idle.pieces[0].kind) == (True, False, "paused")


def test_nothing_is_drawn_over_a_day_without_an_answer() -> None:
    timed = a_day(fine=1, answered=1, ms_sum=80, ms_most=80)
    assert curve([timed, a_day(silent=1)]) is None
    drawn = curve([timed, a_day(silent=1), timed, timed])
    assert drawn is not None
    assert (drawn.mean.count("M"), drawn.peaks.count("M"), drawn.most, drawn.is_cut) == (2, 2, 200, False)


def test_one_slow_answer_does_not_flatten_the_others() -> None:
    usual, slow = a_day(answered=9, ms_sum=900, ms_most=120), a_day(answered=9, ms_sum=900, ms_most=7900)
    drawn = curve([usual, slow])
    assert drawn is not None
    assert (drawn.most, drawn.is_cut) == (200, True)
    assert "V0.0" in drawn.peaks
