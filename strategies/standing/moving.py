"""A connection went to another account: what runs on it goes on only if it fits into the money that is there."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Max

from connections.findings import EventCode
from connections.models import Event
from connections.transitions import Change
from strategies import admission
from strategies.models import State, Strategy
from strategies.reasons import Reason
from strategies.standing.turning import Scene

# Where nobody could compare, its owner has said that it may be another one.
_MOVES = (EventCode.ACCOUNT_REPLACED, EventCode.REPLACED_UNCOMPARED)


def is_move(change: Change) -> bool:
    """Say whether a connection went to another account with this change."""
    return any(one.code in _MOVES for one in change.drifts)


def lacking(rows: Sequence[Strategy], scene: Scene, moved: Collection[int]) -> dict[int, Sequence[Reason]]:
    """Return what the new account lacks for each that ran when its connection went there: nothing where it fits.

    `moved` are connections that went there just now. The history tells of the others: who was not told of it in time,
    or failed then, learns of it with the next look. One after another in the order of the rows, for together they may
    be too much; what is suspended keeps its place after all that goes on.
    """
    there = _concerned(rows, scene, moved)
    for row in there:
        scene.ledger.let_go(row)
    found: dict[int, Sequence[Reason]] = {}
    for row in there:
        found[row.pk] = admission.unfit(row, scene.connections[row.connection_id or 0], scene.ledger)
        if not found[row.pk]:
            scene.ledger.hold(row)
    for row in there:
        scene.ledger.hold(row)
    return found


def _concerned(rows: Sequence[Strategy], scene: Scene, moved: Collection[int]) -> list[Strategy]:
    """Return those that run; of what its connection suspends anyway the money is judged before it returns."""
    running = [row for row in rows if row.state == State.ENABLED and row.enable_requested_at is None]
    ids = {row.connection_id for row in running} & scene.connections.keys() - set(scene.gone)
    moves = _moves(ids) if ids else {}
    return [
        row
        for row in running
        if (pk := row.connection_id) in ids
        and (pk in moved or (pk in moves and row.state_at <= moves[pk]))
        and not admission.suspending(row, scene.connections[pk or 0])
    ]


def _moves(ids: Collection[int | None]) -> dict[int | None, datetime]:
    """Return when connections last went to another account."""
    rows = Event.objects.filter(connection__in=ids, code__in=_MOVES).order_by()
    return dict(rows.values_list("connection").annotate(Max("at")))
