"""One answer, several possible causes: all are named, the best supported first, none is dressed as a fact."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from connections.messages.case import Case, Worded
from connections.messages.sentence import machine, say, together


def several_causes(case: Case, causes: Sequence[Worded]) -> Worded:
    """Return one message of the causes, ranked; the first of them decides whether anything is to be done."""
    return Worded(
        case.say(_("%(exchange)s refused us, and its answer fits more than one cause")),
        _ranked(case, causes),
        _fixes(causes),
    )


def _ranked(case: Case, causes: Sequence[Worded]) -> str:
    code = case.param("code")
    intro = case.say(_("%(exchange)s gives the same answer to different causes."))
    if code:
        text = _("%(exchange)s gives the same answer, code %(code)s, to different causes.")
        intro = case.say(text, code=machine(str(code)))
    first, *others = causes
    likely = say(_("Most likely: %(cause)s."), cause=first.title)
    return together(intro, likely, *(say(_("Also possible: %(cause)s."), cause=one.title) for one in others))


def _fixes(causes: Sequence[Worded]) -> str:
    first, *others = dict.fromkeys(cause.fix for cause in causes)
    if not others:
        return first
    begin = say(_("First: %(fix)s"), fix=first)
    return together(begin, *(say(_("If that is not it: %(fix)s"), fix=fix) for fix in others))
