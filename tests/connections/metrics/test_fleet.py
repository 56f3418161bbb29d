"""`manage.py fleet`: what an operator sees, and what it costs."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from backfuture.lib import shared
from connections import checking, services
from connections.metrics import lanes, reading
from connections.models import Connection, Incident
from tests.connections.conftest import Connect, connection_of, key

__all__ = ("connection_of", "key")  # fixtures
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def shown(*options: str) -> str:
    out = StringIO()
    call_command("fleet", *options, stdout=out)
    return out.getvalue()


def of(exchange: str) -> dict[str, Any]:
    return next(lane for lane in json.loads(shown("--json"))["exchanges"] if lane["exchange"] == exchange)


@pytest.fixture
def behind(connection_of: Connect) -> None:
    """Leave KuCoin behind by ten minutes, with a second connection that is due in an hour, and OKX Europe down."""
    now = timezone.now()
    late, later = connection_of("kucoin"), connection_of("kucoin")
    Connection.objects.filter(pk=late.pk).update(next_check_at=now - timedelta(minutes=10))
    Connection.objects.filter(pk=later.pk).update(
        next_check_at=now + timedelta(hours=1), unreachable_since=now
    )
    Incident.objects.create(exchange="okx", site="eu", started_at=now - timedelta(minutes=3))


def test_what_was_paused_under_a_dead_worker_alarms_nobody_for_ever(connection_of: Connect) -> None:
    row = connection_of("kucoin")
    checking.claim([row.pk], only_due=True)
    long_ago = timezone.now() - timedelta(hours=1)
    Connection.objects.filter(pk=row.pk).update(claimed_until=long_ago)
    assert reading.claims() == (0, 1)
    services.pause(row)
    assert reading.claims() == (0, 0)


@pytest.mark.usefixtures("behind")
def test_in_json() -> None:
    lane = of("kucoin")
    assert (lane["connections"], lane["due"], lane["silent"]) == (2, 1, 1)
    assert 600 <= lane["oldest_seconds"] < 660
    assert 3500 < lane["next_seconds"] <= 3600
    (incident,) = of("okx")["incidents"]
    assert incident["site"] == "eu"
    assert 180 <= incident["seconds"] < 240
    assert of("mexc")["due"] == 0


@pytest.mark.usefixtures("behind")
def test_for_people() -> None:
    text = shown()
    assert "database ok" in text
    kucoin = next(line for line in text.splitlines() if line.startswith("kucoin"))
    assert "0:10:0" in kucoin
    assert "eu down for 0:03:0" in text


def test_as_many_queries_for_many(
    connection_of: Connect, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        connection_of("kucoin")
    shown("--json")
    with django_assert_max_num_queries(9):
        shown("--json")


def test_without_redis_it_says_so(settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    shared.store.cache_clear()
    try:
        told = json.loads(shown("--json"))
        assert "redis away" in shown()
    finally:
        shared.store.cache_clear()
    assert (told["queues"], told["parts"]["redis"]) == (None, "away")


def test_counting_ends_somewhere(connection_of: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        connection_of("kucoin")
    monkeypatch.setattr(lanes, "MOST", 2)
    lane = of("kucoin")
    assert (lane["due"], lane["due_is_more"]) == (2, True)
