"""Sites: a key that is unknown at one of them may belong to another."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from connections.exchanges._sites import Site
from connections.messages import captions, pairs
from connections.messages.case import Case, Worded
from connections.messages.sentence import Sentence, caption, say, several, together


def others(case: Case) -> list[Site]:
    """Return the sites where the key may belong; those of another version of this program are left out."""
    told = case.param("other_sites") or ()
    return [site for site in case.exchange.every_site if site.code in told]


def invalid_key(case: Case, others: Sequence[Site]) -> Worded:
    """Word a key that the exchange does not know, where it may belong to one of several sites."""
    cause = _(
        "The key was deleted, was copied incompletely, or belongs to another site: %(sites)s. "
        "Each site knows its own keys only."
    )
    look = case.say(
        _(
            "Look in %(menu)s at %(site)s whether the key is there. If it is, copy it again and replace the key here."
        )
    )
    title = case.say(_("%(exchange)s does not know this API key"))
    return Worded(
        title,
        case.say(cause, sites=_either(others)),
        together(pairs.correct(case) if pairs.is_made_here(case) else look, _move(case, others), _new(case)),
    )


def hides_rights(site: Site) -> Sentence:
    """Return why no key of a site is taken."""
    text = _(
        "%(site)s does not tell what a key may do, so nobody could see whether it can withdraw. "
        "We never use such a key: do not make one for us."
    )
    return say(text, site=caption(captions.named(site)))


def _move(case: Case, others: Sequence[Site]) -> Sentence:
    """Return how to tell us where the key belongs, and of which sites we take none."""
    taken = [site for site in others if site.tells_rights]
    refused = [site for site in others if not site.tells_rights]
    move = _("If you made it at %(sites)s, replace the key here and choose that site.")
    never = _("Keys of %(sites)s cannot be used here: nobody could see whether they can withdraw.")
    return together(
        case.say(move, sites=_either(taken)) if taken else "",
        case.say(never, sites=_either(refused)) if refused else "",
    )


def _new(case: Case) -> Sentence:
    return case.say(_("If it is nowhere, create a new one and replace the key here."))


def _either(sites: Sequence[Site]) -> Sentence:
    return several([captions.named(site) for site in sites], caption, "or")
