"""What becomes of a new key, in words: the question before it takes over, and the lines of the history."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from connections.exchanges.base import Exchange
from connections.messages.happened import Happened
from connections.messages.sentence import together


@dataclass(frozen=True)
class Question:
    """Whose the new key is, and what would follow from a yes."""

    title: str
    text: str


def question(stored: Mapping[str, Any], exchange: Exchange) -> Question:
    """Return what is asked before a key of another account, or of one that cannot be compared, takes over."""
    case = Happened(stored, exchange)
    both = stored.get("was") and stored.get("now")
    if not both:
        title = _("Is the new key of the same account?")
        why = _(
            "It works, but %(exchange)s does not tell of both keys whose they are. Nobody can compare them."
        )
    else:
        title = _("This key belongs to another account. Use it anyway?")
        why = _("It works, but belongs to account %(now)s instead of %(was)s.")
    text = case.say(why, was=case.ending("was"), now=case.ending("now"))
    then = _("What runs on this connection would trade with the money of the new account from then on.")
    return Question(title, together(text, then, _("Until you answer, the key you had stays in use.")))


def replaced(case: Happened) -> tuple[str, str]:
    same = _("The new key belongs to the same account.") if case.params.get("is_same_account") else ""
    return _("The key was replaced"), together(same, _("The old one was destroyed here."))


def account_replaced(case: Happened) -> tuple[str, str]:
    text = _("As you wanted, the connection uses account %(now)s instead of %(was)s since then.")
    title = _("The key was replaced by one of another account")
    return title, case.say(text, was=case.ending("was"), now=case.ending("now"))


def uncompared(case: Happened) -> tuple[str, str]:
    text = _("%(exchange)s did not tell of both keys whose they are, so nobody compared their accounts.")
    return _("The key was replaced"), case.say(text)


def declined(case: Happened) -> tuple[str, str]:
    return _("As you wanted, a new key was not taken"), together(_accounts(case), _("It was destroyed here."))


def unanswered(case: Happened) -> tuple[str, str]:
    late = _("Nobody said in time that it is wanted, so it was destroyed here.")
    return _("A new key was not taken"), together(_accounts(case), late)


def _accounts(case: Happened) -> str:
    """Return whose the key is that was not taken, or that nobody could tell."""
    if not (case.params.get("was") and case.params.get("now")):
        return case.say(_("Nobody could tell whether it belongs to the same account."))
    text = _("It belongs to account %(now)s instead of %(was)s.")
    return case.say(text, was=case.ending("was"), now=case.ending("now"))
