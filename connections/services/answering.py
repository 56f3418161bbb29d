"""A new key works, at another account than the key in use: its user says whether that is meant."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from connections.exchanges._paste import Problem
from connections.models import Check, Connection, Credentials, Role
from connections.services.candidates import check_candidate
from connections.services.locking import locked
from connections.services.refusals import Rejected
from connections.transitions import dropping


@transaction.atomic
def accept_account(connection: Connection, user: User | None = None) -> Check:
    """Return the check after which the new key takes over, whosever account it names; raises Rejected."""
    row, held = _held(connection)
    # The time in which it has to be judged begins anew.
    Credentials.objects.filter(pk=held.pk).update(may_be_other_account=True, held_at=timezone.now())
    Connection.objects.filter(pk=row.pk).update(account_question=None)
    _record("connection.account_accepted", row, user)
    return check_candidate(row, user or row.user)


@transaction.atomic
def decline_account(connection: Connection, user: User | None = None) -> None:
    """Destroy the new key; the one in use stays. Raises Rejected."""
    row, _ = _held(connection)
    _record("connection.account_declined", row, user)
    dropping.drop([row], is_answered=True)


def _held(connection: Connection) -> tuple[Connection, Credentials]:
    """Return the connection, locked, and the key that waits; raises Rejected where none does (any more)."""
    row = locked(connection)
    waiting = Credentials.objects.defer("api_key", "secret", "passphrase").filter(Credentials.HELD)
    held = waiting.filter(connection=row, role=Role.CANDIDATE).first()
    if held is None or row.account_question is None:
        raise Rejected([Problem("credentials", "nothing_held")])
    return row, held


def _record(action: str, row: Connection, user: User | None) -> None:
    """Note who answered what: the endings of the accounts' numbers, as the question showed them."""
    asked = row.account_question or {}
    told = {name: str(asked[name])[-4:] for name in ("was", "now") if asked.get(name)}
    entry = audit.Entry(action, row.user, row, {"exchange": row.exchange, **told})
    audit.record_many([entry], actor=user or row.user)
