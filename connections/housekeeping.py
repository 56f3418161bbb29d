"""Destroy what must not be kept."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from connections.models import Check, Connection, Credentials, KeyPair, Role
from connections.transitions import dropping


@transaction.atomic
def destroy_stale_candidates() -> int:
    """Destroy replacements that nobody could judge in time, and close the checks that waited for them."""
    oldest = timezone.now() - timedelta(seconds=settings.CANDIDATE_SECONDS)
    waiting = Credentials.objects.filter(role=Role.CANDIDATE)
    _drop_unanswered(waiting.filter(Credentials.HELD, held_at__lte=oldest))
    since = Coalesce("held_at", "created_at")
    stale = waiting.exclude(Credentials.HELD).annotate(since=since).filter(since__lte=oldest)
    connections = list(stale.values_list("connection_id", flat=True))
    stale.delete()
    Check.objects.filter(connection__in=connections, role=Role.CANDIDATE, finished_at=None).update(
        finished_at=timezone.now()
    )
    rows = Connection.objects.filter(id__in=connections)
    rows.update(check_requested_at=None)
    # Without any key there is nothing to look at: what stays due is claimed again with every sweep, for ever.
    rows.filter(credentials=None).update(next_check_at=None)
    return len(connections)


def _drop_unanswered(held: QuerySet[Credentials]) -> None:
    """Destroy replacements of another account that nobody said yes or no to in time."""
    asked = list(held.values_list("connection_id", flat=True))
    rows = Connection.objects.select_for_update(of=("self",)).select_related("user").filter(pk__in=asked)
    if asked:
        dropping.drop(list(rows), is_answered=False)


def destroy_stale_pairs() -> int:
    """Destroy key pairs that nobody registered in time; who comes later gets another one."""
    oldest = timezone.now() - timedelta(seconds=settings.PAIR_SECONDS)
    return KeyPair.objects.filter(created_at__lte=oldest).delete()[0]
