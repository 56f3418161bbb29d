"""A key that can withdraw, or of which nobody knows: why it is not used, and what happens to it."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from connections.messages import captions
from connections.messages.case import Case, Worded, recheck
from connections.messages.sentence import Sentence, caption, say, several, together


def withdraw_enabled(case: Case) -> Worded:
    cause = case.say(_("%(exchange)s says that this key has the right to withdraw."))
    fix = case.say(_("In %(menu)s edit the key, switch off %(rights)s, and save."), rights=_rights(case))
    return Worded(
        case.say(_("This key can withdraw, so we do not use it")),
        together(cause, _why()),
        together(fix, recheck(), destruction()),
    )


def withdraw_unknown(case: Case) -> Worded:
    cause = case.say(_("%(exchange)s did not tell which rights this key has, so it may be able to withdraw."))
    rights = several(
        captions.to_tick(case.exchange, case.markets if case.param("markets") else case.markets[:1]), caption
    )
    fix = _("In %(menu)s edit the key, see that %(rights)s are ticked and %(leave_off)s are off, and save.")
    return Worded(
        case.say(_("We cannot tell whether this key can withdraw, so we do not use it")),
        together(cause, _why()),
        together(case.say(fix, rights=rights, leave_off=_rights(case)), recheck(), destruction()),
    )


def destruction() -> Sentence:
    """Return the sentence that says when the saved key is destroyed."""
    if settings.QUARANTINE_SECONDS < 3600:
        count = max(1, round(settings.QUARANTINE_SECONDS / 60))
        text = ngettext(
            "If nothing changes, we destroy the saved key after %(count)s minute.",
            "If nothing changes, we destroy the saved key after %(count)s minutes.",
            count,
        )
        return say(text, count=count)
    count = round(settings.QUARANTINE_SECONDS / 3600)
    text = ngettext(
        "If nothing changes, we destroy the saved key after %(count)s hour.",
        "If nothing changes, we destroy the saved key after %(count)s hours.",
        count,
    )
    return say(text, count=count)


def _why() -> str:
    return _("Whoever gets hold of such a key can take your money, so BackFuture AI never uses one.")


def _rights(case: Case) -> Sentence:
    return several(case.exchange.leave_off, caption)
