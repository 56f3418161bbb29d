"""The week's summary for staff, in words."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from connections import exchanges
from connections.findings import Verdict
from connections.messages.events import event
from connections.messages.moments import day_of, time_of
from connections.messages.sentence import Sentence, machine, say, together
from connections.models import Event
from notifications.words import Severity, Wording, Words


def _week(params: dict[str, Any], user: User) -> Words:
    """Return the counts first, then the latest events, a sentence each."""
    total = sum(number for _code, number in params["counts"])
    title = ngettext(
        "%(total)s security event from %(since)s to %(until)s",
        "%(total)s security events from %(since)s to %(until)s",
        total,
    )
    last = datetime.fromisoformat(params["until"]) - timedelta(days=1)
    days = {"since": day_of(params["since"]), "until": day_of(last.isoformat())}
    lines = [_line(one) for one in params["events"]]
    more = total - len(lines)
    rest = ngettext("%(more)s more is in the admin.", "%(more)s more are in the admin.", more)
    return Words(
        say(title, total=total, **days),
        together(_standing(params["connections"]), *lines, say(rest, more=more) if more else ""),
        _("See them in the admin"),
    )


def _standing(connections: Mapping[str, int]) -> Sentence:
    """Return how the connections are now, for comparison."""
    text = _(
        "Connections: %(total)s, in quarantine: %(quarantined)s, waiting for their users to act: %(waiting)s."
    )
    return say(
        text,
        total=sum(connections.values()),
        quarantined=connections.get(Verdict.QUARANTINED, 0),
        waiting=connections.get(Verdict.ACTION_REQUIRED, 0),
    )


def _line(stored: Mapping[str, Any]) -> Sentence:
    exchange = exchanges.get(stored["exchange"], stored["site"])
    told = event(Event(code=stored["code"], params={}), exchange)
    text = _("%(at)s, %(exchange)s, connection %(connection)s: %(title)s.")
    number = machine(f"#{stored['connection']}")
    return say(text, at=time_of(stored["at"]), exchange=exchange.name, connection=number, title=told.title)


WORDINGS: Mapping[str, tuple[Severity, Wording]] = {"security_week": (Severity.INFO, _week)}
