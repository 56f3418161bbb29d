"""How often one person may ask: a preview is arithmetic for as many pairs as a strategy can have."""

from django.conf import settings
from django.core.cache import cache

from accounts.models import User
from connections.services import LimitReached

_MINUTE = 60  # seconds


def count_preview(user: User) -> None:
    """Count one more preview; raises LimitReached where there were too many in the last minute."""
    name = f"previews:{user.pk}"
    cache.add(name, 0, _MINUTE)
    try:
        count = cache.incr(name)
    except ValueError:  # the minute ended between the two
        return
    if count > settings.PREVIEWS_PER_MINUTE:
        raise LimitReached(_MINUTE)
