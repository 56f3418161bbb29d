"""The week in security events, for staff: what nobody of ours did and somebody should look into."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from accounts.models import User
from connections.models import Connection, Event
from notifications import services

CODE = "security_week"
_WEEK = timedelta(days=7)
_LISTED = 20  # more would not be read in a mail; the admin has them all
_URL = "/admin/connections/event/?is_security__exact=1"


@transaction.atomic
def tell_staff() -> int:
    """Tell staff of the week that ended last; return to how many.

    Each once, however often and by however many this is called: whoever comes second waits for the rows, and sees
    what was told. Late is better than never, so it need not run on the very day.
    """
    ended = _last_end(timezone.now())
    staff = User.objects.filter(is_staff=True, is_active=True, date_joined__lt=ended).order_by("pk")
    waiting = list(staff.select_for_update().values_list("pk", flat=True))
    told = {note.user_id for note in services.told_since(waiting, CODE, ended)}
    missing = [pk for pk in waiting if pk not in told]
    if missing:
        params = _summary(ended)
        services.notify_many(services.Notice(pk, CODE, params, _URL) for pk in missing)
    return len(missing)


def _last_end(now: datetime) -> datetime:
    """Return when the last whole week ended: midnight (UTC) at the beginning of the day that is set."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=(now.isoweekday() - settings.SUMMARY_WEEKDAY) % 7)


def _summary(ended: datetime) -> dict[str, Any]:
    """Return counts by code and the latest events: nothing of whose they are, which the admin shows and notes."""
    since = ended - _WEEK
    week = Event.objects.filter(is_security=True, at__gte=since, at__lt=ended)
    counted = week.order_by().values("code").annotate(number=Count("pk")).order_by("-number", "code")
    latest = week.select_related("connection")[:_LISTED]
    verdicts = Connection.objects.order_by().values_list("verdict").annotate(number=Count("pk"))
    return {
        "since": since.isoformat(),
        "until": ended.isoformat(),
        "counts": [[one["code"], one["number"]] for one in counted],
        "events": [_listed(event) for event in latest],
        "connections": dict(verdicts),
    }


def _listed(event: Event) -> dict[str, Any]:
    row = event.connection
    about = {"connection": row.pk, "exchange": row.exchange, "site": row.site}
    return {"code": event.code, "at": event.at.isoformat(), **about}
