"""Never above a quota, whoever takes how many: real Redis, real windows, short ones."""

import itertools
import random
import threading
import time
from typing import Any

import pytest

from backfuture.lib.shared import store
from connections.budgets.lines import Lane
from connections.budgets.taking import SINCE, take
from tests.connections.budgets.conftest import line_of


def _taken(lane: Lane, count: int, ahead: float, quota: int) -> list[float]:
    began = time.monotonic()
    return [began + slot for slot in take(line_of(quota, name=f"of {quota}"), lane, count, ahead).slots]


def _most_in_a_second(slots: list[float]) -> int:
    return max(sum(1 for other in slots if first <= other < first + 1) for first in slots)


def test_people_may_take_all_that_is_free_and_no_more() -> None:
    assert len(take(line_of(10), Lane.PEOPLE, 50).slots) == 10
    later = take(line_of(10), Lane.PEOPLE, 1)
    assert not later.slots
    assert 0.9 < later.next < 1.3


def test_rechecks_leave_the_share_of_people() -> None:
    taken = take(line_of(10), Lane.WATCH, 50, ahead=1.0)
    assert len(taken.slots) == pytest.approx(8, abs=2)
    gaps = [b - a for a, b in zip(taken.slots[3:], taken.slots[4:], strict=False)]
    assert gaps == pytest.approx([1 / 8] * len(gaps), abs=0.01)


def test_no_window_holds_more_than_the_quota() -> None:
    found: dict[int, list[float]] = {1: [], 3: [], 40: []}

    def worker(quota: int, seed: int) -> None:
        chance, ends = random.Random(seed), time.monotonic() + 2.4
        while time.monotonic() < ends:
            lane, count = (Lane.WATCH, 5) if chance.random() < 0.6 else (Lane.PEOPLE, 2)
            found[quota].extend(_taken(lane, count, chance.choice((0.0, 0.15, 0.6)), quota))
            time.sleep(chance.random() * 0.05)

    threads = [threading.Thread(target=worker, args=(quota, seed)) for quota in found for seed in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for quota, slots in found.items():
        assert _most_in_a_second(slots) <= quota
        assert len(slots) >= 0.75 * quota * 2.4


def test_even_pace_uses_the_whole_share_of_a_quota_of_one(settings: Any) -> None:
    slots: list[float] = []
    ends = time.monotonic() + 2.7
    while time.monotonic() < ends:
        slots += _taken(Lane.WATCH, 1, 0.15, 1)
        time.sleep(0.1)
    assert len(slots) >= 3
    assert min(b - a for a, b in itertools.pairwise(slots)) >= 1.14


def test_what_weighs_more_than_the_quota_is_asked_when_all_is_free() -> None:
    assert len(take(line_of(5, weight=9), Lane.PEOPLE, 2).slots) == 1


def test_an_account_has_a_quota_of_its_own() -> None:
    assert len(take(line_of(2, account=7), Lane.PEOPLE, 5).slots) == 2
    assert len(take(line_of(2, account=8), Lane.PEOPLE, 5).slots) == 2


def test_after_all_was_lost_what_may_have_been_asked_counts() -> None:
    store().delete(SINCE)
    line = line_of(100, seconds=2)
    assert len(take(line, Lane.PEOPLE, 100).slots) <= 10
    # The rechecks go on at their pace, without making up for anything.
    assert len(take(line, Lane.WATCH, 100, 0.2).slots) <= 12


def test_a_clock_that_was_far_ahead_keeps_nobody_waiting() -> None:
    line = line_of(10)
    ahead = int((time.time() + 86_400) * 1000 / (1000 / 32))
    store().hset(line.keys[0], mapping={f"p{ahead}": 10, "next": (time.time() + 86_400) * 1000})
    assert take(line, Lane.PEOPLE).slots
    assert take(line, Lane.WATCH, 1, 0.2).slots
