"""The key accepts other addresses than the one we came from."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from connections.messages.case import Case, Worded
from connections.messages.sentence import Sentence, machine, say, several, together


def ip_not_allowed(case: Case) -> Worded:
    """Show the address that the exchange saw beside ours; one that is none of ours is our own trouble."""
    title = case.say(_("The key only accepts requests from other addresses"))
    seen = case.param("ip")
    if not seen:
        cause = case.say(_("%(exchange)s refused the address we asked from, without naming it."))
        return Worded(title, together(cause, our_addresses(case.egress)), case.edit_address_list())
    if seen in case.egress:
        cause = case.say(
            _("%(exchange)s saw us as %(ip)s, which is not on the key's list."), ip=machine(seen)
        )
        return Worded(title, cause, case.edit_address_list())
    cause = case.say(_("%(exchange)s saw us as %(ip)s, which is none of our addresses."), ip=machine(seen))
    return Worded(title, together(cause, our_addresses(case.egress)), _see_that_listed(case))


def our_addresses(egress: Sequence[str]) -> Sentence:
    """Return the sentence that names where our requests come from."""
    text = ngettext("Our address is %(addresses)s.", "Our addresses are %(addresses)s.", len(egress))
    return say(text, addresses=several(egress))


def _see_that_listed(case: Case) -> Sentence:
    listed = case.say(_("See in %(menu)s that the key's IP list holds %(addresses)s."))
    done = _("If it does, you have done your part: where our requests come from is ours to put right.")
    return together(listed, done)
