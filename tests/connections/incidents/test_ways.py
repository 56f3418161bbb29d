"""Our own network or one of our proxies fails: many exchanges seem to be down, and nobody is told so."""

import pytest
import time_machine
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from connections import incidents
from connections.findings import Category, Diagnosis, Report, Result
from connections.incidents import Look
from connections.incidents.evidence import Lane
from connections.models import Incident, Pulse
from notifications.models import Notification
from notifications.words import words_for
from tests.connections.incidents.conftest import People, answers, down, open_lanes, silence, told

pytestmark = pytest.mark.django_db
LANES = [Lane(code, "") for code in ("kucoin", "mexc", "gate", "okx")]
ONE, OTHER = "203.0.113.10", "203.0.113.11"


@pytest.fixture
def supporter() -> User:
    return User.objects.create(email="support@example.com", is_staff=True)


def test_most_exchanges_at_once_are_our_own_network(people: People, supporter: User) -> None:
    rows = people(3)
    for lane in LANES[:3]:
        silence(*(row.user_id for row in rows), lane=lane)
    answers(rows[0].user_id, lane=LANES[3])
    for _ in range(2):
        incidents.watch()
    assert open_lanes() == []
    (notice,) = Notification.objects.all()
    assert (notice.user, notice.code) == (supporter, "way_out_silent")
    text = words_for(notice.code, notice.params, supporter).text
    assert all(name in text for name in ("Gate", "KuCoin", "MEXC"))
    assert "OKX" not in text


def test_one_of_many_is_down_by_itself(supporter: User) -> None:
    silence(1, 2, 3)
    for lane in LANES[1:]:
        answers(1, 2, 3, lane=lane)
    incidents.watch()
    assert open_lanes() == LANES[:1]
    assert told(supporter) == []


def test_two_of_many_are_down_by_themselves(supporter: User) -> None:
    for lane in LANES[:2]:
        silence(1, 2, 3, lane=lane)
    for lane in LANES[2:]:
        answers(1, 2, 3, lane=lane)
    incidents.watch()
    assert set(open_lanes()) == {*LANES[:2]}
    assert told(supporter) == []


def test_an_odd_key_elsewhere_hides_no_outage() -> None:
    silence(1, 2, 3)
    silence(4, lane=LANES[1])
    incidents.watch()
    assert open_lanes() == LANES[:1]


def test_one_proxy_fails_and_the_other_gets_answers(settings: Settings, supporter: User) -> None:
    settings.EGRESS = [ONE, OTHER]
    for number, lane in enumerate(LANES):
        silence(*range(3 + number), lane=lane, egress=ONE)  # as many as get answers, or more
        answers(*range(10, 13), lane=lane, egress=OTHER)
    incidents.watch()
    assert open_lanes() == []
    (notice,) = Notification.objects.all()
    assert notice.params["address"] == ONE
    assert ONE in words_for(notice.code, notice.params, supporter).text
    # What is silent from the sound one as well is down, whatever becomes of the other.
    silence(10, 11, 12, lane=LANES[0], egress=OTHER)
    incidents.watch()
    assert open_lanes() == LANES[:1]


def test_a_person_with_keys_at_every_address_counts_once(settings: Settings) -> None:
    settings.EGRESS = [ONE, OTHER]
    for way in ("", ONE, OTHER):
        silence(1, 2, egress=way)
    incidents.watch()
    assert open_lanes() == []
    silence(3, egress=OTHER)
    incidents.watch()
    assert open_lanes() == LANES[:1]
    assert Incident.objects.get().failing_users == 3


def test_nobody_is_told_of_the_first_that_was_noticed(people: People, supporter: User) -> None:
    rows = people(3)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        down(*rows)
        for lane in LANES[1:]:
            silence(*(row.user_id for row in rows), lane=lane)
        clock.shift(61)
        incidents.watch()
        assert open_lanes() == LANES[:1]
        assert told(rows[0].user_id) == []
        # The others are answered again, and this one is not.
        for lane in LANES[1:]:
            answers(*(row.user_id for row in rows), lane=lane)
        incidents.watch()
    assert told(rows[0].user_id) == ["exchange_down"]
    assert told(supporter) == ["way_out_silent"]


def test_what_our_proxy_did_not_carry_says_nothing_of_the_exchange(
    settings: Settings, supporter: User
) -> None:
    settings.EGRESS = [ONE, OTHER]
    stuck = Diagnosis(Category.EXCHANGE_UNAVAILABLE, reason="proxy")
    report = Report((Result("key_info", stuck),), timezone.now())
    for user in (1, 2):
        incidents.record([Look.of("kucoin", "", user, report, ONE)])
    incidents.watch()
    assert told(supporter) == []  # a hiccup
    incidents.record([Look.of("kucoin", "", 3, report, ONE)])
    for _ in range(2):
        incidents.watch()
    assert open_lanes() == []
    assert not Pulse.objects.exists()
    (notice,) = Notification.objects.all()
    text = words_for(notice.code, notice.params, supporter).text
    assert (notice.user, f"The proxy for {ONE} does not carry" in text) == (supporter, True)
