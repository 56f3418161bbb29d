"""Why we think so: each piece of evidence on the causes of a refusal as one sentence."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from connections.messages.case import Case
from connections.messages.labels import market_label, permission_label
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
    return _FILLED[code](case, params) if code in _FILLED else ""


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


def _market_reads(case: Case, params: Stored) -> str:
    text = _("In the same market (%(market)s) reading works, and only the test order was refused.")
    return case.say(text, market=quoted(market_label(params["market"])))


def _market_answers(case: Case, params: Stored) -> str:
    text = _("In another market (%(market)s) %(exchange)s answered the same key.")
    return case.say(text, market=quoted(market_label(params["market"])))


def _right_on(case: Case, params: Stored) -> str:
    text = _("%(exchange)s says that the right %(right)s is on.")
    return case.say(text, right=quoted(permission_label(params["permission"])))


def _right_off(case: Case, params: Stored) -> str:
    text = _("%(exchange)s says that the right %(right)s is off.")
    return case.say(text, right=quoted(permission_label(params["permission"])))


def _right_was_off(case: Case, params: Stored) -> str:
    text = _("When we last read it, the right %(right)s was off.")
    return case.say(text, right=quoted(permission_label(params["permission"])))


def _other_address_seen(case: Case, params: Stored) -> str:
    text = _("%(exchange)s saw us as %(ip)s, which is none of our addresses.")
    return case.say(text, ip=machine(params["ip"]))


def _seen_address_listed(case: Case, params: Stored) -> str:
    text = _("%(exchange)s saw us as %(ip)s, which is on the key's IP list.")
    return case.say(text, ip=machine(params["ip"]))


def _worked_before(case: Case, params: Stored) -> str:
    text = _(
        "This key worked from here on %(when)s, so it was copied rightly and something has changed since."
    )
    return case.say(text, when=_moment(params["at"], "DATETIME_FORMAT"))


def _older_than_rule(case: Case, params: Stored) -> str:
    days = int(params["days"])
    text = ngettext(
        "%(exchange)s ends keys without an IP list after %(days)s day, and that time is over.",
        "%(exchange)s ends keys without an IP list after %(days)s days, and that time is over.",
        days,
    )
    return case.say(text, days=days)


def _end_is_past(case: Case, params: Stored) -> str:
    text = _("%(exchange)s gave the key an end, which was on %(day)s.")
    return case.say(text, day=_moment(params["at"], "DATE_FORMAT"))


def _end_is_ahead(case: Case, params: Stored) -> str:
    text = _("%(exchange)s gave the key an end, which is not before %(day)s.")
    return case.say(text, day=_moment(params["at"], "DATE_FORMAT"))


def _moment(at: str, style: str) -> str:
    return formats.date_format(timezone.localtime(datetime.fromisoformat(at)), style)


_FILLED: Mapping[str, Callable[[Case, Stored], str]] = {
    "clocks_differ": _clocks_differ,
    "others_work": _others_work,
    "market_reads": _market_reads,
    "market_answers": _market_answers,
    "right_on": _right_on,
    "right_off": _right_off,
    "right_was_off": _right_was_off,
    "other_address_seen": _other_address_seen,
    "seen_address_listed": _seen_address_listed,
    "worked_before": _worked_before,
    "older_than_rule": _older_than_rule,
    "end_is_past": _end_is_past,
    "end_is_ahead": _end_is_ahead,
}
