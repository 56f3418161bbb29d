"""When an exchange counts as down for everybody, and when it does not."""

from datetime import timedelta

import pytest
import redis
import time_machine
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from connections import incidents
from connections.findings import Category, Diagnosis, Report, Result
from connections.incidents import Look, counting
from connections.incidents.evidence import Lane
from connections.models import Incident
from tests.connections.incidents.conftest import KUCOIN, People, answers, down, open_lanes, silence

pytestmark = pytest.mark.django_db


def test_one_person_with_a_thousand_failing_keys_raises_none() -> None:
    for _ in range(20):
        silence(*[1] * 50)
    incidents.watch()
    assert open_lanes() == []


@pytest.mark.parametrize(
    ("failing", "fine", "is_down"), [(3, 1, True), (3, 3, True), (3, 4, False), (2, 0, False)]
)
def test_it_takes_three_people_and_half_of_those_asked(failing: int, fine: int, is_down: bool) -> None:
    silence(*range(failing))
    answers(*range(100, 100 + fine))
    incidents.watch()
    assert open_lanes() == ([KUCOIN] if is_down else [])


def test_who_is_answered_afterwards_counts_as_answered() -> None:
    silence(1, 2, 3)
    answers(3)
    incidents.watch()
    assert open_lanes() == []


def test_failures_of_long_ago_do_not_add_up() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for user in (1, 2, 3):
            silence(user)
            clock.shift(70)
        incidents.watch()
        assert open_lanes() == []
        silence(4)
        silence(5)
        incidents.watch()
        assert open_lanes() == [KUCOIN]


def test_a_site_has_its_own_troubles() -> None:
    silence(1, 2, 3, lane=Lane("okx", "eea"))
    incidents.watch()
    assert open_lanes() == [Lane("okx", "eea")]


def test_it_says_when_it_began_and_how_many_it_was_noticed_by(people: People) -> None:
    rows = people(3)
    answers(1_000_000)
    incident = down(*rows)
    assert (incident.failing_users, incident.asked_users) == (3, 4)
    assert incident.cause == "exchange_unavailable"
    assert timezone.now() - incident.started_at < timedelta(seconds=10)


def test_a_second_look_opens_no_second_one() -> None:
    for _ in range(3):
        silence(1, 2, 3)
        incidents.watch()
    assert Incident.objects.count() == 1


def test_who_fails_alone_after_the_end_opens_no_other_one() -> None:
    silence(1, 2, 3)
    incidents.watch()
    for user in range(10, 13):
        answers(user)
    incidents.watch()
    assert open_lanes() == []
    silence(1, 2, 3)
    incidents.watch()
    assert open_lanes() == []
    answers(1, 2, 3)
    silence(1, 2, 3)
    incidents.watch()
    assert open_lanes() == [KUCOIN]


def test_nothing_is_opened_and_nothing_breaks_while_redis_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    silence(1, 2, 3)
    monkeypatch.setattr(counting, "store", lambda: redis.Redis.from_url("redis://127.0.0.1:1", retry=None))
    silence(4, 5, 6)
    incidents.watch()
    assert open_lanes() == []


def test_without_redis_an_incident_goes_on_and_does_not_open_again_after_it(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    users = [row.user_id for row in people(3)]
    silence(*users)
    incidents.watch()
    for _ in range(3):
        answers(100)
    away = redis.ConnectionError("away")
    with monkeypatch.context() as patch:
        patch.setattr(counting, "end", lambda lane: (_ for _ in ()).throw(away))
        incidents.watch()
    assert open_lanes() == [KUCOIN]
    for _ in range(2):
        incidents.watch()
    assert open_lanes() == []
    assert Incident.objects.count() == 1


def test_queries_do_not_grow_with_people(people: People) -> None:
    def queries(users: range, lane: Lane) -> int:
        silence(*users, lane=lane)
        with CaptureQueriesContext(database) as seen:
            incidents.watch()
        return len(seen)

    few = queries(range(3), KUCOIN)
    answers(*range(3))
    Incident.objects.all().delete()
    assert few == queries(range(300), Lane("mexc", ""))
    assert open_lanes() == [Lane("mexc", "")]


def test_a_refused_key_is_an_answer_and_too_many_requests_are_no_sign() -> None:
    def seen(diagnosis: Diagnosis) -> str | None:
        look = Look.of("kucoin", "", 1, Report((Result("key_info", diagnosis),), timezone.now()))
        return look.cause if look else None

    assert seen(Diagnosis(Category.INVALID_KEY)) == ""
    assert seen(Diagnosis(Category.NONE)) == ""
    assert seen(Diagnosis(Category.EXCHANGE_UNAVAILABLE)) == "exchange_unavailable"
    assert seen(Diagnosis(Category.ACCOUNT_RESTRICTED, is_edge=True)) == "account_restricted"
    for category in (
        Category.RATE_LIMITED,
        Category.CLOCK_SKEW,
        Category.CREDENTIALS_UNREADABLE,
        Category.UNKNOWN,
    ):
        assert seen(Diagnosis(category)) is None
