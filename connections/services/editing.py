"""Rename, pause, resume."""

from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from accounts import audit
from accounts.models import User
from backfuture.lib.text import folded
from connections import transitions
from connections.exchanges._paste import Problem
from connections.findings import Verdict
from connections.models import Connection
from connections.services import naming
from connections.services.locking import locked
from connections.services.refusals import Rejected
from connections.services.requesting import request_check


def rename(connection: Connection, name: str) -> None:
    """Give another name; raises Rejected where it is empty, too long or taken."""
    name = naming.fit_name(name)
    problem = naming.problem_with(connection.user, name, besides=connection)
    if problem is not None:
        raise Rejected([problem])
    try:
        with transaction.atomic():
            Connection.objects.filter(pk=connection.pk).update(name=name, name_folded=folded(name))
    except IntegrityError:
        raise Rejected([Problem("name", "name_taken")]) from None
    connection.name = name


@transaction.atomic
def pause(connection: Connection, user: User | None = None) -> None:
    """Stop using and asking a connection until it is resumed; raises Http404 where it is gone."""
    locked(connection)
    transitions.pause(connection)
    _record("connection.paused", connection, user)


@transaction.atomic
def resume(connection: Connection, user: User | None = None) -> None:
    """Use a connection again, after a check; raises Http404 where it is gone."""
    locked(connection)
    transitions.resume(connection)
    _record("connection.resumed", connection, user)
    if connection.has_credentials:
        request_check(connection, user)


def set_in_use(connection_ids: Collection[int], *, is_in_use: bool) -> None:
    """Say whether something runs on connections; called by the apps above. What is relied on is looked at sooner."""
    rows = Connection.objects.filter(pk__in=connection_ids, is_in_use=not is_in_use)
    if not is_in_use:
        rows.update(is_in_use=False)
        return
    soon = timezone.now() + timedelta(seconds=settings.IN_USE_SECONDS)
    is_late = Q(next_check_at__gt=soon, verdict__in=(Verdict.CONNECTED, Verdict.LIMITED))
    at = Case(When(is_late, then=Value(soon)), default=F("next_check_at"))
    rows.update(is_in_use=True, next_check_at=at)


def _record(action: str, connection: Connection, user: User | None) -> None:
    owner = connection.user
    audit.record(action, actor=user or owner, subject=owner, target=connection, exchange=connection.exchange)
