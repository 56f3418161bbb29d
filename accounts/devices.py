"""The list of one's own sessions, kept true without a write per request."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.utils import timezone

from accounts.audit import origin_of

_FRESH = timedelta(minutes=5)


def note_use(request: HttpRequest, session_key: str | None) -> None:
    """Keep from where and when a session was used last, at most every five minutes unless the place changed.

    The library's own middleware writes on every request, and knows nothing of the mobile client's tokens.
    """
    used = UserSession.objects.filter(session_key=session_key)
    known = used.values_list("ip", "user_agent", "last_seen_at").first()
    if known is None:
        return
    origin, now = origin_of(request), timezone.now()
    ip = origin.ip or known[0]
    if (ip, origin.user_agent) != known[:2] or now - known[2] > _FRESH:
        used.update(ip=ip, user_agent=origin.user_agent, last_seen_at=now)
