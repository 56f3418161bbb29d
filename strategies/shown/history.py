"""What was: who did what when, and which settings were what before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, pgettext

from connections.messages.sentence import Sentence, machine, say, several, together
from strategies.fields import Choice, Number, number
from strategies.messages import labels, reasons
from strategies.models import Revision, Strategy
from strategies.reasons import Reason
from strategies.settings.known import FIELDS, RECOVERY, ZONE
from strategies.shown import amounts

_SHOWN = 20
_TONES = {"enabled": "good", "returned": "good", "suspended": "bad", "not_enabled": "bad"}


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    at: datetime
    what: str
    tone: str
    who: str
    changes: tuple[Change, ...]
    why: tuple[str, ...]


def history(strategy: Strategy) -> list[Entry]:
    """Return the newest entries first."""
    rows = strategy.revisions.select_related("actor")[:_SHOWN]
    return [_entry(row, strategy) for row in rows]


def action_label(action: str) -> str:
    """Return what happened in a word or two; a stored one of another version is shown as it is."""
    return {
        "created": pgettext("in the history", "Made"),
        "updated": pgettext("in the history", "Settings changed"),
        "duplicated": pgettext("in the history", "Made as a copy"),
        "enabled": pgettext("in the history", "Enabled"),
        "enable_requested": pgettext("in the history", "Waiting for the check"),
        "not_enabled": pgettext("in the history", "Not enabled"),
        "disabled": pgettext("in the history", "Disabled"),
        "suspended": pgettext("in the history", "Suspended"),
        "released": pgettext("in the history", "May run again"),
        "returned": pgettext("in the history", "Running again"),
        "archived": pgettext("in the history", "Archived"),
        "moved": pgettext("in the history", "Runs at another account"),
    }.get(action, action)


def _entry(row: Revision, strategy: Strategy) -> Entry:
    if row.actor is None:
        who = gettext("by itself")
    else:
        who = gettext("by you") if row.actor_id == strategy.user_id else gettext("by our support")
    found = row.changes.items() if row.action == "updated" else ()
    return Entry(
        row.at,
        action_label(row.action),
        _TONES.get(row.action, ""),
        who,
        tuple(_change(name, *both) for name, both in found),
        tuple(reasons.word(reason, strategy.exchange).title for reason in _reasons(row)),
    )


def _reasons(row: Revision) -> Iterable[Reason]:
    return [Reason.from_json(stored) for stored in row.stored_reasons]


def _change(name: str, before: Any, after: Any) -> Change:
    return Change(labels.field_label(name), value(name, before), value(name, after))


def value(name: str, stored: Any) -> str:
    """Return a stored setting as a person reads it."""
    if isinstance(stored, bool):
        return gettext("yes") if stored else gettext("no")
    if stored in (None, "", [], {}):
        return gettext("nothing")
    inner = name.rpartition(".")[2]
    field = FIELDS.get(name) or RECOVERY.get(inner) or ZONE.get(inner)
    if isinstance(field, Choice):
        return labels.choice_label(name, str(stored))
    if isinstance(field, Number) and (found := number(stored)) is not None:
        return amounts.number(found)
    if isinstance(stored, list):
        return several([_listed(one) for one in stored], together)
    return str(stored)


def _listed(one: Any) -> Sentence:
    """Return a part of the take-profit, a step of one's own, or a pair."""
    if not isinstance(one, dict):
        return machine(_digits(one))
    at, share = (machine(f"{_digits(one.get(name))}\u00a0%") for name in ("at", "share"))
    return say(gettext("%(share)s at a profit of %(at)s"), share=share, at=at)


def _digits(stored: Any) -> str:
    found = number(stored)
    return str(stored) if found is None else amounts.number(found)
