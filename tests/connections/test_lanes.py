"""The sweep: a lane for each exchange, nobody starves another, nothing is queued twice, and it costs what is due."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from connections import budgets, checking
from connections.budgets import blocking
from connections.checking.claiming import due
from connections.models import Connection

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def overdue(exchange: str, count: int, hours: int = 1) -> list[int]:
    """Return the ids of rows that are due, the longest overdue first."""
    owner, _ = User.objects.get_or_create(email="fleet@example.com")
    since = timezone.now() - timedelta(hours=hours, minutes=5)
    rows = Connection.objects.bulk_create(
        Connection(
            user=owner,
            exchange=exchange,
            name=f"{exchange} {hours} {number}",
            name_folded=f"{exchange} {hours} {number}",
            key_hash=f"{exchange} {hours} {number}",
            next_check_at=since + timedelta(seconds=number),
        )
        for number in range(count)
    )
    return [row.pk for row in rows]


def test_each_exchange_has_its_lane_with_the_longest_overdue_first() -> None:
    first, second = overdue("kucoin", 5, hours=9), overdue("mexc", 3)
    assert due({"mexc": 2, "kucoin": 3, "okx": 5}) == {"kucoin": first[:3], "mexc": second[:2]}


def test_what_is_claimed_paused_or_not_yet_due_is_in_no_lane() -> None:
    free, claimed, paused, later = overdue("kucoin", 4)
    Connection.objects.filter(pk=claimed).update(claimed_until=timezone.now() + timedelta(seconds=9))
    Connection.objects.filter(pk=paused).update(next_check_at=None)
    Connection.objects.filter(pk=later).update(next_check_at=timezone.now() + timedelta(seconds=9))
    assert due({"kucoin": 10}) == {"kucoin": [free]}


def test_an_exchange_without_room_has_no_lane() -> None:
    overdue("kucoin", 1)
    assert due({"kucoin": 0}) == {}


@pytest.mark.parametrize("fault", ["blocked", "overdue"])
def test_what_one_of_our_addresses_cannot_ask_keeps_no_other_waiting(settings: Settings, fault: str) -> None:
    settings.BUDGETS, settings.EGRESS = True, ["203.0.113.24", "203.0.113.25"]
    many, few, new = overdue("bingx", 60, hours=9), overdue("bingx", 2, hours=1), overdue("bingx", 1, hours=0)
    Connection.objects.filter(pk__in=many).update(egress="203.0.113.24")
    Connection.objects.filter(pk__in=few).update(egress="203.0.113.25")
    try:
        if fault == "blocked":
            budgets.block("bingx", "203.0.113.24", 60)
        taken = checking.due_ids()
    finally:
        blocking.forget()
    assert {*few, *new} <= set(taken)
    assert len(set(taken) & set(many)) == (0 if fault == "blocked" else budgets.room("bingx") // 2)


def test_batches_take_turns_whatever_one_exchange_has_too_much_of(settings: Settings) -> None:
    settings.CHUNK_SIZE = 10
    overdue("kucoin", 100, hours=9)
    late = overdue("mexc", 5)
    queued = list(checking.batches())
    assert queued[0][1::2] == late
    assert [len(batch) for batch in queued] == [10] * 10 + [5]


def test_what_waits_in_the_queue_is_not_queued_again_until_it_is_taken(settings: Settings) -> None:
    ids = overdue("kucoin", 3)
    assert list(checking.batches()) == [ids]
    assert list(checking.batches()) == []
    checking.taken(ids[:2])
    assert list(checking.batches()) == [ids[:2]]


def test_what_nobody_took_in_time_is_queued_again(settings: Settings) -> None:
    settings.QUEUED_SECONDS = -1
    ids = overdue("kucoin", 3)
    assert [list(checking.batches()) for _ in range(2)] == [[ids], [ids]]


def test_a_sweep_takes_two_queries_however_much_there_is(django_assert_num_queries: Any) -> None:
    for exchange in ("kucoin", "mexc", "okx"):
        overdue(exchange, 20)
    with django_assert_num_queries(2):  # what is down, and the lanes
        assert [len(batch) for batch in checking.batches()] == [60]
    with django_assert_num_queries(2):
        assert list(checking.batches()) == []


def test_a_claim_takes_as_many_queries_for_many_rows_as_for_one(django_assert_num_queries: Any) -> None:
    for ids in (overdue("kucoin", 1), overdue("mexc", 30)):
        with django_assert_num_queries(5):  # the rows, the checks that wait, and the transaction's two ends
            assert len(checking.claim(ids, only_due=True)) == len(ids)


def test_the_longest_overdue_are_asked_first() -> None:
    rows = checking.claim(overdue("kucoin", 30)[::-1], only_due=True)
    assert all((one.next_check_at or 0) <= (two.next_check_at or 0) for one, two in pairwise(rows))  # type: ignore[operator]
