"""What happened to a connection, in words: a line of its history, and of the week's summary for staff."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from connections.exchanges.base import Exchange
from connections.findings import Category, EventCode
from connections.messages import replacements
from connections.messages.happened import Happened
from connections.messages.moments import day_of
from connections.messages.sentence import machine, together
from connections.models import Event


@dataclass(frozen=True)
class Told:
    """One event: `tone` as of badges (good, warn, bad, off), `icon` of the sprite; `text` may be empty."""

    title: str
    text: str
    tone: str
    icon: str


_Wording = Callable[[Happened], tuple[str, str]]


def event(row: Event, exchange: Exchange) -> Told:
    """Return an event in the language active now; one of another version of the program is shown by its code."""
    if row.code not in _WORDINGS:
        return Told(row.code, "", "off", "info")
    wording, tone, icon = _WORDINGS[row.code]
    title, text = wording(Happened(row.params, exchange))
    return Told(title, text, tone, icon)


def _withdraw_on(case: Happened) -> tuple[str, str]:
    return _("The right to withdraw was switched on"), case.say(
        _("The key has not been used since %(exchange)s told us.")
    )


def _withdraw_unclear(case: Happened) -> tuple[str, str]:
    text = _("%(exchange)s used to say that it cannot. The key is not used until that is clear again.")
    return _("Nobody can tell any more whether the key can withdraw"), case.say(text)


def _withdraw_off(case: Happened) -> tuple[str, str]:
    return _("The key can no longer withdraw"), case.say(
        _("The right to withdraw is off at %(exchange)s now.")
    )


def _right_gained(case: Happened) -> tuple[str, str]:
    return _("The key may do more than before"), case.say(_("New: %(rights)s."), rights=case.rights)


def _right_lost(case: Happened) -> tuple[str, str]:
    return _("The key may do less than before"), case.say(_("Gone: %(rights)s."), rights=case.rights)


def _list_set(case: Happened) -> tuple[str, str]:
    text = _("It accepts requests from %(addresses)s only.") if case.params.get("now") else ""
    return _("The key was bound to addresses"), case.say(text, addresses=case.listed("now")) if text else ""


def _list_changed(case: Happened) -> tuple[str, str]:
    added = _("Added: %(addresses)s.") if case.params.get("added") else ""
    removed = _("Removed: %(addresses)s.") if case.params.get("removed") else ""
    lines = (("added", added), ("removed", removed))
    said = [case.say(text, addresses=case.listed(name)) for name, text in lines if text]
    return _("The key's address list was changed"), together(*said)


def _list_removed(case: Happened) -> tuple[str, str]:
    anybody = _("Whoever has the key and its secret can use it from anywhere now.")
    was = case.say(_("It was: %(addresses)s."), addresses=case.listed("was"))
    return _("The key's address list was removed"), together(anybody, was if case.params.get("was") else "")


def _address_moved(case: Happened) -> tuple[str, str]:
    """Tell that we come from elsewhere now: the one change in a history that is our own doing."""
    now = machine(str(case.params.get("now")))
    text = case.say(
        _("We gave up %(was)s and ask from %(now)s now."), was=machine(str(case.params.get("was"))), now=now
    )
    if case.params.get("is_listed") is not False:
        return _("We ask from another of our addresses"), text
    missing = case.say(_("The key's address list lacks it: add %(now)s at %(exchange)s."), now=now)
    return _("We ask from another of our addresses"), together(text, missing)


def _expiry_moved(case: Happened) -> tuple[str, str]:
    was, now = day_of(case.params.get("was")), day_of(case.params.get("now"))
    if now and not was:
        return case.say(_("This key expires on %(day)s"), day=now), ""
    return _("The key ends on another day"), case.say(
        _("It was %(was)s, and is %(now)s now."), was=was, now=now
    )


def _expiry_removed(case: Happened) -> tuple[str, str]:
    text = _("It would have ended on %(was)s.")
    return _("The key has no fixed end any more"), case.say(text, was=day_of(case.params.get("was")))


def _account_changed(case: Happened) -> tuple[str, str]:
    text = _("%(exchange)s names account %(now)s for this key, and named %(was)s before.")
    return _("The key belongs to another account now"), case.say(
        text, was=case.ending("was"), now=case.ending("now")
    )


def _key_refused(case: Happened) -> tuple[str, str]:
    """Name the cause where there is but one; of several the finding of the connection ranks them all."""
    is_clear = len(case.params.get("candidates") or ()) < 2
    cause = str(case.params.get("cause")) if is_clear else ""
    text = _REFUSED_FOR.get(cause, _some_cause)(case)
    return case.say(_("%(exchange)s refused a key that worked, though nobody changed it here")), text


def _some_cause(case: Happened) -> str:
    return _("It may have been changed, bound to other addresses or deleted there.")


def _from_address(case: Happened) -> str:
    seen = case.params.get("ip")
    if not seen:
        return _("Its address list does not let us in any more.")
    return case.say(_("Its address list does not let in %(ip)s any more."), ip=machine(str(seen)))


_REFUSED_FOR: Mapping[str, Callable[[Happened], str]] = {
    Category.INVALID_KEY: lambda case: _("It was most likely deleted there."),
    Category.BAD_SIGNATURE: lambda case: _("Its secret is another one there: it was most likely made anew."),
    Category.BAD_PASSPHRASE: lambda case: _("Its passphrase is another one there."),
    Category.KEY_EXPIRED: lambda case: _("It ended before its time."),
    Category.IP_NOT_ALLOWED: _from_address,
}


_WORDINGS: Mapping[str, tuple[_Wording, str, str]] = {
    EventCode.WITHDRAW_ON: (_withdraw_on, "bad", "lock"),
    EventCode.WITHDRAW_UNCLEAR: (_withdraw_unclear, "bad", "lock"),
    EventCode.WITHDRAW_OFF: (_withdraw_off, "good", "lock"),
    EventCode.RIGHT_GAINED: (_right_gained, "warn", "info"),
    EventCode.RIGHT_LOST: (_right_lost, "warn", "alert"),
    EventCode.LIST_SET: (_list_set, "good", "info"),
    EventCode.LIST_CHANGED: (_list_changed, "warn", "info"),
    EventCode.LIST_REMOVED: (_list_removed, "warn", "alert"),
    EventCode.EXPIRY_MOVED: (_expiry_moved, "off", "info"),
    EventCode.EXPIRY_REMOVED: (_expiry_removed, "good", "info"),
    EventCode.ACCOUNT_CHANGED: (_account_changed, "bad", "alert"),
    EventCode.KEY_REFUSED: (_key_refused, "bad", "alert"),
    EventCode.KEY_REPLACED: (replacements.replaced, "good", "check"),
    EventCode.ACCOUNT_REPLACED: (replacements.account_replaced, "warn", "alert"),
    EventCode.REPLACED_UNCOMPARED: (replacements.uncompared, "off", "check"),
    EventCode.REPLACEMENT_DECLINED: (replacements.declined, "off", "info"),
    EventCode.REPLACEMENT_UNANSWERED: (replacements.unanswered, "off", "info"),
    EventCode.ADDRESS_MOVED: (_address_moved, "off", "info"),
}
