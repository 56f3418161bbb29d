"""Claim rows for a check: one conditional UPDATE, and a claim expires, so nothing is ever stuck."""

import math
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection as database
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from connections import budgets, exchanges, incidents
from connections.models import Check, Connection
from connections.models.rows import ConnectionQuerySet

# What no check looks at before it is written; rows that are settled one by one are read again then.
_UNREAD = (
    "name",
    "name_folded",
    "created_at",
    "balances",
    "balances_at",
    "account_question",
    "expires_at",
)


def due(
    most: Mapping[str, int],
    closed: Mapping[str, Set[str]] | None = None,
    ways: Mapping[str, Mapping[str, int]] | None = None,
) -> dict[str, list[int]]:
    """Return what is due now by exchange, the longest overdue first, and of each at most so many.

    `closed` are sites that are left alone, by exchange. `ways` say by exchange how many may be asked from each of our
    addresses; what has none of those yet goes beside them.

    One query over the partial index, a lane for each exchange and address: what one has too much of, or may not ask at
    all, keeps no other waiting.
    """
    now = timezone.now()
    lanes: list[QuerySet[Connection, Any]] = []
    for code, limit in most.items():
        if limit <= 0:
            continue
        rows = (
            Connection.objects.due(now).filter(exchange=code).exclude(site__in=(closed or {}).get(code, ()))
        )
        shares = (ways or {}).get(code)
        each = [(rows, limit)] if shares is None else list(_by_way(rows, shares, limit))
        lanes += [lane.values_list("exchange", "next_check_at", "pk")[:n] for lane, n in each if n > 0]
    compiled = [lane.query.sql_with_params() for lane in lanes]
    # Not union(): SQLite takes no limit inside of one.
    statement = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS lane" for sql, _ in compiled)  # noqa: S608
    found: dict[str, list[int]] = {}
    if statement:
        with database.cursor() as cursor:
            cursor.execute(statement, [value for _, values in compiled for value in values])
            for code, _, pk in sorted(cursor.fetchall()):
                found.setdefault(code, []).append(pk)
    return found


def _by_way(
    rows: ConnectionQuerySet, shares: Mapping[str, int], limit: int
) -> Iterator[tuple[ConnectionQuerySet, int]]:
    """Yield the rows of each of our addresses with how many of them, together at most about `limit`."""
    if len(shares) == 1:
        yield rows, min(limit, *shares.values())
        return
    fair = math.ceil(limit / max(1, sum(most > 0 for most in shares.values())))
    for address, most in shares.items():
        yield rows.filter(egress=address), min(most, fair)
    # New, or on an address that was given up: they are given one of ours when they are asked.
    yield rows.exclude(egress__in=list(shares)), min(max(shares.values(), default=0), fair)


def due_ids() -> list[int]:
    """Return what is due now, lane after lane, of each as many as one sweep takes."""
    return [pk for lane in due_lanes().values() for pk in lane]


def due_lanes() -> dict[str, list[int]]:
    """Return what one sweep takes by exchange: what its budget has room for, nothing where it is down for everybody."""
    still = incidents.standstill()
    most = {code: still.room(code, settings.SWEEP_LIMIT) for code in exchanges.every()}
    ways = {
        code: found for code, limit in most.items() if limit and (found := budgets.ways(code)) is not None
    }
    return due(most, still.sites, ways)


def still_asked(ids: Sequence[int]) -> list[int]:
    """Return those that somebody waits for and that another worker held when we came."""
    now = timezone.now()
    held = Connection.objects.filter(id__in=ids, check_requested_at__isnull=False, claimed_until__gt=now)
    return list(held.values_list("pk", flat=True))


@transaction.atomic
def claim(ids: Sequence[int], *, only_due: bool) -> list[Connection]:
    """Claim what nobody else holds; who comes second does not wait for who came first."""
    now, token = timezone.now(), uuid.uuid4()
    free = Connection.objects.unclaimed(now).filter(id__in=ids)
    if only_due:
        free = free.filter(next_check_at__lte=now)
    if database.features.has_select_for_update_skip_locked:
        free = Connection.objects.filter(pk__in=free.select_for_update(skip_locked=True).values("pk"))
    until = now + timedelta(seconds=settings.CLAIM_SECONDS)
    if not free.update(claim_token=token, claimed_until=until):
        return []
    claimed = list(Connection.objects.filter(claim_token=token).defer(*_UNREAD).order_by("next_check_at"))
    Check.objects.filter(connection__in=claimed, finished_at=None).update(started_at=now)
    return claimed


def keep(rows: Collection[Connection]) -> None:
    """Have claims last on, for what is still being asked: otherwise a second worker would ask it at the same time."""
    until = timezone.now() + timedelta(seconds=settings.CLAIM_SECONDS)
    with transaction.atomic():
        Connection.objects.filter(pk__in=Connection.objects.hold(rows)).update(claimed_until=until)


def release(rows: Collection[Connection]) -> None:
    """Give claims back without having looked: the rows stay due, and whoever waits goes on waiting."""
    if not rows:
        return
    with transaction.atomic():
        ids = Connection.objects.hold(rows)
        Check.objects.filter(connection__in=ids, finished_at=None).update(started_at=None)
        Connection.objects.filter(pk__in=ids).update(claim_token=None, claimed_until=None)
