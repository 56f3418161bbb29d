"""What was known before a check, for refusals that fit several causes; read only where one came."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from connections.findings import Known, Report, Verdict
from connections.models import Connection, Role
from connections.probes import Job

_RECENT = timedelta(hours=1)
_WORKING = frozenset({Verdict.CONNECTED, Verdict.LIMITED})


class Background:
    """What a batch of checks can be compared with: at most one query, and none while every answer is clear."""

    def __init__(self, codes: Collection[str]) -> None:
        self._codes = frozenset(codes)
        self._since = timezone.now() - _RECENT
        self._working: dict[str, int] | None = None

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
            egress=tuple(settings.EGRESS),
            others_working=self._others(row),
        )

    def _others(self, row: Connection) -> int:
        """Return how many other connections to the same exchange worked within the last hour."""
        if self._working is None:
            fine = Connection.objects.order_by().filter(
                exchange__in=self._codes,
                verdict__in=_WORKING,
                unreachable_since=None,
                checked_at__gte=self._since,
            )
            counted = fine.values("exchange").annotate(working=Count("pk"))
            self._working = dict(counted.values_list("exchange", "working"))
        is_itself_fine = (
            row.verdict in _WORKING
            and row.unreachable_since is None
            and row.checked_at is not None
            and row.checked_at >= self._since
        )
        return max(0, self._working.get(row.exchange, 0) - is_itself_fine)
