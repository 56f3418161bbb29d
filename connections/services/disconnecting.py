"""Disconnect, after asking where something runs on the connection."""

from collections.abc import Collection

from django.db import transaction

from accounts import audit
from accounts.models import User
from connections import dependants, transitions
from connections.models import Connection
from connections.services.refusals import InUse


def running_on(connection_id: int) -> list[str]:
    """Return what has to stop when this connection goes, by the names people gave it."""
    return dependants.running_on([connection_id])[connection_id]


@transaction.atomic
def disconnect(
    connection: Connection, user: User | None = None, *, is_agreed: bool = False, agreed: Collection[str] = ()
) -> None:
    """Destroy the credentials and everything that was known of the connection; the audit trail keeps its name.

    Raises InUse while something runs on it, unless `is_agreed` or all of its names are among `agreed`.
    """
    # Locked before the question, so that nothing starts between the answer and the end.
    row = Connection.objects.select_for_update().filter(pk=connection.pk).first()
    if row is None:  # disconnected meanwhile
        return
    running = running_on(row.pk)
    if not is_agreed and not set(running) <= set(agreed):
        raise InUse(running)
    owner = row.user
    audit.record(
        "connection.disconnected",
        actor=user or owner,
        subject=owner,
        target=row,
        exchange=row.exchange,
    )
    transitions.disconnect(row)
