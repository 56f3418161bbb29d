"""What Prometheus reads: counted by workers, looked up when it asks, and for whom."""

import re
from datetime import timedelta

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from backfuture.lib import shared
from connections import metrics, tasks
from connections.metrics import counting
from connections.models import Connection, Incident
from notifications.services import notify
from tests.connections.conftest import Connect, connection_of, key, look
from tests.stack.sandbox import Sandbox

__all__ = ("connection_of", "key")  # fixtures
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def read(client: Client, **headers: str) -> dict[str, float]:
    """Return every sample by its name and labels, as Prometheus sees them."""
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == 200, answer.content
    lines = [line for line in answer.content.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def test_checks_are_counted_by_what_they_found(
    client: Client, sandbox: Sandbox, connection_of: Connect
) -> None:
    fine, wrong = connection_of("kucoin"), connection_of("mexc", "wrong-secret")
    look(fine)
    Connection.objects.filter(pk=fine.pk).update(next_check_at=timezone.now())
    look(fine, asked=False)
    look(wrong)
    found = read(client)
    checks = "backfuture_checks_total"
    assert found[f'{checks}{{category="none",exchange="kucoin",kind="full",verdict="connected"}}'] == 1
    assert found[f'{checks}{{category="none",exchange="kucoin",kind="light",verdict="unchanged"}}'] == 1
    assert sum(value for name, value in found.items() if checks in name and "mexc" in name) == 1
    assert found['backfuture_check_seconds_count{exchange="kucoin"}'] == 2
    assert 0 < found['backfuture_check_seconds_sum{exchange="kucoin"}'] < 5


def test_labels_hold_nothing_but_codes(client: Client, sandbox: Sandbox, connection_of: Connect) -> None:
    row = connection_of("kucoin", "wrong-passphrase")
    row.user.email = "somebody@example.com"
    look(row)
    text = client.get("/metrics").content.decode()
    pools = set(re.findall(r'pool="([^"]*)"', text))
    labels = set(re.findall(r'="([^"]*)"', text)) - pools
    assert "kucoin" in labels
    assert all(re.fullmatch(r"[a-z_]*|[0-9.]+|\+Inf", label) for label in labels)
    # Names of quotas and endpoints, as the exchange files declare them.
    assert all(re.fullmatch(r"[\w/ :.*-]*", pool) and row.key_hint not in pool for pool in pools), pools
    assert row.name not in text


def test_lanes_say_how_far_behind_they_are(client: Client, connection_of: Connect) -> None:
    now = timezone.now()
    due, claimed, later = (connection_of("kucoin") for _ in range(3))
    Connection.objects.filter(pk=due.pk).update(next_check_at=now - timedelta(seconds=90))
    Connection.objects.filter(pk=claimed.pk).update(
        claim_token="0" * 32, claimed_until=now + timedelta(seconds=9), next_check_at=now - timedelta(hours=9)
    )
    Connection.objects.filter(pk=later.pk).update(
        next_check_at=now + timedelta(hours=1), unreachable_since=now, claim_token="1" * 32, claimed_until=now
    )
    found = read(client)
    assert found['backfuture_due_connections{exchange="kucoin"}'] == 1
    assert 90 <= found['backfuture_oldest_due_seconds{exchange="kucoin"}'] < 120
    assert found['backfuture_silent_connections{exchange="kucoin"}'] == 1
    assert found['backfuture_connections{exchange="kucoin"}'] == 3
    assert found['backfuture_oldest_due_seconds{exchange="mexc"}'] == 0
    assert (found['backfuture_claims{state="held"}'], found['backfuture_claims{state="expired"}']) == (1, 1)


def test_incidents_notices_failures_and_the_sweep(client: Client, connection_of: Connect) -> None:
    Incident.objects.create(exchange="okx", site="eu", started_at=timezone.now())
    notify(connection_of("kucoin").user_id, "connection.connected")
    metrics.count_failure("connections.tasks.recheck_due")
    tasks.recheck_due()
    found = read(client)
    assert found['backfuture_incident_open{exchange="okx",site="eu"}'] == 1
    assert found["backfuture_deliveries_waiting"] >= 1
    assert found['backfuture_tasks_failed_total{task="connections.tasks.recheck_due"}'] == 1
    assert timezone.now().timestamp() - found["backfuture_last_sweep_timestamp_seconds"] < 60
    assert found['backfuture_queue_length{queue="watch"}'] >= 1
    assert any(name.startswith("backfuture_build_info") for name in found)


def test_queries_are_constant_in_rows(client: Client, connection_of: Connect) -> None:
    client.get("/metrics")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            database,
        ) as queries:
            client.get("/metrics")
        counts.append(len(queries))
        for _ in range(5):
            connection_of("kucoin")
    assert counts[0] == counts[1]
    assert counts[0] < 25


def test_without_redis_the_rest_is_told_and_counts_wait(
    client: Client, settings: Settings, redis_url: str, sandbox: Sandbox, connection_of: Connect
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    shared.store.cache_clear()
    try:
        look(connection_of("kucoin"))
        found = read(client)
        assert found['backfuture_part_up{part="redis"}'] == 0
        assert found['backfuture_part_up{part="database"}'] == 1
        assert not any(name.startswith("backfuture_checks") for name in found)
    finally:
        settings.REDIS_URL = redis_url
        shared.store.cache_clear()
        counting._rests_until = 0.0
    look(connection_of("kucoin"))
    assert sum(value for name, value in read(client).items() if "backfuture_checks_total" in name) == 2


def test_only_this_machine_reads_without_a_token(client: Client, settings: Settings) -> None:
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 401
    assert client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 401
    settings.BEHIND_PROXY = True
    assert client.get("/metrics").status_code == 401


def test_a_token_opens_from_everywhere(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN, settings.SECURE_SSL_REDIRECT = "scrape-me", True
    for sent in ("", "Bearer scrape", "scrape-me", "Bearer scrape-me2", "Bearer schräg"):
        assert client.get("/metrics", headers={"Authorization": sent}).status_code == 401
    answer = client.get("/metrics", headers={"Authorization": "Bearer scrape-me"}, REMOTE_ADDR="203.0.113.9")
    assert answer.status_code == 200
    assert "scrape-me" not in answer.content.decode()
