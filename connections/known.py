"""What was known before a check, for refusals that fit several causes; read only where one came."""

import ipaddress
from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Case, Count, When
from django.utils import timezone

from connections import egress
from connections.findings import Known, Report, Verdict
from connections.models import Connection, Role
from connections.probes import Job

_RECENT = timedelta(hours=1)
_WORKING = frozenset({Verdict.CONNECTED, Verdict.LIMITED})


class Background:
    """What a batch of checks can be compared with: at most one query, and none while every answer is clear."""

    def __init__(self, rows: Collection[Connection]) -> None:
        self._rows = rows
        self._since = timezone.now() - _RECENT
        self._working: dict[tuple[str, int | None], int] | None = None

    def of(
        self, row: Connection, role: str, since: datetime, job: Job | None, report: Report
    ) -> Known | None:
        """Return what was known of one key; None where nobody needs it. `row` is as it was before the check."""
        is_clear = report.clock is None and not any(one.diagnosis.is_ambiguous for one in report.results)
        if job is None or is_clear:
            return None
        is_new = role == Role.CANDIDATE or not row.stored_passport
        rule = job.exchange.expiry_rule
        return Known(
            is_new=is_new,
            passport=None if is_new else row.passport,
            since=since,
            rule=(rule[0], int(rule[1]["days"])) if rule else None,
            looks_right=job.exchange.recognises("api_key", job.keys.api_key),
            egress=_own_addresses(row.egress),
            others_working=self._others(row),
            introduces_any=job.exchange.introduces_any,
        )

    def _others(self, row: Connection) -> int:
        """Return how many other connections to the same exchange worked within the last hour."""
        if self._working is None:
            self._working = self._count()
        return sum(n for (code, pk), n in self._working.items() if code == row.exchange and pk != row.pk)

    def _count(self) -> dict[tuple[str, int | None], int]:
        """Return how many work, by exchange: those of this batch each for itself, all others as one number."""
        fine = Connection.objects.order_by().filter(
            exchange__in={row.exchange for row in self._rows},
            verdict__in=_WORKING,
            unreachable_since=None,
            checked_at__gte=self._since,
        )
        mine = Case(When(pk__in=[row.pk for row in self._rows], then="pk"))
        counted = fine.annotate(mine=mine).values("exchange", "mine").annotate(working=Count("pk"))
        return {(one["exchange"], one["mine"]): one["working"] for one in counted}


def _own_addresses(chosen: str) -> tuple[str, ...]:
    """Return the addresses that an exchange can have seen of a connection.

    Those of a documentation, which development has, are made up: only the sandbox sees what it is told.
    """
    seen = egress.seen_as(chosen)
    is_seen = (one for one in seen if settings.SANDBOX_URL or ipaddress.ip_address(one).is_global)
    return tuple(is_seen)
