"""A simulated week: what changes at the exchanges, what ends and what is down leads to exactly these notices."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from pytest_django import Settings

from accounts.models import User
from connections import services
from connections.models import Incident
from tests.people import person
from tests.stack.sandbox import Sandbox
from tests.world import World, world

pytestmark = pytest.mark.django_db(transaction=True)

# A key of the sandbox's Binance without addresses is made on 14 September, and can trade for 30 days.
START = datetime(2026, 10, 5, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)

TOLD = {
    "anna": [
        ("connection_quarantined", "anna"),  # withdrawing switched on, on day 1
        ("connection_recovered", "anna"),  # and off again
        ("exchange_down", "kucoin"),
        ("exchange_back", "kucoin"),
    ],
    "ben": [
        ("key_ends", "ben"),  # 9 days are left when it is connected: the reminder of 14
        ("key_ends", "ben"),  # 7
        ("key_ends", "ben"),  # 3
    ],
    "carla": [
        ("key_ends", "carla-idle"),  # connected 5 days ahead, and paused: the reminder of 7
        ("key_ends", "carla-idle"),  # 3
        ("connection_action_required", "carla"),  # deleted at the exchange, and nobody makes a new one
        ("key_ends", "carla-idle"),  # 1
    ],
    "dora": [
        ("connection_limited", "dora"),  # futures are closed
        ("connection_recovered", "dora"),
        ("exchange_down", "kucoin"),
        ("exchange_back", "kucoin"),
    ],
    "emil": [
        ("connection_action_required", "emil"),  # its address list changes, three times within hours
        ("connection_recovered", "emil"),
        ("exchange_down", "kucoin"),
        ("exchange_back", "kucoin"),
    ],
    "fred": [
        ("connection_quarantined", "fred"),  # withdrawing switched on, and nobody cares
        ("credentials_destroyed", "fred"),
    ],
    "gina": [
        (
            "connection_changed",
            "gina",
        ),  # its address list is gone, which is worth a question; its return is not
    ],
    "hugo": [],  # all is well, and nobody disturbs him
    "ivo": [  # of the staff
        ("foreign_address", "kucoin"),  # what refused emil's key saw an address that is none of ours
        ("security_week", ""),  # on Monday morning what happened in the week
    ],
}


def day(number: int, hour: float = 0) -> datetime:
    return START + timedelta(days=number, hours=hour)


@pytest.fixture
def rare(settings: Settings) -> timedelta:
    """Look at every key four times a day, and return the leaps that meet every look."""
    settings.RECHECK_SECONDS = 6 * 3600
    return 7 * HOUR


def test_a_week(sandbox: Sandbox, rare: timedelta) -> None:
    with world(sandbox, START, "kucoin", "binance", "mexc", "gate") as here:
        everybody_connects(here)
        here.pass_until(day(1, 10), rare)
        here.tell("anna", "withdraw-on")
        here.pass_until(day(1, 20), rare)
        here.tell("anna", "healthy")
        here.pass_until(day(2, 4), rare)
        here.tell("carla", "unknown-key")
        here.tell("dora", "futures-not-opened")
        here.tell("gina", "no-ip-binding")
        here.pass_until(day(2, 22), rare)
        here.tell("dora", "healthy-futures")
        here.tell("gina", "healthy")
        here.pass_until(day(3, 9), rare)
        an_address_list_comes_and_goes(here)
        here.tell("fred", "withdraw-on")
        here.pass_until(day(4, 12), rare)
        kucoin_is_down(here)
        here.pass_until(day(5), rare)
        mexc_is_silent_for_one(here)
        here.pass_until(day(7, 12), rare)
        assert {name: here.told(name) for name in TOLD} == TOLD
    assert_mailed()
    assert (
        Incident.objects.filter(exchange="kucoin", ended_at__isnull=False).count()
        == Incident.objects.count()
        == 1
    )


def everybody_connects(here: World) -> None:
    person("ivo@example.com", is_staff=True)
    here.connect("anna", "kucoin")
    here.connect("ben", "binance", "no-ip-binding")
    here.connect("carla", "mexc")
    here.connect("carla-idle", "mexc", "expires-soon")
    services.pause(here.connection("carla-idle"))
    here.connect("dora", "kucoin", "healthy-futures")
    here.connect("emil", "kucoin")
    here.connect("fred", "gate")
    here.connect("gina", "gate")
    here.connect("hugo", "mexc")


def an_address_list_comes_and_goes(here: World) -> None:
    for story in ("address-not-allowed", "healthy") * 3:
        here.tell("emil", story)
        here.click("emil")
        here.pass_until(here.now + HOUR / 2, HOUR / 2)


def kucoin_is_down(here: World) -> None:
    """Let three people find out by themselves; the watch opens an incident, and ends it when canaries are answered."""
    here.mode("kucoin", "maintenance")
    here.pass_until(here.now + 10 * SECOND, 10 * SECOND)
    for name in ("anna", "dora", "emil"):
        here.click(name)
    here.pass_until(here.now + 120 * SECOND, 15 * SECOND)
    here.mode("kucoin", "up")
    here.pass_until(here.now + 120 * SECOND, 15 * SECOND)


def mexc_is_silent_for_one(here: World) -> None:
    """Let an exchange be silent while a single person asks: nobody is told of what concerns nobody else."""
    here.mode("mexc", "maintenance")
    here.click("carla")
    here.pass_until(here.now + 60 * SECOND, 15 * SECOND)
    here.mode("mexc", "up")


def assert_mailed() -> None:
    """Check that everybody got a mail for each notice, and none besides."""
    expected = {f"{name}@example.com": len(told) for name, told in TOLD.items()}
    got = dict.fromkeys(expected, 0)
    for one in mail.outbox:
        got[one.to[0]] += 1
    assert got == expected
    assert set(got) == set(User.objects.values_list("email", flat=True))
