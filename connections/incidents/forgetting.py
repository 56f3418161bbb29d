"""Forget what nobody looks at any more."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from connections.models import Affected, Pulse


def forget_old() -> None:
    """Delete old pulses, and who was told of incidents that ended long ago; the incidents themselves stay."""
    oldest = timezone.now() - timedelta(days=settings.PULSES_KEPT_DAYS)
    Pulse.objects.filter(at__lt=oldest).delete()
    Affected.objects.filter(incident__ended_at__lt=oldest).delete()
