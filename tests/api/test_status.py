"""GET /api/v1/status/, and what connections and exchanges say of an outage."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from connections import incidents
from connections.incidents import Look
from connections.incidents.evidence import Lane
from connections.models import Connection, Incident
from tests.api.conftest import Make

pytestmark = pytest.mark.django_db
URL = "/api/v1/status/"


def of(client: APIClient, code: str) -> dict[str, Any]:
    (found,) = [one for one in client.get(URL).json() if (one["exchange"], one["site"]) == (code, "")]
    return dict(found)


def record(exchange: str, *times: int, silent: int = 0) -> None:
    lane = Lane(exchange, "")
    incidents.record([Look(lane, 1, "", ms) for ms in times])
    incidents.record([Look(lane, 1, "exchange_unavailable", 0)] * silent)


@time_machine.travel("2026-11-20T12:04:59Z", tick=False)
def test_anybody_may_ask(nobody: APIClient) -> None:
    record("mexc", 100, 300, silent=2)
    now, began = timezone.now(), timezone.now() - timedelta(minutes=30)
    Incident.objects.create(exchange="mexc", started_at=began, ended_at=now)
    mexc = of(nobody, "mexc")
    assert (mexc["name"], mexc["state"], mexc["state_label"]) == ("MEXC", "working", "Working")
    assert (mexc["mean_ms"], mexc["incident"]) == (200, None)
    assert len(mexc["incidents"]) == 1
    assert (mexc["since"], of(nobody, "okx")["since"]) == ("2026-11-20T11:34:59Z", None)
    day = mexc["day"]
    assert day["step_seconds"] == 300
    assert {len(day[name]) for name in ("mean_ms", "most_ms", "answered_percent")} == {288}
    assert (day["mean_ms"][-1], day["most_ms"][-1], day["answered_percent"][-1]) == (200, 300, 50)
    assert day["mean_ms"][0] is None
    assert of(nobody, "okx")["state"] == "unknown"


def test_no_count_of_anybodys_keys_is_told(nobody: APIClient) -> None:
    Incident.objects.create(
        exchange="mexc", started_at=timezone.now(), failing_users=77_001, asked_users=77_002
    )
    answer = nobody.get(URL)
    assert of(nobody, "mexc")["state"] == "down"
    assert "7700" not in answer.content.decode()


def test_queries_are_constant(nobody: APIClient) -> None:
    nobody.get(URL)  # when the first keys came is kept for a while
    with CaptureQueriesContext(database) as few:
        nobody.get(URL)
    for code in ("mexc", "kucoin", "okx"):
        record(code, 100)
        Incident.objects.create(exchange=code, started_at=timezone.now())
    with CaptureQueriesContext(database) as many:
        nobody.get(URL)
    assert len(few) == len(many) == 2


def test_connections_say_that_their_exchange_is_down(api: APIClient, alice: User, make: Make) -> None:
    down, other = make(alice), make(alice, "mexc")
    incident = Incident.objects.create(exchange="kucoin", started_at=timezone.now())
    shown = {one["id"]: one["outage"] for one in api.get("/api/v1/connections/").json()["results"]}
    assert shown[other.pk] is None
    assert "Your key is not the cause" in shown[down.pk]["text"]
    assert api.get(f"/api/v1/connections/{down.pk}/").json()["outage"] == shown[down.pk]
    Incident.objects.filter(pk=incident.pk).update(ended_at=timezone.now())
    assert api.get(f"/api/v1/connections/{down.pk}/").json()["outage"] is None


def test_while_rechecks_stand_still_no_next_look_is_told(api: APIClient, alice: User, make: Make) -> None:
    down, other = make(alice), make(alice, "mexc")
    Connection.objects.update(next_check_at=timezone.now())
    incident = Incident.objects.create(exchange="kucoin", started_at=timezone.now())
    shown = {one["id"]: one["next_check_at"] for one in api.get("/api/v1/connections/").json()["results"]}
    assert shown[down.pk] is None
    assert shown[other.pk].endswith("Z")
    Incident.objects.filter(pk=incident.pk).update(ended_at=timezone.now())
    assert api.get(f"/api/v1/connections/{down.pk}/").json()["next_check_at"] == shown[other.pk]


def test_health_of_exchanges_follows_from_what_they_answered(api: APIClient) -> None:
    def health() -> dict[str, str]:
        return {one["code"]: one["health"] for one in api.get("/api/v1/exchanges/").json()}

    assert set(health().values()) == {"unknown"}
    record("mexc", 100)
    record("kucoin", 100)
    Incident.objects.create(exchange="kucoin", started_at=timezone.now())
    assert (health()["mexc"], health()["kucoin"], health()["okx"]) == ("up", "down", "unknown")
