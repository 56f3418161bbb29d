"""What people are told of a strategy when they are not looking at it.

Parameters of every notice: `name`, `strategy` (id), `exchange` (code), `connection` (id or null), `connection_name`,
`pairs`, `is_returning`, `state` (where it stands now), `reasons` (stored ones).
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from connections.messages.sentence import Sentence, quoted, say, together
from notifications.words import Severity, Wording, Words
from strategies.messages.case import pairs
from strategies.messages.reasons import as_sentence, word
from strategies.messages.suspension import left_alone, suspension
from strategies.reasons import Reason

_PASSING = frozenset({"no_answer", "markets_loading", "prices_loading"})


def _enabled(params: dict[str, Any], user: User) -> Words:
    text = _("The check found nothing in its way. It runs on %(connection)s now and trades %(pairs)s.")
    return Words(_say(params, _("%(name)s is enabled")), _say(params, text), _see())


def _not_enabled(params: dict[str, Any], user: User) -> Words:
    """Name everything that is in the way, each with its first step."""
    worded = [word(reason, params["exchange"]) for reason in _reasons(params)]
    steps = [together(as_sentence(one.title), one.fix) for one in worded]
    is_passing = bool(worded) and all(one.code in _PASSING for one in _reasons(params))
    # Of what passes by itself the first step says it all: nothing has to be put right.
    then = "" if is_passing else _("Once this is put right, enable the strategy again.")
    if params.get("state") == "suspended" and params.get("is_returning"):
        then = _("It stays suspended. Once this is put right, it returns by itself.")
    title = _say(params, _("%(name)s was not enabled"))
    return Words(title, together(*steps, then), _("See what to do"))


def _suspended(params: dict[str, Any], user: User) -> Words:
    is_returning = bool(params.get("is_returning"))
    said = suspension(_reasons(params), params["exchange"], _pairs(params), is_returning=is_returning)
    text = together(said.why, said.unmanaged, said.fix, said.then)
    return Words(_say(params, _("%(name)s is suspended")), text, _("See what to do"))


def _returned(params: dict[str, Any], user: User) -> Words:
    text = _("What was in its way is put right, and it manages %(pairs)s on %(connection)s again.")
    return Words(_say(params, _("%(name)s is enabled again")), _say(params, text), _see())


def _archived(params: dict[str, Any], user: User) -> Words:
    worded = [word(reason, params["exchange"]) for reason in _reasons(params)]
    why = [as_sentence(one.title) for one in worded]
    rest = left_alone(params["exchange"], _pairs(params))
    there = _("Close or watch them there yourself.")
    fixes = dict.fromkeys(one.fix for one in worded)
    return Words(_say(params, _("%(name)s is archived")), together(*why, rest, there, *fixes), _see())


def _say(params: dict[str, Any], text: str) -> Sentence:
    connection = params.get("connection_name") or ""
    return say(text, name=quoted(params["name"]), connection=quoted(connection), pairs=pairs(_pairs(params)))


def _pairs(params: dict[str, Any]) -> list[str]:
    return [str(pair) for pair in params.get("pairs") or ()]


def _reasons(params: dict[str, Any]) -> list[Reason]:
    return [Reason.from_json(stored) for stored in params.get("reasons") or ()]


def _see() -> str:
    return _("See the strategy")


WORDINGS: Mapping[str, tuple[Severity, Wording]] = {
    "strategy_enabled": (Severity.SUCCESS, _enabled),
    "strategy_not_enabled": (Severity.WARNING, _not_enabled),
    "strategy_suspended": (Severity.CRITICAL, _suspended),
    "strategy_returned": (Severity.SUCCESS, _returned),
    "strategy_archived": (Severity.WARNING, _archived),
}
