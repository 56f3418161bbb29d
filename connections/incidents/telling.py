"""Tell those whom an incident affects, once, and when it is over exactly those again."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from connections.findings import Verdict
from connections.models import Affected, Connection, Incident
from notifications import services

T = TypeVar("T")
_BATCH = 1000


@transaction.atomic
def tell(incident: Incident, now: datetime) -> None:
    """Tell everybody with a connection there that is not paused, and that got no answer or runs a strategy."""
    ours = Incident.objects.filter(pk=incident.pk, told_at=None, ended_at=None)
    if not list(ours.select_for_update()):
        return  # somebody else has told them meanwhile, or it is over
    ours.update(told_at=now)
    for users in _batches(_affected(incident)):
        Affected.objects.bulk_create(Affected(incident=incident, user_id=user) for user in users)
        _send(users, "exchange_down", incident)


def all_clear(incidents: Sequence[Incident], now: datetime) -> None:
    """Tell those who were told of incidents that they are over; use inside the transaction that ends them."""
    by_id = {incident.pk: incident for incident in incidents}
    told = Affected.objects.filter(incident__in=by_id).order_by("incident", "user")
    for rows in _batches(told.values_list("incident", "user").iterator(_BATCH)):
        services.notify_many(
            services.Notice(user, "exchange_back", _params(by_id[pk]) | _lasted(by_id[pk], now), "/status/")
            for pk, user in rows
        )


def _affected(incident: Incident) -> Iterator[int]:
    """Yield the ids of people, each once; what runs on a key that does not work waits for its user, not for them."""
    since = incident.started_at - timedelta(seconds=settings.INCIDENT_WINDOW_SECONDS)
    there = Connection.objects.filter(
        Q(unreachable_since__gte=since) | Q(is_in_use=True, verdict__in=(Verdict.CONNECTED, Verdict.LIMITED)),
        exchange=incident.exchange,
        site=incident.site,
        paused_at=None,
        credentials_destroyed_at=None,
    )
    return there.order_by("user").values_list("user", flat=True).distinct().iterator(_BATCH)


def _send(users: Iterable[int], code: str, incident: Incident) -> None:
    params = _params(incident)
    services.notify_many(services.Notice(user, code, params, "/status/") for user in users)


def _params(incident: Incident) -> dict[str, Any]:
    return {"exchange": incident.exchange, "site": incident.site}


def _lasted(incident: Incident, now: datetime) -> dict[str, int]:
    return {"minutes": max(1, round((now - incident.started_at).total_seconds() / 60))}


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, _BATCH)):
        yield batch
