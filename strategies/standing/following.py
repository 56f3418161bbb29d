"""Follow what happens to connections: suspend, return, enable what waited, archive; a listener of transitions."""

import logging
from collections.abc import Collection, Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from connections import services as connections
from connections.models import Check, Connection
from connections.transitions import Change
from strategies import admission
from strategies.admission.ledger import Ledger
from strategies.admission.looking import Look, looks
from strategies.models import State, Strategy
from strategies.models.strategy import StrategyQuerySet
from strategies.standing import moving
from strategies.standing.turning import Scene, turn_of
from strategies.standing.writing import write

logger = logging.getLogger(__name__)


def follow(changes: Sequence[Change]) -> None:
    """Bring what stands on these connections in line with them, all in as many queries as one."""
    settle(
        {change.connection.pk for change in changes},
        gone={change.connection.pk for change in changes if change.is_gone},
        refused={change.connection.pk for change in changes if change.replacement in {"refused", "held"}},
        moved={change.connection.pk for change in changes if moving.is_move(change)},
    )


def settle(
    ids: Collection[int],
    *,
    gone: Collection[int] = (),
    refused: Collection[int] = (),
    moved: Collection[int] = (),
) -> None:
    """Decide anew on everything that runs, is held back or waits on these connections.

    `gone` are about to be disconnected; of the `refused` only a replacement was checked; the `moved` went to another
    account just now.
    """
    rows = list(_concerned(ids).select_related("connection"))
    if not rows:
        return
    seen = _looks([row for row in rows if row.connection_id not in gone and _may_start(row)])
    with transaction.atomic():
        found = {row.pk: row for row in Connection.objects.in_order().filter(pk__in=ids)}
        rows = list(_concerned(ids).select_for_update(of=("self",)).select_related("user"))
        now = timezone.now()
        asked, recent = _checks(ids)
        scene = Scene(found, seen, Ledger(ids), now, asked, gone, refused)
        # Whose money is spoken for already comes first, then whoever waits longest.
        rows.sort(key=lambda row: (row.enable_requested_at or row.created_at, row.pk))
        scene.lacking = moving.lacking(rows, scene, moved)
        write([turn for row in rows if (turn := turn_of(row, scene))], now)
        for pk in scene.to_ask - (recent - set(refused)):
            if found[pk].has_credentials:
                connections.request_check(found[pk])


def _concerned(ids: Collection[int]) -> StrategyQuerySet:
    is_standing = Q(state__in=(State.ENABLED, State.SUSPENDED)) | Q(enable_requested_at__isnull=False)
    return Strategy.objects.filter(is_standing, connection__in=ids)


def _may_start(row: Strategy) -> bool:
    """Say whether it has to be looked at: it waits, or it may come back because nothing holds it any more."""
    if row.enable_requested_at is not None:
        return True
    is_coming_back = row.state == State.SUSPENDED and row.is_returning
    return is_coming_back and row.connection is not None and not admission.suspending(row, row.connection)


def _looks(rows: Sequence[Strategy]) -> dict[int, tuple[int, Look]]:
    """Look before the lock is taken: it is arithmetic, and others wait for the lock.

    Who is not looked at does not start, and is tried again; what has to be suspended needs no look.
    """
    try:
        found = looks(rows)
    except Exception:  # one person's settings, or a cache that is away, must not keep others running
        logger.exception("strategies could not be looked at")
        return {}
    return {row.pk: (row.version, found[row.pk]) for row in rows}


def _checks(ids: Collection[int]) -> tuple[set[int], set[int]]:
    """Return the connections whose check is open, and those that were asked about too recently to ask again."""
    since = timezone.now() - timedelta(seconds=settings.PASSPORT_SECONDS)
    rows = Check.objects.filter(Q(finished_at=None) | Q(requested_at__gt=since), connection__in=ids)
    found = list(rows.values_list("connection_id", "finished_at"))
    return {pk for pk, finished_at in found if finished_at is None}, {pk for pk, _ in found}
