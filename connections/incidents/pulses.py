"""The pulse of an exchange: five minutes of answers and silence, added up by all workers."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db import connection

from connections.incidents.evidence import Lane, Look

STEP = timedelta(minutes=5)
# One statement for a group; no ORM call adds to what is there. In order, so that two workers never wait in a circle.
_ADD = """
INSERT INTO connections_pulse (exchange, site, at, answered, silent, ms_sum, ms_most) VALUES {rows}
ON CONFLICT (exchange, site, at) DO UPDATE SET
  answered = connections_pulse.answered + excluded.answered,
  silent = connections_pulse.silent + excluded.silent,
  ms_sum = connections_pulse.ms_sum + excluded.ms_sum,
  ms_most = CASE WHEN excluded.ms_most > connections_pulse.ms_most
            THEN excluded.ms_most ELSE connections_pulse.ms_most END
"""
_ROW = "(%s, %s, %s, %s, %s, %s, %s)"


def beginning(at: datetime) -> datetime:
    """Return when the five minutes that hold a moment began."""
    return at - timedelta(minutes=at.minute % 5, seconds=at.second, microseconds=at.microsecond)


def add(lanes: Mapping[Lane, Collection[Look]], now: datetime) -> None:
    """Add looks to the pulses of this moment."""
    at = connection.ops.adapt_datetimefield_value(beginning(now))
    values = [value for lane in sorted(lanes) for value in (*lane, at, *_figures(lanes[lane]))]
    with connection.cursor() as cursor:
        cursor.execute(_ADD.format(rows=", ".join([_ROW] * len(lanes))), values)


def _figures(looks: Collection[Look]) -> tuple[int, int, int, int]:
    """Return answered, silent, and of the answered the sum and the most of milliseconds."""
    times = [look.ms for look in looks if not look.cause]
    return len(times), len(looks) - len(times), sum(times), max(times, default=0)
