"""How the exchanges are, in words and drawings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from connections import messages
from connections.incidents.status import DAY, DAYS, Standing
from connections.models import Incident
from connections.views.shown.badge import Badge
from connections.views.shown.days import (
    CELL,
    HEIGHT,
    PLOT_HEIGHT,
    Curve,
    DayBar,
    curve,
    day_bars,
    watched_days,
)

# Grey is nobody's fault, and least of all the reader's.
_TONES = {"working": "good", "slow": "warn", "down": "live", "unknown": "off"}
_SHOWN = 5


@dataclass(frozen=True)
class Outage:
    started_at: datetime
    lasted: str  # empty while it lasts


@dataclass(frozen=True)
class Shown:
    """One exchange on the status page."""

    code: str
    name: str
    badge: Badge
    is_down: bool
    speed: str
    curve: Curve | None
    watched: str  # the path of the days; empty where nobody ever watched, and so is `record`
    days: Sequence[tuple[DayBar, str]]
    record: str
    outages: Sequence[Outage]

    plot_height = PLOT_HEIGHT
    strip_width, strip_height = DAYS * CELL, HEIGHT


def shown(standing: Standing) -> Shown:
    """Return one exchange for the page."""
    now, exchange = timezone.now(), standing.exchange
    bars = day_bars(standing.incidents, now)
    return Shown(
        f"{exchange.code}-{exchange.site.code}".rstrip("-"),
        exchange.site.name,
        Badge(_TONES[standing.state], messages.exchange_state_label(standing.state)),
        standing.incident is not None,
        messages.answer_time(standing.mean_ms),
        curve(standing.beats),
        watched_days(standing.since, now) if standing.since else "",
        [(bar, _told(bar)) for bar in bars],
        _record(standing, bars),
        [_outage(one) for one in standing.incidents[:_SHOWN]],
    )


def _record(standing: Standing, bars: Sequence[DayBar]) -> str:
    if standing.since is None:
        return ""
    number, minutes = len(standing.incidents), sum(bar.minutes for bar in bars)
    if timezone.now() - standing.since >= DAYS * DAY:
        return messages.outages(number, minutes)
    return messages.outages_since(standing.since, number, minutes)


def _told(bar: DayBar) -> str:
    """Return a day in one line, for whoever points at its bar."""
    return f"{date_format(bar.day)} · {messages.minutes(bar.minutes)}"


def _outage(incident: Incident) -> Outage:
    if incident.ended_at is None:
        return Outage(incident.started_at, "")
    seconds = (incident.ended_at - incident.started_at).total_seconds()
    return Outage(incident.started_at, messages.minutes(max(1, round(seconds / 60))))
