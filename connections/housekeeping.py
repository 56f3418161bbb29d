"""Destroy what must not be kept, forget what nobody needs any more."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import takewhile

import redis
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from backfuture.lib.shared import store
from connections.findings import Verdict
from connections.models import Check, Connection, Credentials, Day, Event, KeyPair, Role, StatusChange
from connections.transitions import dropping

_BATCH = 1000
_WEEK = 7 * 86_400


@transaction.atomic
def destroy_stale_candidates() -> int:
    """Destroy replacements that nobody could judge in time, and close the checks that waited for them."""
    oldest = timezone.now() - timedelta(seconds=settings.CANDIDATE_SECONDS)
    waiting = Credentials.objects.filter(role=Role.CANDIDATE)
    _drop_unanswered(waiting.filter(Credentials.HELD, held_at__lte=oldest))
    since = Coalesce("held_at", "created_at")
    stale = waiting.exclude(Credentials.HELD).annotate(since=since).filter(since__lte=oldest)
    # The connection first, as everybody locks them: whoever judges one of these just now has it.
    found = Connection.objects.filter(pk__in=stale.values("connection"))
    locked = list(found.in_order().values_list("pk", flat=True))
    stale = stale.filter(connection__in=locked)
    connections = list(stale.values_list("connection_id", flat=True))
    stale.delete()
    Check.objects.filter(connection__in=connections, role=Role.CANDIDATE, finished_at=None).update(
        finished_at=timezone.now()
    )
    rows = Connection.objects.filter(id__in=connections)
    rows.update(check_requested_at=None)
    # Without any key there is nothing to look at: what stays due is claimed again with every sweep, for ever.
    rows.filter(credentials=None).update(next_check_at=None)
    rows.exclude(paused_at=None).exclude(verdict=Verdict.QUARANTINED).update(next_check_at=None)
    return len(connections)


def _drop_unanswered(held: QuerySet[Credentials]) -> None:
    """Destroy replacements of another account that nobody said yes or no to in time."""
    asked = list(held.values_list("connection_id", flat=True))
    rows = Connection.objects.in_order().select_related("user").filter(pk__in=asked)
    if asked:
        dropping.drop(list(rows), is_answered=False)


def destroy_stale_pairs() -> int:
    """Destroy key pairs that nobody registered in time; who comes later gets another one."""
    oldest = timezone.now() - timedelta(seconds=settings.PAIR_SECONDS)
    return KeyPair.objects.filter(created_at__lte=oldest).delete()[0]


def thin_checks(is_over: Callable[[], bool] = lambda: False) -> int:
    """Forget checks that tell nothing more, and return how many; it may run twice at once.

    All of the last days stay, of each day before that the last one, up to a year; always the latest of a connection,
    and what a change or an event refers to. Once `is_over` says so, the rest waits for the next time.
    """
    now = timezone.now()
    recent, daily = (
        timedelta(days=days) for days in (settings.CHECKS_KEPT_DAYS, settings.DAILY_CHECKS_KEPT_DAYS)
    )
    gone = _thin("recent", now - recent, _is_same_day, is_over)
    return gone + _thin("daily", now - daily, lambda at, later: True, is_over)


def _thin(
    name: str, oldest: datetime, is_told: Callable[[datetime, datetime], bool], is_over: Callable[[], bool]
) -> int:
    """Walk once over what grew older than `oldest`; a check goes if a later one of its connection tells enough."""
    gone, after = 0, _mark(name)
    while not is_over() and (rows := [*takewhile(lambda row: row[1] < oldest, _checks_after(after))]):
        doomed = [pk for pk, at, later, is_kept in rows if later and not is_kept and is_told(at, later)]
        # Nothing refers to them: what does so keeps its check. To look for that row by row takes several times as long.
        gone += Check.objects.filter(pk__in=doomed)._raw_delete("default") or 0  # none: an empty list
        after = rows[-1][0]
        _mark(name, after)
    return gone


def _checks_after(pk: int) -> list[tuple[int, datetime, datetime | None, bool]]:
    """Return the next checks: id, when it was, when the next of its connection was, and whether it has to stay."""
    later = Check.objects.exclude(finished_at=None).filter(connection=OuterRef("connection"))
    later = later.filter(requested_at__gt=OuterRef("requested_at")).order_by("requested_at")
    told = [Exists(rows.objects.filter(check_run=OuterRef("pk"))) for rows in (StatusChange, Event)]
    rows = Check.objects.filter(pk__gt=pk).order_by("pk").exclude(finished_at=None)
    rows = rows.annotate(later=Subquery(later.values("requested_at")[:1]), is_kept=told[0] | told[1])
    return list(rows.values_list("pk", "requested_at", "later", "is_kept")[:_BATCH])


def _is_same_day(one: datetime, other: datetime) -> bool:
    return one.astimezone(UTC).date() == other.astimezone(UTC).date()


def _mark(name: str, pk: int | None = None) -> int:
    """Return, or set, up to which id was walked; all is walked anew each week, or where the mark is lost."""
    key = f"connections:thinned:{name}:{timezone.now():%G-%V}"
    try:
        if pk is not None:
            store().set(key, pk, ex=_WEEK)
        return int(store().get(key) or 0)
    except redis.RedisError:
        return pk or 0


def forget_days(is_over: Callable[[], bool] = lambda: False) -> int:
    """Forget days that are older than any page shows, and return how many."""
    oldest = timezone.now().astimezone(UTC).date() - timedelta(days=settings.DAYS_KEPT)
    old, gone = Day.objects.filter(date__lt=oldest).order_by("date"), 0
    while not is_over() and (ids := list(old.values_list("pk", flat=True)[:_BATCH])):
        gone += Day.objects.filter(pk__in=ids).delete()[0]
    return gone
