"""GET /api/v1/connections/{id}/history/ and /events/"""

from datetime import timedelta

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from connections.findings import Category, Finding
from connections.models import Check, Connection, Day, Event, StatusChange
from tests.api.conftest import Make


@pytest.fixture
def row(alice: User, make: Make) -> Connection:
    return make(alice)


def url(row: Connection, end: str = "history") -> str:
    return f"/api/v1/connections/{row.pk}/{end}/"


def test_it_shows_each_day_the_oldest_first(api: APIClient, row: Connection) -> None:
    today = timezone.now().date()
    Day.objects.create(
        connection=row, date=today, fine=3, faulty=1, silent=1, answered=4, ms_sum=400, ms_most=250
    )
    shown = api.get(f"{url(row)}?days=2").json()
    before, now = shown["days"]
    assert (before["state"], before["mean_ms"], before["most_ms"]) == ("not_yet", None, None)
    assert now == {
        "date": today.isoformat(),
        "state": "partly",
        "state_label": "Needed you for a part of the day",
        "fine": 3,
        "faulty": 1,
        "silent": 1,
        "mean_ms": 100,
        "most_ms": 250,
    }
    assert (shown["latency"]["mean_ms"], shown["latency"]["most_ms"]) == (100, 250)
    assert shown["answered"].startswith("In 1 day KuCoin answered 80 % of our looks")


def test_a_new_one_has_nothing_to_say(api: APIClient, row: Connection) -> None:
    shown = api.get(url(row)).json()
    assert len(shown["days"]) == 90
    assert shown["answered"] == ""
    assert shown["latency"] == {"mean_ms": None, "most_ms": None, "text": ""}
    assert shown["events"] == {"next": None, "results": []}


@pytest.mark.parametrize("days", ["0", "401", "x"])
def test_an_absurd_number_of_days_is_refused(api: APIClient, row: Connection, days: str) -> None:
    answer = api.get(f"{url(row)}?days={days}")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "days")


def test_events_say_what_happened_and_who_asked(api: APIClient, alice: User, row: Connection) -> None:
    at = timezone.now()
    check = Check.objects.create(connection=row, requested_by=alice, requested_at=at, finished_at=at)
    found = Finding(Category.KEY_EXPIRED)
    Check.objects.filter(pk=check.pk).update(stored_findings=[found.to_json()])
    about = {"connection": row, "check_run": check, "at": at}
    StatusChange.objects.create(before="connected", after="action_required", codes=["key_expired"], **about)
    Event.objects.create(code="withdraw_switched_on", is_security=True, **about)
    event, change = api.get(url(row, "events")).json()["results"]
    assert (event["kind"], event["code"], event["before"], event["is_security"]) == (
        "event",
        "withdraw_switched_on",
        None,
        True,
    )
    assert (change["kind"], change["code"], change["before"]) == ("status", "action_required", "connected")
    assert [cause["code"] for cause in change["causes"]] == ["key_expired"]
    assert change["asked_by"] == "user"
    assert api.get(change["check"]).json()["asked_by"] == "user"


def test_pages_lead_through_everything(api: APIClient, row: Connection) -> None:
    at = timezone.now()
    for number in range(120):
        StatusChange.objects.create(
            connection=row, at=at - timedelta(hours=number), before="", after=str(number)
        )
    page = api.get(url(row)).json()["events"]
    seen = [event["code"] for event in page["results"]]
    while page["next"]:
        page = api.get(page["next"]).json()
        seen += [event["code"] for event in page["results"]]
    assert seen == [str(number) for number in range(120)]


def test_many_events_cost_as_many_queries_as_few(api: APIClient, alice: User, row: Connection) -> None:
    def queries(count: int) -> int:
        for _ in range(count):
            at = timezone.now()
            check = Check.objects.create(connection=row, requested_by=alice, requested_at=at, finished_at=at)
            StatusChange.objects.create(connection=row, at=at, check_run=check, before="", after="x")
            Event.objects.create(connection=row, at=at, check_run=check, code="withdraw_switched_on")
        with CaptureQueriesContext(database) as seen:
            api.get(url(row))
        return len(seen)

    assert queries(1) == queries(20)


def test_a_made_up_cursor_is_a_bad_value(api: APIClient, row: Connection) -> None:
    answer = api.get(f"{url(row, 'events')}?cursor=made-up")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "invalid_cursor")


def test_not_mine_is_404(api: APIClient, bob: User, make: Make) -> None:
    theirs = make(bob)
    assert [api.get(url(theirs, end)).status_code for end in ("history", "events")] == [404, 404]


def test_logged_out(nobody: APIClient, row: Connection) -> None:
    assert [nobody.get(url(row, end)).status_code for end in ("history", "events")] == [401, 401]
