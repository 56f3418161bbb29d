"""What a check is compared with: who else works, and from which of our addresses an exchange can have seen us."""

from typing import Any

import pytest
from django.utils import timezone

from connections import exchanges, probes
from connections.exchanges.base import Keys
from connections.findings import Category, Diagnosis, Known, Report, Result
from connections.known import Background
from connections.models import Connection, Role
from tests.connections.conftest import Connect

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
VAGUE = Diagnosis(Category.INVALID_KEY, others=(Category.NO_PERMISSION,))


def known(background: Background, row: Connection) -> Known:
    now = timezone.now()
    job = probes.Job(exchanges.get(row.exchange), Keys("a", "b"), frozenset({"spot"}))
    found = background.of(row, Role.ACTIVE, now, job, Report((Result("key_info", VAGUE),), now))
    assert found is not None
    return found


def working(connection_of: Connect, exchange: str = "binance", **fields: Any) -> Connection:
    return connection_of(exchange, verdict="connected", checked_at=timezone.now(), **fields)


def test_nobody_counts_as_another_of_themselves(
    connection_of: Connect, django_assert_num_queries: Any
) -> None:
    first, second = working(connection_of), working(connection_of)
    broken = connection_of("binance", verdict="action_required", checked_at=timezone.now())
    alone = working(connection_of, "kucoin")
    for _ in range(3):
        working(connection_of)
    working(connection_of, unreachable_since=timezone.now())
    background = Background([first, second, broken, alone])
    with django_assert_num_queries(1):
        counted = [known(background, row).others_working for row in (first, second, broken, alone)]
    assert counted == [4, 4, 5, 0]


@pytest.mark.parametrize(
    ("addresses", "sandbox", "seen"),
    [
        (["203.0.113.24"], "", ()),
        (["203.0.113.24"], "http://127.0.0.1:9", ("203.0.113.24",)),
        (["1.1.1.1", "10.0.0.1"], "", ("1.1.1.1",)),
    ],
)
def test_no_exchange_can_have_seen_an_address_that_is_made_up(
    addresses: list[str], sandbox: str, seen: tuple[str, ...], connection_of: Connect, settings: Any
) -> None:
    settings.EGRESS, settings.SANDBOX_URL = addresses, sandbox
    row = working(connection_of)
    assert known(Background([row]), row).egress == seen
