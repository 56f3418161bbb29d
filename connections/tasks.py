"""What workers do: load nothing but ids, call one function."""

import gc
from typing import Any

from celery import shared_task
from celery.signals import task_failure, worker_init, worker_shutting_down
from django.conf import settings

from connections import budgets, checking, forecasts, housekeeping, incidents, metrics, summaries
from connections.exchanges.base import libraries

PEOPLE, WATCH = "people", "watch"
_AGAIN_SECONDS = 0.5


@worker_init.connect
def load_libraries(**_: object) -> None:
    """Load ccxt before the first check: its 100 MB take a second, and no collector needs to walk them again."""
    libraries()
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)  # what checks make goes again by itself, nearly all of it


@worker_shutting_down.connect
def stop_asking(**_: object) -> None:
    """Have the batches under way end soon: the worker waits for their threads."""
    checking.stopping.ask()


@task_failure.connect
def count_failure(sender: Any, **_: object) -> None:
    metrics.count_failure(sender.name)


@shared_task
def check_connections(ids: list[int], is_asked: bool = False) -> None:
    """Check these connections; what a person asked for and somebody else holds is tried again shortly."""
    if not is_asked:
        checking.taken(ids)
    checking.check(ids, only_due=not is_asked)
    waiting = checking.still_asked(ids) if is_asked else []
    if waiting:
        check_connections.apply_async((waiting, True), queue=PEOPLE, countdown=_AGAIN_SECONDS)


@shared_task
def recheck_due() -> None:
    """Queue everything that is due, in batches; one that nobody took in time is dropped, and its ids stay due."""
    metrics.note_sweep()
    for batch in checking.batches():
        check_connections.apply_async((batch,), queue=WATCH, expires=settings.QUEUED_SECONDS)


@shared_task
def destroy_overdue() -> None:
    """Destroy replacements that were never judged, and key pairs that were never used."""
    housekeeping.destroy_stale_candidates()
    housekeeping.destroy_stale_pairs()


@shared_task
def watch_exchanges() -> None:
    """See which exchanges are down for everybody, and ask on behalf of all whether they are back."""
    incidents.watch()
    for one in incidents.canaries():
        # All of that exchange waits for it, so it does not wait behind thousands of rechecks.
        check_connections.apply_async(([one],), queue=PEOPLE, expires=settings.CANARY_SECONDS)
    waiting = incidents.people_waiting(budgets.left_alone())
    if waiting:
        check_connections.apply_async((waiting, True), queue=PEOPLE)


@shared_task
def forget_old() -> None:
    """Thin out old checks, and forget days and figures of exchanges that no page shows any more; ends when asked to."""
    housekeeping.thin_checks(checking.stopping.is_asked)
    housekeeping.forget_days(checking.stopping.is_asked)
    incidents.forget_old()


@shared_task
def remind_of_ends() -> None:
    """Remind people of keys that end by themselves."""
    forecasts.remind()


@shared_task
def tell_staff() -> None:
    """Send staff the summary of the last week, once it is over."""
    summaries.tell_staff()
