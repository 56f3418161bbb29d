"""What cannot be looked at for one person stops nobody else's suspension."""

import pytest
from django.conf import LazySettings

from accounts.models import User
from connections import services as connections
from connections.models import Connection
from strategies import standing
from tests.strategies.standing.conftest import Able, Make, again, codes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_prices_that_are_away_keep_no_one_running(
    running: Make, draft: Make, able: Able, on: Connection, alice: User, settings: LazySettings
) -> None:
    second = able(alice)
    runs, comes_back = running(), running(second)
    connections.pause(second, alice)
    assert again(comes_back).state == "suspended"
    Connection.objects.filter(pk=second.pk).update(paused_at=None)
    Connection.objects.filter(pk=on.pk).update(verdict="quarantined")
    away = {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": away}
    standing.settle_due()
    assert (again(runs).state, codes(runs)) == ("suspended", ["quarantined"])
    assert again(comes_back).state == "suspended"
