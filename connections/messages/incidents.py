"""An exchange that is down for everybody, and how exchanges are: what pages and notices say.

Parameters of the notices: `exchange` and `site` (codes), and once it is over `minutes`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from accounts.models import User
from connections import exchanges
from connections.exchanges.base import Exchange
from connections.messages.sentence import Sentence, say, together
from notifications.words import Severity, Wording, Words

_STATES: Mapping[str, object] = {
    "working": pgettext_lazy("state of an exchange", "Working"),
    "slow": pgettext_lazy("state of an exchange", "Slow"),
    "down": pgettext_lazy("state of an exchange", "Not answering"),
    "unknown": pgettext_lazy("state of an exchange", "No data"),
}


def exchange_state_label(state: str) -> str:
    return str(_STATES.get(state, state))


def answer_time(ms: int | None) -> str:
    """Return how long an exchange takes to answer; empty where nobody was answered lately."""
    return (
        _("answers in %(ms)s ms") % {"ms": number_format(ms, force_grouping=True)} if ms is not None else ""
    )


def minutes(number: int) -> str:
    """Return how long an outage lasted."""
    text = ngettext("%(minutes)s minute without an answer", "%(minutes)s minutes without an answer", number)
    return text % {"minutes": number_format(number, force_grouping=True)}


def outages(number: int, in_minutes: int) -> str:
    """Return the last ninety days in one sentence."""
    if not number:
        return _("No outage in 90 days.")
    text = ngettext(
        "%(number)s outage in 90 days, %(minutes)s min in all.",
        "%(number)s outages in 90 days, %(minutes)s min in all.",
        number,
    )
    return text % {"number": number, "minutes": number_format(in_minutes, force_grouping=True)}


def outages_since(at: datetime, number: int, in_minutes: int) -> str:
    """Return the same where we have not watched for ninety days yet."""
    day = date_format(localtime(at))
    if not number:
        return _("No outage since %(date)s, when we began to watch.") % {"date": day}
    text = ngettext(
        "%(number)s outage since %(date)s, when we began to watch, %(minutes)s min in all.",
        "%(number)s outages since %(date)s, when we began to watch, %(minutes)s min in all.",
        number,
    )
    said = number_format(in_minutes, force_grouping=True)
    return text % {"number": number, "date": day, "minutes": said}


def is_down(exchange: Exchange) -> Sentence:
    """Tell the owner of a connection that the exchange is silent for everybody, and that they need do nothing."""
    down = _("%(exchange)s does not answer at the moment, for everybody. Your key is not the cause.")
    return together(say(down, exchange=exchange.name), _canary())


def _canary() -> Sentence:
    number = settings.CANARY_SECONDS
    text = ngettext(
        "We ask again every second, and go on by ourselves as soon as it answers.",
        "We ask again every %(number)s seconds, and go on by ourselves as soon as it answers.",
        number,
    )
    return say(text, number=number)


def _down(params: dict[str, Any], user: User) -> Words:
    exchange = exchanges.get(params["exchange"], params["site"])
    nobody = _("It answers nobody, so your key is not the cause, and there is nothing to do for you here.")
    alone = _("What you have open there is not looked after meanwhile.")
    tell = _("We tell you when it is back.")
    title = say(_("%(exchange)s does not answer at the moment"), exchange=exchange.name)
    return Words(title, together(nobody, alone, _canary(), tell), _see())


def _back(params: dict[str, Any], user: User) -> Words:
    exchange, minutes = exchanges.get(params["exchange"], params["site"]), int(params["minutes"])
    text = ngettext(
        "It did not answer for about a minute.", "It did not answer for about %(minutes)s minutes.", minutes
    )
    again = _("Your connections there are checked again now, and you need not do anything.")
    title = say(_("%(exchange)s answers again"), exchange=exchange.name)
    return Words(title, together(say(text, minutes=minutes), again), _see())


def _see() -> str:
    return _("See how the exchanges are")


WORDINGS: Mapping[str, tuple[Severity, Wording]] = {
    "exchange_down": (Severity.WARNING, _down),
    "exchange_back": (Severity.SUCCESS, _back),
}
