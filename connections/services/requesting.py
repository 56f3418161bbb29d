"""Ask for a check: the row says that one is due, the queue only makes it quick."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from accounts.models import User
from connections.exchanges._paste import Problem
from connections.models import Check, Connection, Role
from connections.services.refusals import Rejected
from connections.tasks import PEOPLE, check_connections


def request_check(connection: Connection, user: User | None = None) -> Check:
    """Return the check that will run, or the one that somebody already waits for.

    Raises Rejected where no credentials are left to check.
    """
    if not connection.has_credentials:
        raise Rejected([Problem("credentials", "destroyed")])
    return connection.open_check() or open_check(connection, user, Role.ACTIVE, timezone.now())


def open_check(connection: Connection, user: User | None, role: str, now: datetime) -> Check:
    """Open a check, make the connection due, and queue it once this is committed."""
    try:
        with transaction.atomic():
            check = Check.objects.create(
                connection=connection, requested_by=user, requested_at=now, role=role
            )
            ours = Connection.objects.filter(pk=connection.pk)
            if not ours.update(check_requested_at=now, next_check_at=now):
                raise Http404  # disconnected meanwhile
    except IntegrityError:  # two requests at once: both get the one that won, unless it is done already
        return connection.open_check() or open_check(connection, user, role, timezone.now())
    connection.check_requested_at = connection.next_check_at = now
    queue_on_commit(connection.pk)
    return check


def queue_on_commit(connection_id: int) -> None:
    """Queue a check that somebody waits for; with the queue away the sweep takes it, and no request fails for it."""
    transaction.on_commit(lambda: _enqueue(connection_id), robust=True)


def _enqueue(connection_id: int) -> None:
    check_connections.apply_async(([connection_id], True), queue=PEOPLE)
