"""Why we think so: each piece of evidence on the causes of a refusal as one sentence."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from connections.messages.case import Case
from connections.messages.labels import market_label, permission_label
from connections.messages.moments import day_of, time_of
from connections.messages.sentence import machine, quoted

Stored = Mapping[str, Any]


def why(case: Case) -> tuple[str, ...]:
    """Return every piece of evidence once, that on the likeliest cause first."""
    found: dict[str, str] = {}
    for cause in (*(case.param("causes") or ()), *(case.param("ruled_out") or ())):
        for one in (*cause.get("evidence", ()), *cause.get("against", ())):
            found.setdefault(one["code"], evidence(case, one))
    return tuple(sentence for sentence in found.values() if sentence)


def evidence(case: Case, stored: Stored) -> str:
    """Return one sentence; nothing for a code of another version of this program."""
    code, params = stored["code"], stored["params"]
    if code in _PLAIN:
        return case.say(_(_PLAIN[code]))
    if code in _FILLED:
        text, name, value = _FILLED[code]
        return case.say(_(text), **{name: value(params)})
    return _COUNTED[code](case, params) if code in _COUNTED else ""


def told(case: Case, stored: Stored) -> dict[str, Any]:
    """Return a stored cause with its evidence in words, as the API shows it."""
    return {side: list(_told(case, stored.get(side, ()))) for side in ("evidence", "against")}


def _told(case: Case, found: list[Stored]) -> Iterator[dict[str, Any]]:
    for one in found:
        if text := evidence(case, one):
            yield {"code": one["code"], "text": text, "params": one["params"]}


_PLAIN = {
    "clock_answers": gettext_noop("The public clock of %(exchange)s answers, so %(exchange)s is not down."),
    "clock_silent": gettext_noop("The public clock of %(exchange)s does not answer either."),
    "clocks_agree": gettext_noop("Our clock and that of %(exchange)s agree, so the time is not the cause."),
    "key_accepted": gettext_noop(
        "%(exchange)s answered another signed question of this check, so %(api_key)s and %(secret)s are right."
    ),
    "address_accepted": gettext_noop(
        "%(exchange)s let another question of this check in from %(addresses)s, so the address is allowed."
    ),
    "some_address_accepted": gettext_noop(
        "%(exchange)s let another question of this check in from one of our addresses."
    ),
    "not_bound": gettext_noop("%(exchange)s says that this key works from any address."),
    "introduction_refused": gettext_noop(
        "%(exchange)s did not even say what the key may do, which it tells every key, so more than a right is amiss."
    ),
    "all_refused_alike": gettext_noop("%(exchange)s gave the same answer to everything else we asked."),
    "never_worked": gettext_noop(
        "This key has never worked here, so something may have gone wrong while copying it."
    ),
    "looks_right": gettext_noop("The key has the form that keys of %(exchange)s usually have."),
    "looks_wrong": gettext_noop("The key does not have the form that keys of %(exchange)s usually have."),
    "was_not_bound": gettext_noop("When it last worked, this key was not bound to any address."),
    "addresses_were_listed": gettext_noop(
        "When it last worked, the key's IP list held the addresses we ask from."
    ),
    "addresses_were_not_listed": gettext_noop(
        "When it last worked, the key's IP list held none of the addresses we ask from now."
    ),
    "bound_keys_stay": gettext_noop(
        "When it last worked, this key was bound to addresses, and such keys do not end by themselves."
    ),
    "was_frozen": gettext_noop("When we last read it, %(exchange)s said that the key was frozen."),
    "was_expired": gettext_noop("When we last read it, %(exchange)s said that the key had expired."),
    "was_deleted": gettext_noop("When we last read it, %(exchange)s said that the key was deleted."),
}


def _clocks_differ(case: Case, params: Stored) -> str:
    seconds = formats.number_format(abs(float(params["seconds"])), 1)
    text = _("The clock of %(exchange)s is %(seconds)s seconds ahead of ours.")
    if float(params["seconds"]) < 0:
        text = _("The clock of %(exchange)s is %(seconds)s seconds behind ours.")
    return case.say(text, seconds=seconds)


def _others_work(case: Case, params: Stored) -> str:
    count = int(params["count"])
    text = ngettext(
        "%(count)s other connection to %(exchange)s worked within the last hour, so the trouble lies with this key.",
        "%(count)s other connections to %(exchange)s worked within the last hour, so the trouble lies with this key.",
        count,
    )
    return case.say(text, count=count)


def _older_than_rule(case: Case, params: Stored) -> str:
    days = int(params["days"])
    text = ngettext(
        "%(exchange)s ends keys without an IP list after %(days)s day, and that time is over.",
        "%(exchange)s ends keys without an IP list after %(days)s days, and that time is over.",
        days,
    )
    return case.say(text, days=days)


_COUNTED: Mapping[str, Callable[[Case, Stored], str]] = {
    "clocks_differ": _clocks_differ,
    "others_work": _others_work,
    "older_than_rule": _older_than_rule,
}


def _market(params: Stored) -> str:
    return quoted(market_label(params["market"]))


def _right(params: Stored) -> str:
    return quoted(permission_label(params["permission"]))


def _address(params: Stored) -> str:
    return machine(params["ip"])


def _day(params: Stored) -> str:
    return day_of(params["at"])


def _time(params: Stored) -> str:
    return time_of(params["at"])


# A text, the one name in it that evidence fills in, and with what.
_FILLED: Mapping[str, tuple[str, str, Callable[[Stored], str]]] = {
    "market_reads": (
        gettext_noop("In the same market (%(market)s) reading works, and only the test order was refused."),
        *("market", _market),
    ),
    "market_answers": (
        gettext_noop("In another market (%(market)s) %(exchange)s answered the same key."),
        *("market", _market),
    ),
    "right_on": (gettext_noop("%(exchange)s says that the right %(right)s is on."), "right", _right),
    "right_off": (gettext_noop("%(exchange)s says that the right %(right)s is off."), "right", _right),
    "right_was_off": (gettext_noop("When we last read it, the right %(right)s was off."), "right", _right),
    "other_address_seen": (
        gettext_noop("%(exchange)s saw us as %(ip)s, which is none of our addresses."),
        *("ip", _address),
    ),
    "seen_address_listed": (
        gettext_noop("%(exchange)s saw us as %(ip)s, which is on the key's IP list."),
        *("ip", _address),
    ),
    "worked_before": (
        gettext_noop(
            "This key worked from here on %(when)s, so it was copied rightly and something has changed since."
        ),
        *("when", _time),
    ),
    "end_is_past": (
        gettext_noop("%(exchange)s gave the key an end, which was on %(day)s."),
        *("day", _day),
    ),
    "end_is_ahead": (
        gettext_noop("%(exchange)s gave the key an end, which is not before %(day)s."),
        *("day", _day),
    ),
}
