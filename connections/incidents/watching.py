"""Open an incident, ask meanwhile, end it. Harmless when two do it at once: each step is won by one of them."""

import logging
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone
from redis import RedisError

from connections import exchanges
from connections.incidents import counting, telling, ways
from connections.incidents.counting import Count, Counts
from connections.incidents.evidence import Lane
from connections.models import Connection, Incident
from connections.models.rows import ConnectionQuerySet

logger = logging.getLogger(__name__)


def watch() -> None:
    """Open the incidents that the counts call for, end those that are over, and tell people of both.

    The queries do not grow with people or connections. Without counts nothing is opened or ended.
    """
    now = timezone.now()
    open_ones = {Lane(one.exchange, one.site): one for one in Incident.objects.filter(ended_at=None)}
    doubtful: set[Lane] = set()
    try:
        counts = counting.counts(_lanes() | open_ones.keys(), now)
        silent = ways.broken(counts)
        ways.alarm(silent | ways.stuck(now), counts)
        doubtful = {lane for lane in open_ones if _is_seen_by(silent, lane, counts)}
        _open(_down(counts, silent, open_ones), now)
        row = counting.answered(open_ones)
        answered = {lane for lane in open_ones if row[lane] >= settings.CANARY_ANSWERS}
        _end([open_ones.pop(lane) for lane in answered], now)
    except RedisError as error:
        logger.warning("nobody sees whether exchanges are down: %s", type(error).__name__)
    settled = now - timedelta(seconds=settings.INCIDENT_NOTICE_SECONDS)
    for lane, incident in open_ones.items():
        if incident.told_at is None and incident.started_at <= settled and lane not in doubtful:
            telling.tell(incident, now)


def _lanes() -> set[Lane]:
    return {Lane(one.code, site.code) for one in exchanges.every().values() for site in one.every_site}


def _down(counts: Counts, silent: Collection[str], known: Collection[Lane]) -> dict[Lane, Count]:
    """Return what fails for too many, as seen from those of our addresses that are no cause of it themselves."""
    sound: dict[Lane, list[str]] = defaultdict(list)
    failing: Counter[Lane] = Counter()
    for way, lanes in counts.items():
        for lane, count in lanes.items():
            if way not in silent and lane not in known:
                sound[lane].append(way)
                failing[lane] += count.failing
    enough = [lane for lane, number in failing.items() if number >= settings.INCIDENT_USERS]
    found = {lane: counting.people(lane, sound[lane]) for lane in enough}
    return {lane: count for lane, count in found.items() if count.is_down}


def _is_seen_by(silent: Collection[str], lane: Lane, counts: Counts) -> bool:
    """Say whether only addresses of ours that are the cause themselves saw a silence, so that nobody can tell."""
    seen = {way for way, lanes in counts.items() if lane in lanes and lanes[lane].failing}
    return bool(seen) and seen <= set(silent)


def _open(down: Mapping[Lane, Count], now: datetime) -> None:
    """Open incidents; the database lets only one be open at a time."""
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


def _began(lanes: Mapping[Lane, Count], now: datetime) -> dict[Lane, datetime]:
    """Return when the first of those who are failing now began to."""
    window = now - timedelta(seconds=settings.INCIDENT_WINDOW_SECONDS)
    codes = {lane.exchange for lane in lanes}
    silent = Connection.objects.filter(exchange__in=codes, unreachable_since__gte=window).order_by()
    rows = silent.values_list("exchange", "site").annotate(began=Min("unreachable_since"))
    return {Lane(exchange, site): began for exchange, site, began in rows}


def _end(incidents: list[Incident], now: datetime, *, is_back: bool = True) -> None:
    """End incidents; who comes second finds them ended and tells nobody again.

    Raises RedisError, and then they last: whom it silenced would go on counting, and open the next one.
    """
    if not incidents:
        return
    with transaction.atomic():
        ours = Incident.objects.filter(pk__in=[one.pk for one in incidents], ended_at=None)
        ended = list(ours.select_for_update())
        for incident in ended:
            counting.end(Lane(incident.exchange, incident.site))
        ours.update(ended_at=now)
        if is_back:
            telling.all_clear(ended, now)
    for incident in ended:
        lane = Lane(incident.exchange, incident.site)
        logger.warning("%s answers again" if is_back else "%s: nobody is left to ask with", lane)


def canaries() -> list[int]:
    """Return the connections that ask now whether exchanges are back: one for each incident, another every time."""
    now = timezone.now()
    before = now - timedelta(seconds=settings.CANARY_SECONDS)
    silent = Incident.objects.filter(Q(canary_at=None) | Q(canary_at__lte=before), ended_at=None)
    chosen = []
    for incident in silent:
        # Whoever wins this sends the canary.
        if silent.filter(pk=incident.pk).update(canary_at=now):
            chosen += (one := _canary(incident, now))
            if not one and not _watched(incident).exists():
                with suppress(RedisError):  # tried again by the next canary
                    _end([incident], now, is_back=False)  # or it would last for ever
    return chosen


def _canary(incident: Incident, now: datetime) -> list[int]:
    """Make one connection due: a healthy one that the incident has not met yet, then any healthy one, then any at all.

    What was just asked is due later than the others, so that the next canary is another one.
    """
    there = _watched(incident).unclaimed(now).order_by("next_check_at")
    healthy = there.filter(verdict__in=("connected", "limited"))
    unmet = Q(checked_at=None) | Q(checked_at__lt=incident.started_at)
    for preferred in (healthy.filter(unmet, unreachable_since=None), healthy, there):
        if chosen := list(preferred.values_list("pk", flat=True)[:1]):
            Connection.objects.filter(pk__in=chosen, next_check_at__gt=now).update(next_check_at=now)
            return chosen
    return []


def _watched(incident: Incident) -> ConnectionQuerySet:
    """Return whose keys are looked at there: paused and destroyed ones are not."""
    there = Connection.objects.filter(exchange=incident.exchange, site=incident.site)
    return there.filter(next_check_at__isnull=False)


def people_waiting(left_alone: Collection[str] = ()) -> list[int]:
    """Return the connections at closed exchanges whose check somebody waits for and nobody began.

    Such a check is queued when it is asked for; here are those whose place in the queue was lost, because the sweep,
    which finds them elsewhere, leaves these exchanges alone. `left_alone` are exchanges closed for another reason.
    """
    now = timezone.now()
    lost = now - timedelta(seconds=2 * settings.WATCH_SECONDS)
    closed = Incident.objects.filter(ended_at=None).values_list("exchange", flat=True)
    waiting = Connection.objects.unclaimed(now).filter(
        exchange__in={*closed, *left_alone}, checks__finished_at=None, checks__requested_at__lte=lost
    )
    return list(waiting.values_list("pk", flat=True)[: settings.SWEEP_LIMIT])
