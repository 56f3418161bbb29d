"""Telling the owners of strategies: one notice each, in as many queries for one as for many."""

from collections.abc import Callable

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from connections.models import Connection
from notifications.models import Notification
from strategies import notices
from strategies.models import Strategy
from strategies.reasons import Reason

WITHDRAWS = Reason("can_withdraw", {"value": "yes"})
PAUSED = Reason("paused")
MakeStrategy = Callable[..., Strategy]


@pytest.fixture
def strategy_of(alice: User) -> MakeStrategy:
    def make(number: int, *reasons: Reason) -> Strategy:
        row = Connection.objects.create(
            user=alice, exchange="kucoin", name=f"Account {number}", key_hash=str(number)
        )
        return Strategy.objects.create(
            user=alice,
            connection=row,
            exchange="kucoin",
            name=f"Calm {number}",
            market_type="spot",
            quote="USDT",
            settings={"pairs": ["BTC/USDT"]},
            state_at=timezone.now(),
            updated_at=timezone.now(),
            stored_reasons=[reason.to_json() for reason in reasons],
        )

    return make


def test_telling_writes_a_notice_for_each(strategy_of: MakeStrategy, alice: User) -> None:
    mine = strategy_of(1, WITHDRAWS)
    notices.tell([mine, strategy_of(2, PAUSED)], "strategy_suspended")
    told = Notification.objects.filter(user=alice).order_by("pk")
    assert [one.code for one in told] == ["strategy_suspended"] * 2
    first = told[0]
    assert first.url == f"/strategies/{mine.pk}/"
    assert first.params == {
        "name": "Calm 1",
        "strategy": mine.pk,
        "exchange": "kucoin",
        "connection": mine.connection_id,
        "connection_name": "Account 1",
        "pairs": ["BTC/USDT"],
        "is_returning": True,
        "state": "draft",
        "reasons": [WITHDRAWS.to_json()],
    }


def test_telling_nobody_asks_nothing(db: None) -> None:
    with CaptureQueriesContext(database) as queries:
        notices.tell([], "strategy_enabled")
    assert len(queries) == 0


def test_telling_of_many_costs_what_telling_of_one_costs(strategy_of: MakeStrategy) -> None:
    for number in range(12):
        strategy_of(number)
    rows = list(Strategy.objects.all())

    def spent(some: list[Strategy]) -> int:
        with CaptureQueriesContext(database) as queries:
            notices.tell(some, "strategy_returned")
        return len(queries)

    assert spent(rows[:1]) == spent(rows[1:])
