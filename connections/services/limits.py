"""Who may connect, and how often: a platform must not help to try out keys that were found somewhere."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from accounts.models import AuditEvent, User
from accounts.services import has_verified_email
from connections.models import Check
from connections.services.refusals import LimitReached, NotVerified

_HOUR = timedelta(hours=1)
_CONNECTS = ("connection.connected", "connection.replaced")


def ensure_may_connect(user: User) -> None:
    """Raise NotVerified or LimitReached, or do nothing."""
    if not has_verified_email(user):
        raise NotVerified
    since = timezone.now() - _HOUR
    connects = AuditEvent.objects.filter(subject=user, action__in=_CONNECTS, at__gte=since).count()
    refused = Check.objects.filter(
        connection__user=user, finished_at__gte=since, stored_passport__isnull=True
    )
    failed = refused.exclude(verdict="")
    if connects >= settings.CONNECTS_PER_HOUR or failed.count() >= settings.FAILED_CREDENTIALS_PER_HOUR:
        raise LimitReached(int(_HOUR.total_seconds()))
