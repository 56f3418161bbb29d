"""Open an incident, ask meanwhile, end it. Harmless when two do it at once: each step is won by one of them."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone
from redis import RedisError

from connections import exchanges
from connections.incidents import counting, telling
from connections.incidents.counting import Count
from connections.incidents.evidence import Lane
from connections.models import Connection, Incident

logger = logging.getLogger(__name__)


def watch() -> None:
    """Open the incidents that the counts call for, end those that are over, and tell people of both.

    The queries do not grow with people or connections. Without counts nothing is opened or ended.
    """
    now = timezone.now()
    open_ones = {Lane(one.exchange, one.site): one for one in Incident.objects.filter(ended_at=None)}
    try:
        counts = counting.counts(_lanes() | open_ones.keys(), now)
        _open({lane: count for lane, count in counts.items() if lane not in open_ones}, now)
        answered = {lane for lane in open_ones if counts[lane].answered >= settings.CANARY_ANSWERS}
    except RedisError as error:
        logger.warning("nobody sees whether exchanges are down: %s", type(error).__name__)
        answered = set()
    _end([open_ones.pop(lane) for lane in answered], now)
    settled = now - timedelta(seconds=settings.INCIDENT_NOTICE_SECONDS)
    for incident in open_ones.values():
        if incident.told_at is None and incident.started_at <= settled:
            telling.tell(incident, now)


def _lanes() -> set[Lane]:
    return {Lane(one.code, site.code) for one in exchanges.every().values() for site in one.every_site}


def _open(counts: Mapping[Lane, Count], now: datetime) -> None:
    """Open incidents where too many are failing; the database lets only one be open at a time."""
    down = {lane: count for lane, count in counts.items() if _is_down(count)}
    down = {lane: count for lane, count in down.items() if _is_down(counting.without_the_odd(lane, count))}
    if not down:
        return
    began = _began(down, now)
    Incident.objects.bulk_create(
        [
            Incident(
                exchange=lane.exchange,
                site=lane.site,
                started_at=began.get(lane, now),
                cause=counting.main_cause(lane),
                failing_users=count.failing,
                asked_users=count.asked,
            )
            for lane, count in down.items()
        ],
        ignore_conflicts=True,
    )
    for lane, count in down.items():
        counting.begin(lane)
        logger.warning("%s is down: silent for %s of %s people", lane, count.failing, count.asked)


def _is_down(count: Count) -> bool:
    share = 100 * count.failing >= settings.INCIDENT_SHARE_PERCENT * count.asked
    return share and count.failing >= settings.INCIDENT_USERS


def _began(lanes: Mapping[Lane, Count], now: datetime) -> dict[Lane, datetime]:
    """Return when the first of those who are failing now began to."""
    window = now - timedelta(seconds=settings.INCIDENT_WINDOW_SECONDS)
    codes = {lane.exchange for lane in lanes}
    silent = Connection.objects.filter(exchange__in=codes, unreachable_since__gte=window).order_by()
    rows = silent.values_list("exchange", "site").annotate(began=Min("unreachable_since"))
    return {Lane(exchange, site): began for exchange, site, began in rows}


def _end(incidents: list[Incident], now: datetime) -> None:
    """End incidents; who comes second finds them ended and tells nobody again."""
    if not incidents:
        return
    with transaction.atomic():
        ours = Incident.objects.filter(pk__in=[one.pk for one in incidents], ended_at=None)
        ended = list(ours.select_for_update())
        ours.update(ended_at=now)
        telling.all_clear(ended, now)
    for incident in ended:
        lane = Lane(incident.exchange, incident.site)
        counting.end(lane)
        logger.warning("%s answers again", lane)


def canaries() -> list[int]:
    """Return the connections that ask now whether exchanges are back: one for each incident, another every time."""
    now = timezone.now()
    before = now - timedelta(seconds=settings.CANARY_SECONDS)
    silent = Incident.objects.filter(Q(canary_at=None) | Q(canary_at__lte=before), ended_at=None)
    chosen = []
    for incident in silent:
        # Whoever wins this sends the canary.
        if silent.filter(pk=incident.pk).update(canary_at=now):
            chosen += _canary(incident, now)
    return chosen


def _canary(incident: Incident, now: datetime) -> list[int]:
    """Make one connection due: a healthy one that the incident has not met yet, then any healthy one, then any at all.

    What was just asked is due later than the others, so that the next canary is another one.
    """
    there = Connection.objects.unclaimed(now).filter(exchange=incident.exchange, site=incident.site)
    there = there.filter(next_check_at__isnull=False).order_by("next_check_at")
    healthy = there.filter(verdict__in=("connected", "limited"))
    unmet = Q(checked_at=None) | Q(checked_at__lt=incident.started_at)
    for preferred in (healthy.filter(unmet, unreachable_since=None), healthy, there):
        if chosen := list(preferred.values_list("pk", flat=True)[:1]):
            Connection.objects.filter(pk__in=chosen, next_check_at__gt=now).update(next_check_at=now)
            return chosen
    return []


def people_waiting() -> list[int]:
    """Return the connections at closed exchanges whose check somebody waits for and nobody began.

    Such a check is queued when it is asked for; here are those whose place in the queue was lost, because the sweep,
    which finds them elsewhere, leaves these exchanges alone.
    """
    now = timezone.now()
    lost = now - timedelta(seconds=2 * settings.WATCH_SECONDS)
    closed = Incident.objects.filter(ended_at=None).values_list("exchange", flat=True)
    waiting = Connection.objects.unclaimed(now).filter(
        exchange__in=set(closed), checks__finished_at=None, checks__requested_at__lte=lost
    )
    return list(waiting.values_list("pk", flat=True)[: settings.SWEEP_LIMIT])
