"""The days of a connection in words, and who asked for a look."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from connections.exchanges.base import Exchange
from connections.findings import Finding
from connections.messages.findings import finding
from connections.models import StatusChange
from connections.models.past import DayState, Past

_STATES: Mapping[str, object] = {
    DayState.WORKING: pgettext_lazy("a day of a key", "Working"),
    DayState.PARTLY: pgettext_lazy("a day of a key", "Needed you for a part of the day"),
    DayState.YOUR_MOVE: pgettext_lazy("a day of a key", "Needed you"),
    DayState.SILENT: pgettext_lazy("a day of a key", "The exchange did not answer"),
    DayState.PAUSED: pgettext_lazy("a day of a key", "Paused"),
    DayState.NO_DATA: pgettext_lazy("a day of a key", "Nobody looked"),
    DayState.NOT_YET: pgettext_lazy("a day of a key", "Not connected yet"),
}
_ASKERS: Mapping[str, object] = {
    "user": pgettext_lazy("who asked for a check", "Check you asked for"),
    "support": pgettext_lazy("who asked for a check", "Check our support asked for"),
    "schedule": pgettext_lazy("who asked for a check", "Routine check"),
}


def day_state_label(state: str) -> str:
    return str(_STATES.get(state, state))


def asked_by_label(asker: str) -> str:
    return str(_ASKERS.get(asker, asker))


def causes(row: StatusChange, exchange: Exchange, egress: Sequence[str]) -> list[tuple[str, str]]:
    """Return the codes behind a change of status with their headlines; those of the check, where it left several."""
    found = {str(one.code): one for one in row.check_run.findings} if row.check_run else {}
    return [(code, finding(found.get(code, Finding(code)), exchange, egress).title) for code in row.codes]


def looks(count: int) -> str:
    return ngettext("%(count)d look", "%(count)d looks", count) % {"count": count}


def answered(past: Past, exchange: Exchange) -> str:
    """Return how often the exchange answered, and how often the key worked when it did; empty without any look.

    Silence counts against the exchange alone: of a key, nothing was found.
    """
    if not past.looks:
        return ""
    values = {"exchange": exchange.name, "days": len(past.days), "answered": percent(past.judged, past.looks)}
    if not past.judged:
        text = ngettext(
            "%(exchange)s answered none of our looks in %(days)d day.",
            "%(exchange)s answered none of our looks in %(days)d days.",
            len(past.days),
        )
        return text % values
    text = ngettext(
        "In %(days)d day %(exchange)s answered %(answered)s of our looks, and the key worked in %(fine)s of those.",
        "In %(days)d days %(exchange)s answered %(answered)s of our looks, and the key worked in %(fine)s of those.",
        len(past.days),
    )
    return text % {**values, "fine": percent(past.fine, past.judged)}


def speed(past: Past, exchange: Exchange) -> str:
    """Return how long the exchange took; empty where nothing was timed."""
    if past.mean_ms is None:
        return ""
    text = _("%(exchange)s took %(mean)s ms to answer on average; the slowest answer took %(most)s ms.")
    numbers = {"mean": _whole(past.mean_ms), "most": _whole(past.ms_most)}
    return text % {"exchange": exchange.name, **numbers}


def percent(part: int, whole: int) -> str:
    """Return a share rounded down: what happened once is never told as never, nor most of it as all."""
    share = (Decimal(100) * part / whole).quantize(Decimal("0.1"), ROUND_FLOOR)
    return _("%(number)s %%") % {"number": number_format(share, 0 if share == int(share) else 1)}


def _whole(number: int) -> str:
    return number_format(number, force_grouping=True)
