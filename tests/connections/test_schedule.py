"""When a connection is looked at again."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from connections.findings import Category, Diagnosis, Report, Result
from connections.models import Connection
from connections.transitions.schedule import next_check

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
