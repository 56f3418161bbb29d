"""Run checks: claim rows, unseal, ask them all on one event loop, write down what is judged as it comes."""

from collections.abc import Sequence

from django.conf import settings

from connections import alarms, metrics, transitions
from connections.checking import stopping
from connections.checking.claiming import claim, due_ids, release, still_asked
from connections.checking.loop import close
from connections.checking.opening import open_cases
from connections.checking.running import run
from connections.checking.sweeping import batches, taken
from connections.checking.telling import tell_of_exchanges

__all__ = (
    "batches",
    "check",
    "claim",
    "close",
    "due_ids",
    "open_cases",
    "release",
    "run",
    "still_asked",
    "stopping",
    "taken",
)


def check(ids: Sequence[int], *, only_due: bool) -> None:
    """Check these connections and write down what is found; rows that somebody else holds are left alone.

    `only_due` is for the sweep: a row that was judged since it was queued is not asked again.
    """
    for start in range(0, len(ids), settings.CHUNK_SIZE):
        if stopping.is_asked():
            return
        claimed = claim(ids[start : start + settings.CHUNK_SIZE], only_due=only_due)
        cases = open_cases(claimed)
        askable = {case.connection.pk for case in cases}
        transitions.leave_keyless([row for row in claimed if row.pk not in askable])
        exchanges = {case.connection.pk: case.connection.exchange for case in cases}
        for outcomes in run(cases):
            transitions.apply(outcomes)
            metrics.count_looks(exchanges, outcomes)
            tell_of_exchanges(cases, outcomes)
            alarms.look_at(exchanges, outcomes)
