"""Enable, disable, archive: asked by a person, decided by `admission`, written by `standing`."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from connections import services as connections
from connections.services import Rejected
from strategies import admission, standing
from strategies.admission import judging
from strategies.admission.ledger import Ledger
from strategies.admission.looking import Look, looks
from strategies.models import State, Strategy
from strategies.reasons import NotReady, Reason
from strategies.services.refusals import WrongState
from strategies.standing import Turn


def enable(strategy: Strategy, user: User) -> Strategy:
    """Return the strategy enabled; or waiting, where a check must tell first: the rest follows by itself.

    Raises NotReady with everything that is in the way, or WrongState where it is archived.
    """
    before = Strategy.objects.get(pk=strategy.pk)
    if before.state == State.ARCHIVED:
        raise WrongState(before.state)
    # Before the lock is taken: it is arithmetic, and others wait for the lock.
    return _enable(before, looks([before])[before.pk], user)


@transaction.atomic
def _enable(before: Strategy, look: Look, user: User) -> Strategy:
    row = standing.locked(before.pk)
    if row.state == State.ARCHIVED:
        raise WrongState(row.state)
    if row.state == State.ENABLED or row.enable_requested_at is not None:
        return row
    if row.version != before.version:
        look = looks([row])[row.pk]
    now = timezone.now()
    found = _judged(row, look, now)
    if judging.needs_check(found):
        return _wait(row, found, now, user)
    if found := found or admission.awaiting(row, look, now):
        raise NotReady(judging.refusals(found))
    standing.write([Turn(row, "enabled")], now, user)
    return row


def _wait(row: Strategy, found: tuple[Reason, ...], now: datetime, user: User) -> Strategy:
    """Have the connection checked, and let the enabling follow by itself."""
    assert row.connection is not None
    try:
        connections.request_check(row.connection, user)
    except Rejected:  # no key is left to ask with
        raise NotReady(judging.refusals(found) or [Reason("not_checked")]) from None
    standing.write([Turn(row, "enable_requested", _held_back(row))], now, user)
    return row


def _held_back(row: Strategy) -> tuple[Reason, ...]:
    return row.reasons if row.state == State.SUSPENDED else ()


@transaction.atomic
def disable(strategy: Strategy, user: User) -> Strategy:
    """Stop a strategy, or stop waiting to enable it; raises WrongState where neither is so."""
    row = standing.locked(strategy.pk)
    if row.state == State.DISABLED and row.enable_requested_at is None:
        return row
    if row.state not in (State.ENABLED, State.SUSPENDED) and row.enable_requested_at is None:
        raise WrongState(row.state)
    standing.write([Turn(row, "disabled")], timezone.now(), user)
    return row


@transaction.atomic
def archive(strategy: Strategy, user: User) -> Strategy:
    """Put a strategy away for good, whatever its state; it stays readable, and can be duplicated."""
    row = standing.locked(strategy.pk)
    if row.state != State.ARCHIVED:
        standing.write([Turn(row, "archived")], timezone.now(), user)
    return row


def readiness(strategy: Strategy) -> tuple[Reason, ...]:
    """Return what is in the way of enabling it now; empty where it runs, or never will again."""
    if strategy.state in (State.ENABLED, State.ARCHIVED):
        return ()
    return judging.refusals(_judged(strategy, looks([strategy])[strategy.pk], timezone.now()))


def _judged(row: Strategy, look: Look, now: datetime) -> tuple[Reason, ...]:
    ledger = Ledger([] if row.connection_id is None else [row.connection_id])
    return admission.judge(row, row.connection, look, ledger, now)
