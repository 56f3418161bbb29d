"""Forget what nobody needs any more: strategies archived long ago, and the long tail of a history."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Min
from django.utils import timezone

from strategies.models import Revision, State, Strategy

_BATCH = 500


def forget_archived() -> int:
    """Delete what was archived too long ago, and of each person all but the latest; return how many went.

    The audit trail still tells that they were there.
    """
    archived = Strategy.objects.filter(state=State.ARCHIVED)
    oldest = timezone.now() - timedelta(days=settings.ARCHIVED_DAYS)
    going = set(archived.filter(state_at__lt=oldest).values_list("pk", flat=True))
    owners = (
        archived.values("user").annotate(count=Count("pk")).filter(count__gt=settings.ARCHIVED_STRATEGIES)
    )
    for owner in owners.values_list("user", flat=True):
        theirs = archived.filter(user=owner).order_by("-state_at", "-pk")
        going |= set(theirs.values_list("pk", flat=True)[settings.ARCHIVED_STRATEGIES :])
    ids = sorted(going)
    for start in range(0, len(ids), _BATCH):
        archived.filter(pk__in=ids[start : start + _BATCH]).delete()
    return len(ids)


def forget_history() -> int:
    """Delete of each long history what lies between its first entry and the latest; return how many went."""
    counted = Revision.objects.order_by().values("strategy").annotate(count=Count("pk"), first=Min("pk"))
    gone = 0
    for long in counted.filter(count__gt=settings.HISTORY_ENTRIES):
        rows = Revision.objects.filter(strategy=long["strategy"])
        # The first entry says who made it: it is one of those that are kept.
        latest = rows.order_by("-at", "-pk").values_list("pk", flat=True)[: settings.HISTORY_ENTRIES - 1]
        gone += rows.exclude(pk__in=[long["first"], *latest]).delete()[0]
    return gone
