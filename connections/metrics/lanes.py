"""How far behind each exchange's lane is: read by partial indexes, so that it costs what is due, not all there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection as database
from django.db.models import Count
from django.utils import timezone

from connections import exchanges
from connections.models import Connection

# Counting goes no further: whether 10,000 or 90,000 wait, somebody has to look, and the oldest says how badly.
MOST = 10_000

_FREE = "(claimed_until IS NULL OR claimed_until <= %(now)s)"
_DUE = f"exchange = lanes.code AND next_check_at <= %(now)s AND {_FREE}"
_SILENT = "exchange = lanes.code AND unreachable_since IS NOT NULL"


@dataclass(frozen=True)
class Lane:
    """One exchange's connections: what is due (up to MOST), since when, what comes next, how many are silent."""

    exchange: str
    connections: int
    due: int
    oldest_due_at: datetime | None
    next_at: datetime | None
    silent: int

    def oldest_seconds(self, now: datetime) -> float:
        """Return how long the longest overdue connection has waited."""
        return max(0.0, (now - self.oldest_due_at).total_seconds()) if self.oldest_due_at else 0.0


def lanes(totals: Mapping[str, int]) -> list[Lane]:
    """Return the lane of every exchange, by one query; `totals` are their connections."""
    codes = list(exchanges.every())
    now = database.ops.adapt_datetimefield_value(timezone.now())
    with database.cursor() as cursor:
        cursor.execute(_sql(codes), {"now": now} | {f"code{n}": code for n, code in enumerate(codes)})
        found = {code: row for code, *row in cursor.fetchall()}
    return [
        Lane(code, totals.get(code, 0), due, _aware(oldest), _aware(coming), silent)
        for code in codes
        for due, oldest, coming, silent in [found[code]]
    ]


def connections_by_exchange() -> tuple[dict[str, int], bool]:
    """Return how many connections each exchange has, and whether that is an estimate: of a large table it is."""
    if database.vendor == "postgresql" and (about := _estimated()):
        return about, True
    rows = Connection.objects.order_by().values_list("exchange").annotate(Count("pk"))
    return dict(rows), False


def _sql(codes: Sequence[str]) -> str:
    values = ", ".join(f"(%(code{n})s)" for n in range(len(codes)))
    table = database.ops.quote_name(Connection._meta.db_table)
    # Every part is a name of ours; codes and times are parameters.
    return f"""
        WITH lanes(code) AS (VALUES {values})
        SELECT code,
            (SELECT COUNT(*) FROM (SELECT 1 FROM {table} WHERE {_DUE} LIMIT {MOST}) AS some_due),
            (SELECT next_check_at FROM {table} WHERE {_DUE} ORDER BY next_check_at LIMIT 1),
            (SELECT next_check_at FROM {table} WHERE exchange = lanes.code AND next_check_at > %(now)s
                ORDER BY next_check_at LIMIT 1),
            (SELECT COUNT(*) FROM (SELECT 1 FROM {table} WHERE {_SILENT} LIMIT {MOST}) AS some_silent)
        FROM lanes"""  # noqa: S608


def _estimated() -> dict[str, int]:
    """Return PostgreSQL's own estimate; empty for a table so small that counting it is cheaper than being wrong."""
    with database.cursor() as cursor:
        cursor.execute(
            "SELECT c.reltuples, s.most_common_vals::text::text[], s.most_common_freqs FROM pg_class c "
            "LEFT JOIN pg_stats s ON s.schemaname = current_schema() AND s.tablename = c.relname "
            "AND s.attname = 'exchange' WHERE c.oid = to_regclass(%s)",
            [Connection._meta.db_table],
        )
        rows, values, shares = cursor.fetchone() or (0, None, None)
    if rows < 10 * MOST:
        return {}
    return {value: round(rows * share) for value, share in zip(values or (), shares or (), strict=True)}


def _aware(value: Any) -> datetime | None:
    """Return a time as the database gave it: SQLite knows no zone and may give text."""
    if value is None:
        return None
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return found if found.tzinfo else found.replace(tzinfo=UTC)
