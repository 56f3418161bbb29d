"""Unseal what claimed connections need, and say what each of them is to be asked."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from backfuture.lib.sealed import Unreadable
from connections import exchanges, probes, transitions
from connections.checking import moving
from connections.exchanges.base import Keys
from connections.findings import Verdict
from connections.models import Connection, Credentials, Role

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Case:
    """One claimed connection with the credentials that this check is about."""

    connection: Connection
    credentials_id: int
    role: str
    version: int
    since: datetime  # when these credentials came to us
    job: probes.Job | None  # None where the credentials cannot be opened


def open_cases(connections: list[Connection]) -> list[Case]:
    """Unseal what the claimed connections need; a candidate is looked at before the active key."""
    moving.settle(connections)
    found: dict[int, tuple[int, str, int, datetime]] = {}
    rows = Credentials.objects.filter(connection__in=connections).exclude(Credentials.HELD).order_by("role")
    columns = rows.values_list("pk", "connection_id", "role", "version", "created_at")
    for pk, connection_id, role, version, since in columns:
        if role == Role.CANDIDATE or connection_id not in found:
            found[connection_id] = (pk, role, version, since)
    opened = _unseal([pk for pk, *_ in found.values()])
    cases, odd = [], []
    for row in connections:
        if row.pk not in found:
            continue
        try:
            cases.append(Case(row, *found[row.pk], _job(row, opened.get(found[row.pk][0]), found[row.pk][1])))
        except Exception as error:  # noqa: BLE001  (one connection's trouble must not cost the others their check)
            # The kind only: the text may quote what was stored.
            logger.error("connection %s cannot be opened: %s", row.pk, type(error).__name__)  # noqa: TRY400
            odd.append(row)
    transitions.put_off(odd)
    return cases


def _unseal(ids: list[int]) -> dict[int, tuple[Keys, Credentials]]:
    """Return opened keys with their rows, by id; one that cannot be read does not keep the others from a check."""
    try:
        return {row.pk: (row.open(), row) for row in Credentials.objects.filter(pk__in=ids)}
    except Unreadable:
        if len(ids) == 1:
            return {}
    half = len(ids) // 2
    return _unseal(ids[:half]) | _unseal(ids[half:])


def _job(connection: Connection, opened: tuple[Keys, Credentials] | None, role: str) -> probes.Job | None:
    if opened is None:
        return None
    keys, sealed = opened
    known = connection.introduced if _may_be_light(connection, role) else None
    is_proven = connection.is_key_proven and role == Role.ACTIVE
    exchange, markets = exchanges.get(connection.exchange, sealed.site), frozenset(connection.markets)
    return probes.Job(exchange, keys, markets, known, is_proven, sealed.is_made_here, connection.egress)


def _may_be_light(connection: Connection, role: str) -> bool:
    """Say whether an unchanged passport would be enough: nobody asked, all is well, today's full check is done."""
    is_well = connection.verdict in {Verdict.CONNECTED, Verdict.LIMITED}
    asked = connection.check_requested_at is not None or role == Role.CANDIDATE
    full_until = timezone.now() - timedelta(seconds=settings.FULL_CHECK_SECONDS)
    is_fresh = connection.full_checked_at is not None and connection.full_checked_at > full_until
    return is_well and is_fresh and not asked and not connection.unreachable_since
