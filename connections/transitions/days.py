"""Add the looks of one group to the days of their connections: one statement, however many they are."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import connection as database

from connections.findings import Category
from connections.models import Day, Role
from connections.transitions.outcome import Change, Outcome
from connections.transitions.settling import WORKING

# Where our own side failed before anything was sent, no time of an exchange was measured.
_UNSENT = frozenset({Category.MALFORMED_INPUT, Category.CREDENTIALS_UNREADABLE})
_COUNTS = ("fine", "faulty", "silent", "answered", "ms_sum")
_ADD = (
    "INSERT INTO {table} AS day (date, connection_id, {counts}, ms_most) VALUES {rows} "
    "ON CONFLICT (connection_id, date) DO UPDATE SET {sums}, "
    "ms_most = CASE WHEN excluded.ms_most > day.ms_most THEN excluded.ms_most ELSE day.ms_most END"
)


def add(looks: Iterable[tuple[Outcome, Change]], now: datetime) -> None:
    """Count what was found of the keys in use; a replacement counts once it has taken their place."""
    rows = sorted(
        (change.connection.pk, *_counted(outcome, change))
        for outcome, change in looks
        if outcome.role == Role.ACTIVE or change.replacement == "done"
    )
    if rows:
        with database.cursor() as cursor:
            cursor.execute(_statement(rows), [now.astimezone(UTC).date()] * len(rows))


def _counted(outcome: Outcome, change: Change) -> tuple[int, ...]:
    """Return what one look adds: fine, faulty, silent, answered, milliseconds, most milliseconds."""
    if outcome.judgement.verdict is None and not outcome.report.is_light:
        return 0, 0, 1, 0, 0, 0
    is_fine = change.connection.verdict in WORKING
    introduction = outcome.report.results[0]
    is_timed = introduction.diagnosis.category not in _UNSENT
    ms = round(introduction.seconds * 1000) if is_timed else 0
    return int(is_fine), int(not is_fine), 0, int(is_timed), ms, ms


def _statement(rows: Iterable[tuple[int, ...]]) -> str:
    """Return the statement that adds these rows, in their order: two groups never wait for each other in a circle.

    The names are ours and the rest are whole numbers, which need no escaping; as parameters they cost several times
    as much.
    """
    values = (f"(%s, {', '.join(map(str, map(int, row)))})" for row in rows)
    return _ADD.format(
        table=Day._meta.db_table,
        counts=", ".join(_COUNTS),
        rows=", ".join(values),
        sums=", ".join(f"{name} = day.{name} + excluded.{name}" for name in _COUNTS),
    )
