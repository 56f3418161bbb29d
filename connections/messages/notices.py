"""What people are told of a connection when they are not looking at it.

Parameters of every notice: `name`, `exchange` and `site` (codes), `connection` (id), `findings` (stored ones, the
gravest first). A reminder has `at`, `kind` and `running` instead of findings: when and how the key ends, and the names
of what runs on it.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from connections import exchanges
from connections.exchanges.base import Exchange
from connections.expiry import EndKind
from connections.findings import Finding
from connections.messages import captions
from connections.messages.case import Worded
from connections.messages.ends import ahead
from connections.messages.events import event
from connections.messages.findings import finding
from connections.messages.moments import day_of
from connections.messages.replacements import question
from connections.messages.sentence import Sentence, caption, quoted, say, several, together
from connections.models import Event
from notifications.words import Severity, Wording, Words


def _quarantined(params: dict[str, Any], user: User) -> Words:
    title = _say(params, _("%(name)s is in quarantine"))
    return Words(title, _whole(params), _("See what to do"))


def _action_required(params: dict[str, Any], user: User) -> Words:
    title = _say(params, _("%(name)s needs you"))
    return Words(title, _whole(params), _("See what to do"))


def _limited(params: dict[str, Any], user: User) -> Words:
    title = _say(params, _("Only part of %(name)s works"))
    return Words(title, _whole(params), _("See what to do"))


def _recovered(params: dict[str, Any], user: User) -> Words:
    text = _say(params, _("%(exchange)s accepts the key again, and you need not do anything."))
    return Words(_say(params, _("%(name)s works again")), text, _see())


def _destroyed(params: dict[str, Any], user: User) -> Words:
    why = _("The key could withdraw, or nobody could tell that it cannot, and nothing changed in time.")
    gone = _("What we had stored of it is gone for good.")
    delete = _("Delete the key in %(menu)s at %(exchange)s if you no longer need it.")
    then = _("To use the connection again, replace the key with one that cannot withdraw.")
    title = _say(params, _("The saved key of %(name)s was destroyed"))
    return Words(title, together(why, gone, _say(params, delete), then), _("Replace the key"))


def _replaced(params: dict[str, Any], user: User) -> Words:
    text = _say(params, _("The new key was checked, works, and has taken the place of the old one."))
    delete = _say(params, _("Delete the old key in %(menu)s at %(exchange)s, where it still exists."))
    return Words(_say(params, _("%(name)s has a new key")), together(text, delete), _see())


def _not_replaced(params: dict[str, Any], user: User) -> Words:
    """Tell why a new key was not taken; the fix of the finding would speak of a key that is already gone."""
    worded = _findings(params)[:1]
    kept = _("The connection keeps the key it had, and the new one was destroyed here.")
    then = _("Put this right at %(exchange)s, then replace the key again.")
    title = _say(params, _("The new key of %(name)s was not taken over"))
    return Words(title, together(*map(_reason, worded), kept, _say(params, then)), _see())


def _changed(params: dict[str, Any], user: User) -> Words:
    """Tell of what others may have done to a key that still works: the owner did it, or has to act."""
    exchange = _exchange(params)
    told = [
        event(Event(code=one["code"], params=one["params"]), exchange) for one in params.get("events") or ()
    ]
    lines = [_reason(Worded(one.title, one.text, "")) for one in told]
    then = _say(
        params, _("If that was you, all is well. If not, delete the key in %(menu)s at %(exchange)s now.")
    )
    return Words(_say(params, _("The key of %(name)s was changed")), together(*lines, then), _see())


def _held(params: dict[str, Any], user: User) -> Words:
    asked = question(params.get("question") or {}, _exchange(params))
    title = _say(params, _("Is the new key of %(name)s the one you mean?"))
    return Words(title, together(asked.title, asked.text), _("Answer"))


def _unanswered(params: dict[str, Any], user: User) -> Words:
    why = _(
        "The new key belongs, or may belong, to another account, and nobody said in time that it may take over."
    )
    kept = _("The connection keeps the key it had, and the new one was destroyed here.")
    return Words(_say(params, _("The new key of %(name)s was not taken over")), together(why, kept), _see())


def _ends(params: dict[str, Any], user: User) -> Words:
    """Name the day: how many days are left would be wrong by the time it is read."""
    titles = {
        EndKind.FIXED: _("The key of %(name)s expires on %(day)s"),
        EndKind.INACTIVITY: _("The key of %(name)s ends on %(day)s unless it is used"),
    }
    title = _say(params, titles[EndKind(params["kind"])], day=day_of(params["at"]))
    running = params.get("running", ())
    stops = ngettext(
        "This strategy stops then: %(running)s.", "These strategies stop then: %(running)s.", len(running)
    )
    stop = say(stops, running=several(running, quoted)) if running else ""
    what = ahead(_exchange(params), EndKind(params["kind"]), params["at"])
    return Words(title, together(what.cause, stop, what.fix), _see())


def _whole(params: dict[str, Any]) -> Sentence:
    """Return why and what to do for the first finding, and how many more there are."""
    found = _findings(params)
    if not found:
        return together(_("Open the connection to see what has to be done."))
    first, more = found[0], len(found) - 1
    text = ngettext("There is %(count)s more thing to see.", "There are %(count)s more things to see.", more)
    return together(_reason(first), first.fix, say(text, count=more) if more else "")


def _reason(worded: Worded) -> Sentence:
    # A title that ends in a date has its full stop already in some languages.
    text = "%(title)s" if worded.title.endswith(".") else _("%(title)s.")
    return together(say(text, title=worded.title), worded.cause)


def _exchange(params: dict[str, Any]) -> Exchange:
    return exchanges.get(params["exchange"], params.get("site", ""))


def _findings(params: dict[str, Any]) -> list[Worded]:
    exchange = _exchange(params)
    stored = [Finding.from_json(one) for one in params.get("findings") or ()]
    return [finding(one, exchange, settings.EGRESS) for one in stored]


def _say(params: dict[str, Any], text: str, **values: str) -> Sentence:
    exchange = _exchange(params)
    menu = caption(captions.key_menu(exchange))
    return say(text, name=quoted(params["name"]), exchange=exchange.name, menu=menu, **values)


def _see() -> str:
    return _("See the connection")


WORDINGS: Mapping[str, tuple[Severity, Wording]] = {
    "connection_quarantined": (Severity.CRITICAL, _quarantined),
    "connection_action_required": (Severity.CRITICAL, _action_required),
    "connection_limited": (Severity.WARNING, _limited),
    "connection_recovered": (Severity.SUCCESS, _recovered),
    "credentials_destroyed": (Severity.CRITICAL, _destroyed),
    "connection_changed": (Severity.WARNING, _changed),
    "replacement_held": (Severity.WARNING, _held),
    "replacement_unanswered": (Severity.WARNING, _unanswered),
    "replacement_done": (Severity.SUCCESS, _replaced),
    "replacement_refused": (Severity.WARNING, _not_replaced),
    "key_ends": (Severity.WARNING, _ends),
}
