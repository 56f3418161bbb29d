"""A simulated week: what changes at the exchanges, what ends and what is down leads to exactly these notices."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.stack.sandbox import Sandbox
from tests.world import world

pytestmark = pytest.mark.django_db(transaction=True)

START = datetime(2026, 10, 5, tzinfo=UTC)
LEAP = timedelta(minutes=70)


def test_a_week(sandbox: Sandbox) -> None:
    import time
    a=time.monotonic()
    with world(sandbox, START, "kucoin", "binance", "mexc", "bybit", "okx") as w:
        w.connect("anna", "kucoin")
        w.connect("ben", "binance", "no-ip-binding")
        w.connect("carla", "mexc")
        w.connect("carla-idle", "mexc", "expires-soon")
        w.connect("dora", "kucoin", "healthy-futures")
        w.connect("emil", "kucoin")
        w.connect("fred", "bybit")
        w.connect("gina-okx", "okx", "no-ip-binding")
        for n in range(1, 2):
            w.pass_until(START + timedelta(days=n), LEAP)
            print(n, time.monotonic()-a)
        for p in "anna ben carla dora emil fred gina".split():
            print(p, w.told(p))
