"""Everything that happened to a connection in one row of time: changes of its status and events, the newest first."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from django.db.models import Q, QuerySet

from connections.models.check import StatusChange
from connections.models.connection import Connection
from connections.models.history import Event

Row = StatusChange | Event
_KINDS: tuple[type[StatusChange] | type[Event], ...] = (
    StatusChange,
    Event,
)  # of one moment the latter is newer


@dataclass(frozen=True, order=True)
class Place:
    """Where a page ended: the next one begins after it, whatever was added meanwhile."""

    at: datetime
    kind: int
    pk: int

    @classmethod
    def of(cls, row: Row) -> Self:
        return cls(row.at, _KINDS.index(type(row)), row.pk)

    def __str__(self) -> str:
        return f"{self.at.timestamp():.6f}_{self.kind}_{self.pk}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the place in a text of ours; raises ValueError for any other."""
        at, kind, pk = text.split("_")
        if kind not in {"0", "1"} or not 0 < int(pk) < 2**63:
            raise ValueError("no place in a timeline")
        try:
            return cls(datetime.fromtimestamp(float(at), UTC), int(kind), int(pk))
        except (OverflowError, OSError) as error:
            raise ValueError("no time of ours") from error


def timeline(
    connection: Connection, count: int, after: Place | None = None
) -> tuple[list[Row], Place | None]:
    """Return the next rows after a place, or the newest, and where to go on if there are more; two queries."""
    found = [row for kind in range(len(_KINDS)) for row in _rows(connection, kind, after)[: count + 1]]
    found.sort(key=Place.of, reverse=True)
    page = found[:count]
    return page, Place.of(page[-1]) if len(found) > count else None


def _rows(connection: Connection, kind: int, after: Place | None) -> QuerySet[Row]:
    rows = _KINDS[kind].objects.filter(connection=connection).select_related("check_run")
    rows = rows.order_by("-at", "-id")
    if after is None:
        return rows
    if kind > after.kind:
        return rows.filter(at__lt=after.at)
    of_that_moment = Q(at=after.at) if kind < after.kind else Q(at=after.at, pk__lt=after.pk)
    return rows.filter(Q(at__lt=after.at) | of_that_moment, at__lte=after.at)
