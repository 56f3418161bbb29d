"""Destroy what must not be kept."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from connections.models import Check, Connection, Credentials, KeyPair, Role


@transaction.atomic
def destroy_stale_candidates() -> int:
    """Destroy replacements that nobody could judge in time, and close the checks that waited for them."""
    oldest = timezone.now() - timedelta(seconds=settings.CANDIDATE_SECONDS)
    stale = Credentials.objects.filter(role=Role.CANDIDATE, created_at__lte=oldest)
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


def destroy_stale_pairs() -> int:
    """Destroy key pairs that nobody registered in time; who comes later gets another one."""
    oldest = timezone.now() - timedelta(seconds=settings.PAIR_SECONDS)
    return KeyPair.objects.filter(created_at__lte=oldest).delete()[0]
