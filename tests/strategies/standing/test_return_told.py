"""A suspended strategy whose way back is blocked says so, but not again and again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from connections import services as connections
from connections.models import Connection
from connections.transitions import Change
from notifications.models import Notification
from strategies import standing
from strategies.models import Market
from tests.strategies.standing.conftest import Make, actions, again, codes, told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_reasons_that_come_and_go_are_told_once_in_some_hours(
    running: Make, market: Market, on: Connection, alice: User
) -> None:
    row = running(margin_limit="800")
    connections.pause(on, alice)

    def judged(balance: str, *, is_traded: bool) -> list[str]:
        Market.objects.filter(pk=market.pk).update(is_active=is_traded)
        Connection.objects.filter(pk=on.pk).update(balances={"spot": {"USDT": balance}}, paused_at=None)
        standing.follow([Change(on, "connected", "connected", ())])
        return codes(row)

    for _ in range(3):
        assert judged("799", is_traded=True) == ["over_balance"]
        assert judged("800", is_traded=False) == ["pair_inactive"]
    assert actions(row).count("not_enabled") == 6
    assert told(alice) == ["strategy_suspended", *["strategy_not_enabled"] * 2]
    Notification.objects.update(created_at=timezone.now() - timedelta(hours=7))
    judged("799", is_traded=True)
    assert told(alice).count("strategy_not_enabled") == 3


def test_after_it_ran_again_the_same_reason_is_news(running: Make, on: Connection, alice: User) -> None:
    row = running(margin_limit="800")
    for _ in range(2):
        connections.pause(on, alice)
        Connection.objects.filter(pk=on.pk).update(balances={"spot": {"USDT": "799"}})
        connections.resume(on, alice)
        assert codes(row) == ["over_balance"]
        Connection.objects.filter(pk=on.pk).update(balances={"spot": {"USDT": "800"}})
        standing.follow([Change(on, "connected", "connected", ())])
        assert again(row).state == "enabled"
    said = ["strategy_suspended", "strategy_not_enabled", "strategy_returned"]
    assert told(alice) == said * 2
