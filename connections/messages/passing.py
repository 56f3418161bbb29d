"""What passes by itself, and answers that say nothing about the key."""

from django.utils.translation import gettext as _

from connections.messages import moments
from connections.messages.case import Case, Worded
from connections.messages.sentence import Sentence, machine, together


def clock_skew(case: Case) -> Worded:
    cause = case.say(
        _("Our clock and that of %(exchange)s differ, so our request came too early or too late.")
    )
    return Worded(case.say(_("Our clock did not agree with %(exchange)s")), cause, nothing_to_do())


def rate_limited(case: Case) -> Worded:
    cause = case.say(_("We asked more often than %(exchange)s allows at the moment."))
    title, until = case.say(_("%(exchange)s asked us to slow down")), moments.time_of(case.param("until"))
    if not until:
        return Worded(title, cause, nothing_to_do())
    again = case.say(
        _("We leave %(exchange)s alone until %(time)s, then we ask again by ourselves."), time=until
    )
    return Worded(title, cause, together(_("Nothing to do; your key was not judged."), again))


def exchange_unavailable(case: Case) -> Worded:
    if case.param("reason") == "proxy":
        cause = case.say(_("The fault is on our side: our own way to %(exchange)s is interrupted."))
        return Worded(case.say(_("We cannot reach %(exchange)s")), cause, nothing_to_do())
    cause = case.say(_("%(exchange)s is down, under maintenance, or gave an answer that cannot be used."))
    return Worded(case.say(_("%(exchange)s does not answer")), cause, nothing_to_do())


def unknown(case: Case) -> Worded:
    """Word an answer that we cannot read; its code helps whoever is asked about it."""
    code = case.param("code")
    cause = case.say(_("The answer of %(exchange)s says nothing about your key that we understand."))
    if code:
        text = _("The answer of %(exchange)s has the code %(code)s, which we do not know.")
        cause = case.say(text, code=machine(str(code)))
    return Worded(case.say(_("%(exchange)s gave an answer that we do not know")), cause, nothing_to_do())


def order_declined(case: Case) -> Worded:
    """Word a business answer; it is told only where it is one of several possible causes."""
    cause = case.say(
        _("%(exchange)s did not take our test order for a reason that has nothing to do with the key.")
    )
    title = case.say(_("Only the test order was declined, and the key is in order"))
    return Worded(title, cause, _("Nothing has to be done."))


def nothing_to_do() -> Sentence:
    return together(_("Nothing to do; your key was not judged."), _("We ask again by ourselves."))
