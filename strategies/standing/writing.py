"""Write turns of state down: rows, history, audit trail, notices, and whether connections are in use."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.models import User
from connections import services as connections
from strategies import notices
from strategies.models import Revision, State, Strategy
from strategies.reasons import Reason

_STATES: Mapping[str, State] = {
    "enabled": State.ENABLED,
    "returned": State.ENABLED,
    "moved": State.ENABLED,
    "suspended": State.SUSPENDED,
    "disabled": State.DISABLED,
    "archived": State.ARCHIVED,
}
_WRITTEN = ("state", "state_at", "enable_requested_at", "stored_reasons")


@dataclass(frozen=True, slots=True)
class Turn:
    """What happens to a locked strategy: an action of the history, why, and whether its owner is told.

    `reasons` are what the strategy carries from now on. `is_asked` is off where nobody waits for the answer: the
    same is not told again for some hours then, however often reasons come and go.
    """

    strategy: Strategy
    action: str
    reasons: Sequence[Reason] = ()
    is_told: bool = False
    is_asked: bool = True


@transaction.atomic
def write(turns: Sequence[Turn], now: datetime, actor: User | None = None) -> None:
    """Write turns in as many queries for one as for many; without an actor the platform acts by itself."""
    if not turns:
        return
    for turn in turns:
        _apply(turn, now)
    Strategy.objects.bulk_update([turn.strategy for turn in turns], _WRITTEN)
    Revision.objects.bulk_create(_revision(turn, now, actor) for turn in turns)
    audit.record_many((_entry(turn) for turn in turns), actor=actor)
    for action in dict.fromkeys(turn.action for turn in turns if turn.is_told):
        told = [turn for turn in turns if turn.is_told and turn.action == action]
        notices.tell([turn.strategy for turn in told if turn.is_asked], f"strategy_{action}")
        notices.tell_anew([turn.strategy for turn in told if not turn.is_asked], f"strategy_{action}", now)
    _set_in_use(turn.strategy.connection_id for turn in turns)


def _apply(turn: Turn, now: datetime) -> None:
    row = turn.strategy
    state = _STATES.get(turn.action, row.state)
    # To stop waiting makes no draft into something that once ran.
    if turn.action == "disabled" and row.state == State.DRAFT:
        state = State.DRAFT
    # Moved: since then it runs at this account.
    if state != row.state or turn.action == "moved":
        row.state, row.state_at = state, now
    row.enable_requested_at = now if turn.action == "enable_requested" else None
    row.stored_reasons = [reason.to_json() for reason in turn.reasons]


def _revision(turn: Turn, now: datetime, actor: User | None) -> Revision:
    row = turn.strategy
    return Revision(
        strategy=row,
        at=now,
        actor=actor,
        action=turn.action,
        version=row.version,
        stored_reasons=row.stored_reasons,
    )


def _entry(turn: Turn) -> audit.Entry:
    row = turn.strategy
    params = {"connection": row.connection_id, "reasons": [reason.code for reason in turn.reasons]}
    return audit.Entry(f"strategy.{turn.action}", row.user, row, params)


def _set_in_use(connection_ids: Iterable[int | None]) -> None:
    """Say of each connection whether something runs on it; a suspended strategy still means to."""
    ids = {pk for pk in connection_ids if pk is not None}
    used = set(Strategy.objects.holding().filter(connection__in=ids).values_list("connection_id", flat=True))
    connections.set_in_use(used, is_in_use=True)
    connections.set_in_use(ids - used, is_in_use=False)
