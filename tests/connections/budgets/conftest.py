"""Budgets turned on, with small quotas: real windows, and short ones."""

from collections.abc import Iterator
from typing import Any

import pytest

from backfuture.lib.shared import store
from connections.budgets import blocking, taking
from connections.budgets.lines import Line
from connections.budgets.taking import SINCE
from connections.exchanges._limits import Charge, Limit
from connections.metrics import counting


@pytest.fixture(autouse=True)
def budgets(settings: Any, redis_url: str) -> Iterator[None]:
    """Count as in production, long after the counting began."""
    settings.BUDGETS = True
    store().set(SINCE, "1")
    blocking.forget()
    taking.forget()
    counting._rests_until = 0.0
    yield
    blocking.forget()
    taking.forget()
    counting._rests_until = 0.0


def line_of(quota: int, seconds: int = 1, weight: int = 1, account: int = 0, name: str = "none") -> Line:
    """Return a line with one quota of an exchange that does not exist."""
    limit = Limit(quota, seconds, is_of_account=bool(account))
    charges = (Charge(limit, "/", weight),)
    return Line(name, "203.0.113.24", *(((), charges, account) if account else (charges,)))
