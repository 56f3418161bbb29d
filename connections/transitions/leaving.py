"""Leave claimed rows that nobody can judge: whoever waits gets an answer, and they are not asked again at once."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from connections.findings import Category, Finding
from connections.models import Check, Connection


def put_off(rows: Collection[Connection]) -> None:
    """Leave what cannot be judged or written alone for a while: to ask for it every second would help nobody."""
    _leave(rows, Category.UNKNOWN, timezone.now() + timedelta(seconds=settings.FRUITLESS_SECONDS))


def leave_keyless(rows: Collection[Connection]) -> None:
    """Give back what has no key to ask with: nothing is due until somebody brings one."""
    _leave(rows, Category.CREDENTIALS_UNREADABLE, None)


@transaction.atomic
def _leave(rows: Collection[Connection], category: Category, next_check_at: datetime | None) -> None:
    """Release claims, finish the checks that began with them, and say when they are due; a pause stays."""
    if not rows:
        return
    ids = Connection.objects.hold(rows)
    ours, open_checks = Connection.objects.filter(pk__in=ids), Check.objects.filter(finished_at=None)
    ours.update(claim_token=None, claimed_until=None)
    open_checks.filter(connection__in=ids, started_at__isnull=False).update(
        finished_at=timezone.now(), stored_findings=[Finding(category).to_json()]
    )
    # Who asked meanwhile, or brought a new key, has a check that did not begin: it stays due.
    answered = ours.exclude(pk__in=open_checks.filter(connection__in=ids).values("connection"))
    answered.update(check_requested_at=None)
    answered.exclude(next_check_at=None).update(next_check_at=next_check_at)
