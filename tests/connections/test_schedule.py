"""When a connection is looked at again."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from connections import checking, services
from connections.findings import Category, Diagnosis, Judgement, Report, Result, Verdict
from connections.models import Connection
from connections.transitions.schedule import fruitless_looks, next_check
from tests.connections.conftest import Connect
from tests.stack.sandbox import Sandbox

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def seconds(row: Connection, retry_after: float | None = None, **flags: bool) -> float | None:
    result = Result("key_info", Diagnosis(Category.NONE))
    at = next_check(row, Report((result,), NOW, retry_after=retry_after), NOW, **flags)
    return None if at is None else (at - NOW).total_seconds()


def silent_for(time: int) -> Connection:
    return Connection(verdict="connected", unreachable_since=NOW - timedelta(seconds=time))


def test_a_healthy_connection_waits_for_its_hour(settings: Settings) -> None:
    settings.RECHECK_SECONDS = 3600
    assert 3600 <= (seconds(Connection(verdict="connected")) or 0) <= 3960


@pytest.mark.parametrize(("silent", "least"), [(0, 5), (20, 20), (40, 40), (86_400, 60)])
def test_a_silent_exchange_is_asked_soon_and_then_ever_more_patiently(
    silent: int, least: int, settings: Settings
) -> None:
    settings.RETRY_SECONDS = 60
    assert least <= (seconds(silent_for(silent)) or 0) <= least * 1.1


def test_an_exchange_that_names_a_time_is_left_alone_until_then() -> None:
    assert (seconds(silent_for(0), retry_after=120) or 0) >= 120


def test_somebody_who_waits_is_served_at_once() -> None:
    assert seconds(Connection(verdict="connected"), is_open=True) == 0


def test_nothing_is_due_while_paused_or_without_credentials() -> None:
    assert seconds(Connection(verdict="connected", paused_at=NOW)) is None
    assert seconds(Connection(verdict="quarantined", credentials_destroyed_at=NOW)) is None


def test_a_quarantined_key_is_looked_at_though_paused() -> None:
    assert seconds(Connection(verdict="quarantined", paused_at=NOW)) is not None


def test_a_replacement_that_waits_is_judged_soon_whatever_the_rest_is() -> None:
    destroyed = Connection(verdict="quarantined", credentials_destroyed_at=NOW)
    assert 5 <= (seconds(destroyed, is_candidate=True) or 0) <= 6


def test_what_a_strategy_relies_on_is_looked_at_sooner(settings: Settings) -> None:
    settings.IN_USE_SECONDS = 300
    assert 300 <= (seconds(Connection(verdict="connected", is_in_use=True)) or 0) <= 330
    # Nothing runs on a key that can withdraw, whatever waits for it.
    settings.RECHECK_SECONDS = 3600
    assert 3600 <= (seconds(Connection(verdict="quarantined", is_in_use=True)) or 0) <= 3960


@pytest.mark.parametrize(
    ("looks", "wait"), [(1, 300), (2, 600), (5, 4800), (9, 76_800), (10, 86_400), (100, 86_400)]
)
def test_a_key_whose_user_must_act_is_looked_at_ever_more_rarely(
    looks: int, wait: int, settings: Settings
) -> None:
    settings.FRUITLESS_SECONDS, settings.FRUITLESS_MOST_SECONDS = 300, 86_400
    dead = Connection(verdict="action_required", fruitless_looks=looks, is_in_use=True)
    assert wait <= (seconds(dead) or 0) <= wait * 1.1


def test_a_dead_key_is_not_hammered_while_its_exchange_is_silent(settings: Settings) -> None:
    settings.RECHECK_SECONDS, settings.FRUITLESS_SECONDS = 3600, 300
    dead = Connection(verdict="action_required", fruitless_looks=20, unreachable_since=NOW)
    assert 3600 <= (seconds(dead) or 0) <= 3960


def test_looks_are_counted_until_it_works_and_begin_anew_with_who_asks() -> None:
    row, bad, fine = (
        Connection(fruitless_looks=4),
        Judgement(Verdict.ACTION_REQUIRED),
        Judgement(Verdict.CONNECTED),
    )
    assert fruitless_looks(row, bad, is_asked=False) == 5
    assert fruitless_looks(row, bad, is_asked=True) == 1
    assert fruitless_looks(row, fine, is_asked=False) == 0
    assert fruitless_looks(row, Judgement(None), is_asked=True) == 4


@pytest.mark.django_db
def test_becoming_in_use_brings_the_next_look_forward(connection_of: Connect, settings: Settings) -> None:
    settings.IN_USE_SECONDS = 300
    soon, later = timezone.now() + timedelta(seconds=10), timezone.now() + timedelta(hours=1)
    near = connection_of("kucoin", verdict="connected")
    far = connection_of("kucoin", verdict="connected")
    dead = connection_of("kucoin", verdict="action_required")
    paused = connection_of("kucoin", verdict="connected")
    for row, at in ((near, soon), (far, later), (dead, later), (paused, None)):
        Connection.objects.filter(pk=row.pk).update(next_check_at=at)
    services.set_in_use([near.pk, far.pk, dead.pk, paused.pk], is_in_use=True)
    for row in (near, far, dead, paused):
        row.refresh_from_db()
    assert (near.next_check_at, dead.next_check_at, paused.next_check_at) == (soon, later, None)
    assert far.next_check_at is not None
    assert abs(far.next_check_at - timezone.now() - timedelta(seconds=300)) < timedelta(seconds=5)
    assert all(row.is_in_use for row in (near, far, dead, paused))


@pytest.mark.parametrize("told", [10 * 365 * 86_400.0, 1e12, float("inf")])
def test_an_absurd_wait_does_not_end_the_looks(told: float, settings: Settings) -> None:
    settings.FULL_CHECK_SECONDS = 86_400
    assert 86_400 <= (seconds(silent_for(5), retry_after=told) or 0) <= 1.1 * 86_400


@pytest.mark.django_db(transaction=True)
def test_what_somebody_asked_for_before_a_pause_is_not_open_for_ever(
    connection_of: Connect, sandbox: Sandbox
) -> None:
    """Its place in the queue may be lost with a worker: then only what is due is found again."""
    row = connection_of("mexc")
    check = services.request_check(row)
    services.pause(row)
    assert checking.due_ids() == [row.pk]
    checking.check(checking.due_ids(), only_due=True)
    check.refresh_from_db()
    row.refresh_from_db()
    assert (check.state, row.next_check_at, row.is_checking) == ("done", None, False)
