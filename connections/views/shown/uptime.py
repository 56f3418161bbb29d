"""The last days of a connection: two drawings, what they say in words, and a table instead of them."""

from dataclasses import dataclass

from django.utils.formats import date_format

from connections import messages
from connections.models import Connection
from connections.models.past import SHOWN_DAYS, DayState, Past, PastDay, past_of
from connections.views.shown.plots import CELL, Bar, Curve, bars, curve

_TOLD_DAYS = 30


@dataclass(frozen=True, slots=True)
class Cell:
    bar: Bar
    told: str


@dataclass(frozen=True, slots=True)
class Key:
    """A line of the legend."""

    kind: str
    text: str


@dataclass(frozen=True)
class Uptime:
    past: Past
    cells: tuple[Cell, ...]
    legend: tuple[Key, ...]
    curve: Curve | None
    answered: str
    speed: str
    rows: tuple[
        tuple[PastDay, str], ...
    ]  # for the table: the newest first, and only what there is something to say of

    @property
    def width(self) -> int:
        return len(self.cells) * CELL


def uptime(connection: Connection) -> Uptime | None:
    """Return the days of a connection; None where nobody has looked yet."""
    past, exchange = past_of([connection])[connection.pk], connection.exchange_at_site
    if not past.looks:
        return None
    if len(past.last(SHOWN_DAYS).days) <= _TOLD_DAYS:
        past = Past(past.days[-_TOLD_DAYS:])  # a young one's bars have room
    told = [(day, messages.day_state_label(day.state)) for day in past.days]
    return Uptime(
        past,
        tuple(Cell(bar, _told(*day)) for bar, day in zip(bars(past.days), told, strict=True)),
        _legend(past),
        curve(past.days),
        messages.answered(past.last(_TOLD_DAYS), exchange) or messages.answered(past, exchange),
        messages.speed(past, exchange),
        tuple((day, label) for day, label in reversed(told) if day.state is not DayState.NOT_YET),
    )


def _told(day: PastDay, label: str) -> str:
    """Return a day in one line, for whoever points at its bar."""
    parts = [date_format(day.date), label, *([messages.looks(day.looks)] if day.looks else [])]
    return " · ".join(parts)


def _legend(past: Past) -> tuple[Key, ...]:
    """Return the signs that are on this drawing, and no others."""
    states = {day.state for day in past.days}
    seen = {
        "fine": (any(day.fine for day in past.days), messages.day_state_label(DayState.WORKING)),
        "faulty": (any(day.faulty for day in past.days), messages.day_state_label(DayState.YOUR_MOVE)),
        "silent": (any(day.silent for day in past.days), messages.day_state_label(DayState.SILENT)),
        "paused": (DayState.PAUSED in states, messages.day_state_label(DayState.PAUSED)),
        "no_data": (DayState.NO_DATA in states, messages.day_state_label(DayState.NO_DATA)),
    }
    return tuple(Key(kind, text) for kind, (is_there, text) in seen.items() if is_there)
