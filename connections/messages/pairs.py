"""A key whose pair was made here: of all that was typed only the API key can be wrong, and it alone is corrected."""

from django.utils.translation import gettext as _

from connections.messages.case import Case, Worded
from connections.messages.sentence import Sentence, together


def is_made_here(case: Case) -> bool:
    return bool(case.param("is_made_here"))


def invalid_key(case: Case) -> Worded:
    cause = _("%(api_key)s was copied wrongly, or the key was deleted.")
    return Worded(case.say(_("%(exchange)s does not know this API key")), case.say(cause), _fix(case))


def bad_signature(case: Case) -> Worded:
    title = _("%(api_key)s and the public key that we made do not belong together")
    cause = _(
        "%(exchange)s knows this %(api_key)s, but it holds another public key for it than the one we made."
    )
    return Worded(case.say(title), case.say(cause), _fix(case))


def other_private_key(case: Case) -> Worded:
    """Word a private key of the user's own whose public half is not the one at the exchange."""
    title = _("%(api_key)s and the private key do not belong together")
    cause = _(
        "%(exchange)s knows this %(api_key)s, but it holds the public key of another private key than the one pasted "
        "here."
    )
    fix = _(
        "Compare the public key that stands in %(menu)s with that of your private key. If they differ, replace the key "
        "here with the private key that belongs to it; if you no longer have that one, register your public key in "
        "%(menu)s as a new key, and paste its %(api_key)s with your private key."
    )
    return Worded(case.say(title), case.say(cause), case.say(fix))


def correct(case: Case) -> Sentence:
    """Return how to mend what was typed, without registering anything anew."""
    text = _(
        "Compare %(api_key)s with the one in %(menu)s and correct it here: choose to replace the key, and paste "
        "%(api_key)s alone. The private key is kept here, so nothing has to be registered again."
    )
    return case.say(text)


def _fix(case: Case) -> Sentence:
    text = _("If our public key is not there, replace the key and register the one that is shown.")
    return together(correct(case), case.say(text))
