"""How every exchange is: for the status page and its twin in the API. Shares and times, no count of anybody's keys."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db.models import Min, Q
from django.utils import timezone

from connections import exchanges
from connections.exchanges.base import Exchange
from connections.incidents.evidence import Lane
from connections.incidents.pulses import STEP, beginning
from connections.models import Connection, Incident, Pulse

DAY = timedelta(days=1)
DAYS = 90  # how long incidents are shown
STATES = ("working", "slow", "down", "unknown")
_KEPT_SECONDS = 300
_FRESH = 12  # steps: an hour without an answer to anybody is no data


@dataclass(frozen=True, slots=True)
class Beat:
    """Five minutes: what part of the checks was answered, and how fast; milliseconds are None without an answer."""

    at: datetime
    percent: float
    mean_ms: int | None
    most_ms: int | None


@dataclass(frozen=True)
class Standing:
    """One exchange at one site. `beats` has a place for every five minutes of a day, the last one is now."""

    exchange: Exchange
    incident: Incident | None
    incidents: Sequence[Incident]  # of the last 90 days, the newest first, the open one among them
    beats: Sequence[Beat | None]
    began: datetime  # the first of the five minutes
    since: datetime | None  # when we began to watch it; None where nobody ever had a key there

    @property
    def mean_ms(self) -> int | None:
        """Return how long answers took in the last five minutes that had any, of the last hour; None while down."""
        if self.incident:
            return None
        fresh = reversed(self.beats[-_FRESH:])
        return next((beat.mean_ms for beat in fresh if beat and beat.mean_ms is not None), None)

    @property
    def state(self) -> str:
        if self.incident:
            return "down"
        if self.mean_ms is None:
            return "unknown"
        return "slow" if self.mean_ms >= settings.SLOW_MS else "working"


def standings() -> list[Standing]:
    """Return how every exchange is, in two queries; further sites only where there is something to tell of them."""
    now = timezone.now()
    began = beginning(now) - DAY + STEP
    beats, past, first = _beats(began), _past(now), _first_keys()
    main = [Lane(code, "") for code in exchanges.every()]
    further = [lane for lane in sorted({*beats, *past} - {*main}) if _is_known(lane)]
    order = {lane.exchange: place for place, lane in enumerate(main)}
    lanes = sorted([*main, *further], key=lambda lane: (order.get(lane.exchange, len(order)), lane.site))
    return [
        _standing(lane, began, beats.get(lane, {}), past.get(lane, ()), first.get(lane))
        for lane in lanes
        if _is_known(lane)
    ]


def open_incidents() -> dict[Lane, Incident]:
    """Return the incidents that are open, by what they are about."""
    return {Lane(one.exchange, one.site): one for one in Incident.objects.filter(ended_at=None)}


def health() -> dict[str, str]:
    """Return `up` or `down` by exchange, in two queries; one that answered nobody within the hour is missing."""
    since = timezone.now() - _FRESH * STEP
    answered = Pulse.objects.filter(at__gte=since, site="", answered__gt=0).order_by()
    up = dict.fromkeys(answered.values_list("exchange", flat=True).distinct(), "up")
    return up | {lane.exchange: "down" for lane in open_incidents() if not lane.site}


def _standing(
    lane: Lane,
    began: datetime,
    beats: Mapping[datetime, Beat],
    past: Sequence[Incident],
    first_key: datetime | None,
) -> Standing:
    places = [began + number * STEP for number in range(DAY // STEP)]
    incident = next((one for one in past if one.ended_at is None), None)
    known = [*beats, *(one.started_at for one in past), *([first_key] if first_key else ())]
    since = min(known, default=None)
    return Standing(exchanges.get(*lane), incident, past, [beats.get(at) for at in places], began, since)


def _first_keys() -> dict[Lane, datetime]:
    """Return when the first of the keys at each exchange was connected: nobody watched it before.

    Kept for a while, because everybody may ask, and this reads all connections.
    """

    def read() -> dict[tuple[str, str], datetime]:
        rows = Connection.objects.order_by().values_list("exchange", "site")
        return {(code, site): at for code, site, at in rows.annotate(first=Min("created_at"))}

    found = cache.get_or_set("connections:first-keys", read, _KEPT_SECONDS)
    return {Lane(*lane): at for lane, at in (found or {}).items()}


def _beats(began: datetime) -> dict[Lane, dict[datetime, Beat]]:
    found: dict[Lane, dict[datetime, Beat]] = defaultdict(dict)
    columns = ("exchange", "site", "at", "answered", "silent", "ms_sum", "ms_most")
    rows: Iterable[tuple[str, str, datetime, int, int, int, int]]
    rows = Pulse.objects.filter(at__gte=began).order_by().values_list(*columns)
    for exchange, site, at, answered, silent, ms_sum, ms_most in rows:
        percent = 100 * answered / max(answered + silent, 1)
        mean, most = (round(ms_sum / answered), ms_most) if answered else (None, None)
        found[Lane(exchange, site)][at] = Beat(at, percent, mean, most)
    return found


def _past(now: datetime) -> dict[Lane, list[Incident]]:
    found: dict[Lane, list[Incident]] = defaultdict(list)
    for one in Incident.objects.filter(Q(ended_at=None) | Q(started_at__gt=now - DAYS * DAY)):
        found[Lane(one.exchange, one.site)].append(one)
    return found


def _is_known(lane: Lane) -> bool:
    """Say whether this version of the program has the exchange and the site."""
    exchange = exchanges.every().get(lane.exchange)
    return exchange is not None and lane.site in {site.code for site in exchange.every_site}
