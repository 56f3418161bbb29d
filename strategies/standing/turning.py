"""What becomes of one strategy, now that something is known of its connection: a decision, nothing is written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings

from connections.models import Connection
from strategies import admission
from strategies.admission import judging
from strategies.admission.ledger import Ledger
from strategies.admission.looking import Look
from strategies.admission.of_connection import SUSPENDING
from strategies.models import State, Strategy
from strategies.reasons import Reason
from strategies.standing.writing import Turn

# What held a strategy back is over, and its owner wanted to be the one who starts it again.
MENDED = "mended"


@dataclass(slots=True)
class Scene:
    """What is known under the lock. `asked` are connections whose check is open, `gone` those that go away.

    `to_ask` collects the connections that have to be looked at before anything can be said.
    """

    connections: Mapping[int, Connection]
    looks: Mapping[int, tuple[int, Look]]  # by strategy: the version of the settings that was looked at
    ledger: Ledger
    now: datetime
    asked: Collection[int] = ()
    gone: Collection[int] = ()
    refused: Collection[int] = ()  # their check was about a replacement, and told nothing of the key in use
    # By strategy: what another account, to which its connection went while it ran, lacks for it.
    lacking: Mapping[int, Sequence[Reason]] = field(default_factory=dict)
    to_ask: set[int] = field(default_factory=set)


def turn_of(row: Strategy, scene: Scene) -> Turn | None:
    """Return what happens to a strategy that runs, is held back or waits; None where nothing does."""
    if row.connection_id in scene.gone:
        return Turn(row, "archived", (Reason("disconnected"),), is_told=True)
    row.connection = scene.connections.get(row.connection_id or 0)
    if row.connection is None:
        return None
    if row.enable_requested_at is not None:
        return _of_waiting(row, scene)
    found = admission.suspending(row, row.connection)
    if row.state == State.ENABLED:
        return _of_running(row, found, scene)
    return _kept(row, found) if found else _returned(row, scene)


def _of_running(row: Strategy, found: Sequence[Reason], scene: Scene) -> Turn | None:
    """Suspend it, or note that it goes on at another account."""
    if found := found or scene.lacking.get(row.pk, ()):
        return Turn(row, "suspended", found, is_told=True)
    return Turn(row, "moved") if row.pk in scene.lacking else None


def _of_waiting(row: Strategy, scene: Scene) -> Turn | None:
    """Enable it, say why not, or let it wait for the check that is under way."""
    found = _judged(row, scene)
    if found is None:
        return None
    if not found:
        scene.ledger.hold(row)
        return Turn(row, "enabled", is_told=True)
    assert row.enable_requested_at is not None
    is_over = scene.now - row.enable_requested_at > timedelta(seconds=settings.ENABLE_WAIT_SECONDS)
    if judging.needs_check(found):
        if row.connection_id in scene.refused and row.connection_id is not None:
            scene.to_ask.add(row.connection_id)
        elif is_over or row.connection_id not in scene.asked:
            return _not_enabled(row, _told_by_check(row, found))
        return None
    if {reason.code for reason in found} <= {*judging.COMING, judging.OLD} and not is_over:
        return None
    return _not_enabled(row, judging.refusals(found))


def _told_by_check(row: Strategy, found: Collection[Reason]) -> Collection[Reason]:
    """Return what a check that brought no rights brought: a refusal of the key, or nothing, as of a silent exchange."""
    assert row.connection is not None
    assert row.enable_requested_at is not None
    answered_at = None if row.connection.unreachable_since else row.connection.checked_at
    is_answered = answered_at is not None and answered_at >= row.enable_requested_at
    return (is_answered and judging.refusals(tuple(found))) or [
        Reason(judging.NO_ANSWER, {"exchange": row.exchange})
    ]


def _kept(row: Strategy, found: Collection[Reason]) -> Turn | None:
    """Keep a suspended one back, with the reasons as they are now; its connection tells the owner what changed."""
    if _codes(found) == _codes(row.reasons):
        return None
    return Turn(row, "suspended", tuple(found))


def _returned(row: Strategy, scene: Scene) -> Turn | None:
    """Bring a suspended one back, now that nothing of its connection is in the way."""
    if not row.is_returning:
        was_held = any(reason.code in SUSPENDING for reason in row.reasons)
        return Turn(row, "released", (Reason(MENDED),)) if was_held else None
    found = _judged(row, scene)
    if found is None:
        return None
    if not found:
        return Turn(row, "returned", is_told=True)
    if judging.needs_check(found) and row.connection_id is not None:
        scene.to_ask.add(row.connection_id)
        return None
    refusals = judging.refusals(found)
    codes = {reason.code for reason in refusals}
    is_passing = bool(codes) and codes <= judging.COMING
    return None if is_passing or _codes(refusals) == _codes(row.reasons) else _not_returned(row, refusals)


def _judged(row: Strategy, scene: Scene) -> tuple[Reason, ...] | None:
    """Return what is in the way of admission; None where the settings were changed since they were looked at."""
    version, look = scene.looks.get(row.pk, (0, None))
    if look is None or version != row.version:
        return None
    found = admission.judge(row, row.connection, look, scene.ledger, scene.now)
    return found or admission.awaiting(row, look, scene.now)


def _not_enabled(row: Strategy, reasons: Collection[Reason]) -> Turn:
    return Turn(row, "not_enabled", tuple(reasons), is_told=True)


def _not_returned(row: Strategy, reasons: Collection[Reason]) -> Turn:
    return Turn(row, "not_enabled", tuple(reasons), is_told=True, is_asked=False)


def _codes(reasons: Collection[Reason]) -> list[str]:
    return sorted(reason.code for reason in reasons)
