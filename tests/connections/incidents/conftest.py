"""People whose keys are asked with, and an exchange that stops answering."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from connections import incidents
from connections.incidents import Look
from connections.incidents.evidence import Lane
from connections.models import Connection, Incident
from notifications.models import Notification
from tests.connections.conftest import Connect, closed_wire, connection_of, key

__all__ = ("closed_wire", "connection_of", "key")

KUCOIN = Lane("kucoin", "")
People = Callable[..., list[Connection]]


@pytest.fixture
def people(connection_of: Connect) -> People:
    """Return the connections of several people, one each, well and not due for an hour."""

    def make(number: int, exchange: str = "kucoin", **fields: object) -> list[Connection]:
        later = timezone.now() + timedelta(hours=1)
        rows = [connection_of(exchange, verdict="connected", **fields) for _ in range(number)]
        Connection.objects.filter(pk__in=[row.pk for row in rows]).update(next_check_at=later)
        return rows

    return make


def silence(*users: int, lane: Lane = KUCOIN, egress: str = "") -> None:
    """Let the exchange be silent for these people."""
    incidents.record(Look(lane, user, "exchange_unavailable", 0, egress) for user in users)


def answers(*users: int, lane: Lane = KUCOIN, ms: int = 100, egress: str = "") -> None:
    incidents.record(Look(lane, user, "", ms, egress) for user in users)


def down(*rows: Connection, lane: Lane = KUCOIN) -> Incident:
    """Let the exchange be silent for these people, as a check leaves it, and notice it."""
    ids = [row.pk for row in rows]
    Connection.objects.filter(pk__in=ids).update(unreachable_since=timezone.now())
    silence(*(row.user_id for row in rows), lane=lane)
    incidents.watch()
    return Incident.objects.get(exchange=lane.exchange, site=lane.site, ended_at=None)


def open_lanes() -> list[Lane]:
    return [Lane(one.exchange, one.site) for one in Incident.objects.filter(ended_at=None)]


def told(user: User | int) -> list[str]:
    """Return what somebody was told, the first first."""
    return list(Notification.objects.filter(user=user).order_by("pk").values_list("code", flat=True))
