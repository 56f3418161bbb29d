"""Nobody begins at a price of yesterday: it is fetched first. To save settings it will do."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import User
from connections.findings import Market as Kind
from connections.models import Connection
from strategies import services, standing
from strategies.markets import prices
from strategies.reasons import NotReady
from tests.strategies.standing.conftest import Make, again, codes, grow_old

pytestmark = pytest.mark.django_db(transaction=True)


def price_of(minutes: int) -> None:
    """Let the last price known be so old."""
    at = timezone.now() - timedelta(minutes=minutes)
    prices.keep("kucoin", {Kind.SPOT: {"BTC/USDT": Decimal(100)}}, at)


def test_at_an_old_price_nothing_is_enabled(draft: Make, alice: User) -> None:
    row = draft()
    price_of(11)
    with pytest.raises(NotReady) as no:
        services.enable(row, alice)
    assert [reason.code for reason in no.value.reasons] == ["prices_loading"]
    price_of(9)
    assert services.enable(row, alice).state == "enabled"


def test_what_is_looked_at_meanwhile_is_not_called_wrong(draft: Make) -> None:
    row = draft()
    price_of(60)
    assert services.readiness(again(row)) == ()


def test_settings_are_saved_at_any_price(draft: Make, running: Make, alice: User) -> None:
    price_of(60 * 20)
    assert services.update(draft(), {"step": "2"}, alice).version == 2
    price_of(0)
    row = running()
    price_of(60 * 20)
    assert services.update(row, {"step": "2"}, alice).version == 2


def test_a_check_is_begun_all_the_same_and_what_waits_waits_for_the_price_too(
    draft: Make, on: Connection, alice: User
) -> None:
    row = draft()
    grow_old(on)
    price_of(60)
    assert services.enable(row, alice).status == "waiting"
    now = timezone.now()
    stored = dict(on.stored_passport)
    for right in stored["permissions"].values():
        right["at"] = now.isoformat()
    Connection.objects.filter(pk=on.pk).update(
        stored_passport=stored, balances_at=now, checked_at=now, full_checked_at=now
    )
    standing.settle_due()
    assert (again(row).status, codes(row)) == ("waiting", [])
    price_of(0)
    standing.settle_due()
    assert again(row).status == "enabled"


def test_what_comes_back_waits_for_the_price(running: Make, on: Connection) -> None:
    row = running()
    Connection.objects.filter(pk=on.pk).update(paused_at=timezone.now())
    standing.settle_due()
    assert again(row).state == "suspended"
    price_of(60)
    Connection.objects.filter(pk=on.pk).update(paused_at=None)
    standing.settle_due()
    assert (again(row).state, codes(row)) == ("suspended", ["paused"])
    price_of(0)
    standing.settle_due()
    assert again(row).state == "enabled"
