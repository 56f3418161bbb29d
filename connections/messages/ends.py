"""When a key ends by itself, counted down, and why nobody can say it where that is so."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from connections.exchanges.base import Exchange
from connections.expiry import EndKind, end_of
from connections.findings import Advice, Finding
from connections.messages import advice
from connections.messages.case import Case, Worded
from connections.messages.guide import expiry_rule
from connections.messages.labels import expires_kind_label
from connections.messages.moments import day_of
from connections.messages.sentence import Sentence, say, together
from connections.models import Connection


@dataclass(frozen=True)
class Ending:
    """The end of a key as a person reads it: `days` are those of the reader's calendar, `is_soon` calls for them."""

    kind: EndKind
    at: datetime | None
    days: int | None
    is_soon: bool
    text: str


def ending(connection: Connection) -> Ending:
    """Return when and how the key of a connection ends; a day that is past is told without a countdown."""
    exchange, at, now = connection.exchange_at_site, connection.expires_at, timezone.now()
    if not connection.stored_passport:
        return Ending(EndKind.UNKNOWN, None, None, is_soon=False, text="")
    kind = end_of(exchange, connection.passport, is_checked=connection.paused_at is None).kind
    if at is None or kind not in _AHEAD:
        return Ending(kind, None, None, is_soon=False, text=_without_day(exchange, kind))
    if at <= now:
        text = say(_("Was to end on %(day)s"), day=_day(at))
        return Ending(kind, at, None, is_soon=False, text=text)
    days = (timezone.localdate(at) - timezone.localdate(now)).days
    is_soon = at - now <= timedelta(days=settings.EXPIRY_WARNING_DAYS)
    return Ending(kind, at, days, is_soon, _countdown(kind, days, at))


def ahead(exchange: Exchange, kind: EndKind, at: str) -> Worded:
    """Return what an end ahead means and what to do about it."""
    case = Case(Finding(Advice.EXPIRES_SOON, params={"at": at}), exchange, settings.EGRESS)
    if kind is not EndKind.INACTIVITY:
        return advice.expires_soon(case)
    title = case.say(_("This key ends on %(day)s unless it is used"), day=day_of(at))
    resume = ""
    if (exchange.expiry_rule or ("", {}))[1].get("checks_count"):
        resume = _("If you paused the connection, it is enough to resume it: our checks count as use.")
    return Worded(title, expiry_rule(exchange), together(case.edit_address_list(), resume))


_AHEAD = frozenset({EndKind.FIXED, EndKind.INACTIVITY})


def _countdown(kind: EndKind, days: int, at: datetime) -> Sentence:
    if kind is EndKind.FIXED:
        text = ngettext("Expires in %(days)s day (%(day)s)", "Expires in %(days)s days (%(day)s)", days)
        today = _("Expires today (%(day)s)")
    else:
        text = ngettext(
            "Ends in %(days)s day (%(day)s) unless it is used",
            "Ends in %(days)s days (%(day)s) unless it is used",
            days,
        )
        today = _("Ends today (%(day)s) unless it is used")
    return say(text if days else today, days=days, day=_day(at))


def _without_day(exchange: Exchange, kind: EndKind) -> str:
    if kind is EndKind.KEPT:
        kept = _("Our checks count as use, so it stays as long as they go on.")
        return together(expiry_rule(exchange), kept)
    if kind is EndKind.UNTOLD:
        code = (exchange.expiry_rule or ("", {}))[0]
        untold = {
            "fixed_unbound": _("%(exchange)s does not say when this key was made."),
            "inactivity_unbound": _("%(exchange)s does not say whether our checks count as use."),
        }
        return together(expiry_rule(exchange), say(untold.get(code, ""), exchange=exchange.name))
    return expires_kind_label(str(kind))


def _day(at: datetime) -> str:
    return formats.date_format(timezone.localtime(at), "DATE_FORMAT")
