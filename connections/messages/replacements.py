"""What became of a new key, in words."""

from django.utils.translation import gettext as _

from connections.messages.happened import Happened


def replaced(case: Happened) -> tuple[str, str]:
    text = _("The new key belongs to the same account. The old one was destroyed here.")
    return _("The key was replaced"), case.say(text)


def account_replaced(case: Happened) -> tuple[str, str]:
    text = _("As you wanted, the connection uses account %(now)s instead of %(was)s since then.")
    title = _("The key was replaced by one of another account")
    return title, case.say(text, was=case.ending("was"), now=case.ending("now"))


def uncompared(case: Happened) -> tuple[str, str]:
    text = _("%(exchange)s did not tell of both keys whose they are, so nobody compared their accounts.")
    return _("The key was replaced"), case.say(text)


def declined(case: Happened) -> tuple[str, str]:
    text = _("It belongs to account %(now)s instead of %(was)s. It was destroyed here.")
    return _("A new key was not taken, as you wanted"), case.say(
        text, was=case.ending("was"), now=case.ending("now")
    )


def unanswered(case: Happened) -> tuple[str, str]:
    text = _("It belongs to account %(now)s instead of %(was)s, and nobody said in time that this is wanted.")
    return _("A new key was not taken"), case.say(text, was=case.ending("was"), now=case.ending("now"))
