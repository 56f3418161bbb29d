"""What a load balancer asks: does the process live, and may it be sent people."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from backfuture import health
from backfuture.lib import shared


@pytest.fixture
def redis_away(settings: Settings) -> None:
    """Point this process's client to where nobody listens."""
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    shared.store.cache_clear()


@pytest.fixture(autouse=True)
def forgotten() -> None:
    health._applied.clear()


@pytest.fixture(autouse=True)
def own_store() -> Iterator[None]:
    yield
    shared.store.cache_clear()


def test_a_living_process_says_so_without_any_database(
    client: Client, redis_away: None, settings: Settings
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get("/healthz", headers={"host": "10.0.0.7:8000"})
    assert (answer.status_code, answer.json()) == (200, {"alive": True})


@pytest.mark.django_db
def test_ready_with_every_part(client: Client) -> None:
    answer = client.get("/readyz", headers={"host": "10.0.0.7:8000"})
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": "ok", "migrations": "ok", "redis": "ok"}
    assert answer.headers["Cache-Control"] == "no-store"
    assert "sessionid" not in answer.cookies


@pytest.mark.django_db
def test_asking_again_costs_two_short_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/readyz")
    with django_assert_num_queries(2):
        client.get("/readyz")


@pytest.mark.django_db
def test_not_ready_without_redis(client: Client, redis_away: None) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": "ok", "migrations": "ok", "redis": "away"}


@pytest.mark.django_db
def test_not_ready_before_all_migrations(client: Client) -> None:
    health._applied.clear()  # as in a process that has not looked yet
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied(
        "connections", max(name for app, name in recorder.applied_migrations() if app == "connections")
    )
    assert client.get("/readyz").json()["migrations"] == "missing"
