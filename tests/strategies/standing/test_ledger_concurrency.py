"""However many are enabled at the same moment, the money of a connection is given out once."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection as database

from accounts.models import AuditEvent, User
from connections.models import Connection
from strategies import services
from strategies.models import Revision, Strategy
from strategies.reasons import NotReady
from tests.strategies.standing.conftest import Make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

COUNT, THREADS = 200, 16


def copies(row: Strategy, count: int) -> list[Strategy]:
    """Return this many drafts, the given one among them."""
    rows = [Strategy.objects.get(pk=row.pk) for _ in range(count - 1)]
    for number, one in enumerate(rows):
        one.pk, one.name = None, f"Copy {number}"
    Strategy.objects.bulk_create(rows)
    return list(Strategy.objects.order_by("pk"))


def enable(row: Strategy) -> str:
    """Enable as a request does, in a thread and a database connection of its own."""
    try:
        return services.enable(row, row.user).state
    except NotReady as no:
        return ",".join(reason.code for reason in no.reasons)
    finally:
        database.close()


def test_two_hundred_at_once_never_take_more_than_there_is(draft: Make, on: Connection, alice: User) -> None:
    # 1000 USDT are free and 3 stay untouched: 33 times 30 fit into 997.
    rows = copies(draft(margin_limit="30", reserve="3", base_order="2", addon_order="2"), COUNT)
    started = time.monotonic()
    with ThreadPoolExecutor(THREADS) as pool:
        answers = Counter(pool.map(enable, rows))
    spent = time.monotonic() - started
    assert answers == {"enabled": 33, "over_balance": COUNT - 33}
    held = list(Strategy.objects.holding())
    assert sum(row.margin_limit for row in held) == 990
    assert Revision.objects.filter(action="enabled").count() == len(held) == 33
    assert AuditEvent.objects.filter(action="strategy.enabled").count() == 33
    assert Connection.objects.get(pk=on.pk).is_in_use
    print(f"{COUNT} enables by {THREADS} threads: {spent:.1f} s")
    assert spent < 20


def test_the_same_one_enabled_many_times_at_once_is_enabled_once(draft: Make) -> None:
    row = draft()
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(enable, [row] * 16)) == {"enabled"}
    assert Revision.objects.filter(action="enabled").count() == 1


def test_enabling_and_asking_for_more_at_the_same_moment(running: Make, draft: Make, alice: User) -> None:
    runs, waits = running(margin_limit="400"), draft(margin_limit="500")

    def grow(_: object) -> str:
        try:
            return services.update(runs, {"margin_limit": "600"}, alice).state
        except NotReady as no:
            return ",".join(reason.code for reason in no.reasons)
        finally:
            database.close()

    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(grow, None), pool.submit(enable, waits)]
    assert sorted(answer.result() for answer in answers) == ["enabled", "over_balance"]
    assert sum(row.margin_limit for row in Strategy.objects.holding()) <= 1000
