"""Two beats at the same moment: one incident, one notice, one canary, one all-clear."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection as database
from django.utils import timezone

from connections import incidents
from connections.models import Incident, Pulse
from tests.connections.incidents.conftest import People, answers, silence, told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def at_once(work: Callable[[], Any], times: int = 2) -> list[Any]:
    """Return what `work` returns to each of several that begin at the same moment."""
    together = Barrier(times)

    def begin(_: int) -> Any:
        together.wait()
        try:
            return work()
        finally:
            database.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(begin, range(times)))


def test_each_step_is_taken_once(people: People) -> None:
    rows = people(3)
    users = [row.user_id for row in rows]
    for row in rows:
        row.unreachable_since = timezone.now()
        row.save(update_fields=["unreachable_since"])
    silence(*users)
    at_once(incidents.watch)
    assert Incident.objects.count() == 1
    assert sum(len(chosen) for chosen in at_once(incidents.canaries)) == 1
    Incident.objects.update(started_at=timezone.now() - timedelta(minutes=2))
    at_once(incidents.watch)
    for user in users:
        answers(user)
    at_once(incidents.watch)
    assert {tuple(told(user)) for user in users} == {("exchange_down", "exchange_back")}


def test_no_answer_is_lost_from_a_pulse(people: People) -> None:
    at_once(lambda: answers(*range(10), ms=50), times=4)
    silence(1)
    pulses = Pulse.objects.values_list("answered", "silent", "ms_sum", "ms_most")
    assert [sum(column) for column in zip(*pulses, strict=True)][:3] == [40, 1, 2000]
    assert max(most for *_, most in pulses) == 50
