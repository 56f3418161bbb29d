"""What workers do: load nothing but ids, call one function."""

from celery import shared_task
from celery.signals import worker_init
from django.conf import settings

from connections import checking, housekeeping, incidents
from connections.exchanges.base import libraries

PEOPLE, WATCH = "people", "watch"
_AGAIN_SECONDS = 0.5


@worker_init.connect
def load_libraries(**_: object) -> None:
    """Load ccxt in the parent, before workers are forked: they share its 100 MB."""
    libraries()


@shared_task
def check_connections(ids: list[int], is_asked: bool = False) -> None:
    """Check these connections; what a person asked for and somebody else holds is tried again shortly."""
    checking.check(ids, only_due=not is_asked)
    waiting = checking.still_asked(ids) if is_asked else []
    if waiting:
        check_connections.apply_async((waiting, True), queue=PEOPLE, countdown=_AGAIN_SECONDS)


@shared_task
def recheck_due() -> None:
    """Queue everything that is due, in batches; a batch that nobody took before the next sweeps is dropped."""
    due = checking.due_ids()
    for start in range(0, len(due), settings.CHUNK_SIZE):
        batch = due[start : start + settings.CHUNK_SIZE]
        check_connections.apply_async((batch,), queue=WATCH, expires=settings.SWEEP_SECONDS)


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
        check_connections.apply_async(([one],), queue=WATCH, expires=settings.CANARY_SECONDS)
    waiting = incidents.people_waiting()
    if waiting:
        check_connections.apply_async((waiting, True), queue=PEOPLE)


@shared_task
def forget_pulses() -> None:
    """Forget the old figures of the exchanges."""
    incidents.forget_old()
