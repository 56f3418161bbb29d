"""The key itself is refused: unknown, unsigned, expired, unreadable, or somebody else's."""

from django.utils.translation import gettext as _

from connections.messages import captions, pairs, sites
from connections.messages.case import Case, Worded
from connections.messages.guide import expiry_rule
from connections.messages.sentence import caption, several, together


def invalid_key(case: Case) -> Worded:
    """Word a key that the exchange does not know: one that worked here was copied rightly, and belongs here."""
    if case.param("has_worked"):
        return _ended(case)
    if others := sites.others(case):
        return sites.invalid_key(case, others)
    if pairs.is_made_here(case):
        return pairs.invalid_key(case)
    cause = _("The key was deleted, or was copied incompletely.")
    fix = _(
        "Look in %(menu)s whether the key is still there. If it is, copy it again; if not, create a new one. "
        "Then replace the key here."
    )
    return Worded(case.say(_("%(exchange)s does not know this API key")), case.say(cause), case.say(fix))


def _ended(case: Case) -> Worded:
    cause = _(
        "It worked here before, so it was copied rightly: it was deleted at %(exchange)s, or it has ended."
    )
    fix = _("Create a new key in %(menu)s with %(addresses)s on its IP list, and replace the key here.")
    return Worded(
        case.say(_("%(exchange)s does not know this API key any more")), case.say(cause), case.say(fix)
    )


def bad_signature(case: Case) -> Worded:
    if pairs.is_made_here(case):
        return pairs.bad_signature(case)
    if case.param("key_kind"):
        return pairs.other_private_key(case)
    title = _("%(api_key)s and %(secret)s do not belong together")
    cause = _("%(exchange)s knows the key, but what we signed with the secret does not match it.")
    fix = _(
        "Replace the key here and paste both values again. %(exchange)s shows %(secret)s only once: if you no longer "
        "have it, delete the key in %(menu)s and create a new one."
    )
    return Worded(case.say(title), case.say(cause), case.say(fix))


def bad_passphrase(case: Case) -> Worded:
    name = caption(captions.field(case.exchange, "passphrase"))
    cause = _(
        "%(passphrase)s is the one chosen when the key was created, not your login or trading password. "
        "Capital and small letters count."
    )
    fix = _(
        "Replace the key here with its %(passphrase)s exactly as you chose it. If you no longer have it, "
        "delete the key in %(menu)s and create a new one."
    )
    title = case.say(_("%(exchange)s does not accept the %(passphrase)s"), passphrase=name)
    return Worded(title, case.say(cause, passphrase=name), case.say(fix, passphrase=name))


def key_expired(case: Case) -> Worded:
    cause = case.say(_("%(exchange)s no longer accepts it: its time is up, or it was switched off there."))
    fix = _("Create a new key in %(menu)s with %(addresses)s on its IP list, and replace the key here.")
    return Worded(
        case.say(_("This API key has expired")), together(cause, expiry_rule(case.exchange)), case.say(fix)
    )


def malformed_input(case: Case) -> Worded:
    names = [spec.label for spec in case.exchange.fields]
    cause = _("No request can be signed with what was saved, so nothing was sent to %(exchange)s.")
    fix = _("Replace the key here: copy %(fields)s again, without blanks or line breaks.")
    title = case.say(_("This does not look like an API key of %(exchange)s"))
    return Worded(title, case.say(cause), case.say(fix, fields=several(names, caption)))


def already_connected(case: Case) -> Worded:
    cause = _("One key serves one connection, and another user of BackFuture AI connected this one first.")
    fix = _(
        "Create a new key in %(menu)s and replace the key here. If nobody else should have the old one, delete it "
        "at %(exchange)s now."
    )
    return Worded(case.say(_("This API key is already connected elsewhere")), case.say(cause), case.say(fix))


def credentials_unreadable(case: Case) -> Worded:
    cause = _("It is stored encrypted and can no longer be opened. Nothing was sent to %(exchange)s.")
    fix = _("Replace the key here. If you no longer have %(secret)s, create a new key in %(menu)s.")
    return Worded(case.say(_("We can no longer read the saved key")), case.say(cause), case.say(fix))
