"""Connections as a check leaves them, strategies on them, and a market to trade."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from connections.models import Connection
from notifications.models import Notification
from strategies import services
from strategies.models import Market, Strategy
from tests.api.strategies.conftest import judged, market, settings_of
from tests.connections.conftest import Connect, closed_wire, connection_of, key

__all__ = ("closed_wire", "connection_of", "key", "market")  # fixtures

Able = Callable[..., Connection]
Make = Callable[..., Strategy]


@pytest.fixture
def able(connection_of: Connect) -> Able:
    """Return connections that were judged just now, with 1000 USDT in each wallet and nothing due."""

    def connection(user: User, exchange: str = "kucoin", story: str = "healthy", **fields: Any) -> Connection:
        return connection_of(exchange, story, user=user, **{**judged(), **fields})

    return connection


@pytest.fixture
def on(able: Able, alice: User) -> Connection:
    return able(alice)


@pytest.fixture
def draft(market: Market, on: Connection, alice: User) -> Make:
    """Return saved drafts of alice on her connection, unless told otherwise."""

    def make(connection: Connection | None = None, **settings: Any) -> Strategy:
        return services.create(alice, settings_of(connection or on, **settings))

    return make


@pytest.fixture
def running(draft: Make, alice: User) -> Make:
    """Return strategies that alice has enabled."""

    def make(connection: Connection | None = None, **settings: Any) -> Strategy:
        row = services.enable(draft(connection, **settings), alice)
        assert row.state == "enabled"
        return row

    return make


def again(row: Strategy) -> Strategy:
    """Return a strategy as it is stored now."""
    return Strategy.objects.get(pk=row.pk)


def codes(row: Strategy) -> list[str]:
    """Return why a strategy does not run, as it is stored now."""
    return [reason.code for reason in again(row).reasons]


def actions(row: Strategy) -> list[str]:
    """Return the history, the first first."""
    return list(row.revisions.order_by("pk").values_list("action", flat=True))


def told(user: User) -> list[str]:
    """Return what a person was told of strategies, the first first."""
    rows = Notification.objects.filter(user=user, code__startswith="strategy_")
    return list(rows.order_by("pk").values_list("code", flat=True))


def grow_old(row: Connection) -> None:
    """Let everything that is known of a connection be of yesterday."""
    past = timezone.now() - timedelta(days=1)
    stored = dict(row.stored_passport)
    for right in stored["permissions"].values():
        right["at"] = past.isoformat()
    Connection.objects.filter(pk=row.pk).update(
        stored_passport=stored, balances_at=past, checked_at=past, full_checked_at=past
    )
    row.refresh_from_db()
