"""Advice on a connection that works."""

from django.utils.translation import gettext as _

from connections.messages.case import Case, Worded
from connections.messages.guide import expiry_rule
from connections.messages.labels import permission_label
from connections.messages.moments import day_of
from connections.messages.sentence import caption, quoted, several, together


def no_ip_list(case: Case) -> Worded:
    cause = together(
        _("Whoever gets hold of the key could use it from anywhere."), expiry_rule(case.exchange)
    )
    return Worded(case.say(_("This key works from any address")), cause, case.edit_address_list())


def wide_address_list(case: Case) -> Worded:
    """Name the ranges: the key's owner thinks that a list protects it."""
    title = case.say(_("The key's IP list protects little"))
    misuse = _("Whoever gets hold of the key could use it from there.")
    if not case.param("entries"):
        return Worded(title, misuse, case.edit_address_list())
    ranges = several(case.param("entries"))
    open_to = case.say(_("Its IP list lets in %(ranges)s: far more than our addresses."), ranges=ranges)
    cause = together(open_to, misuse)
    fix = case.say(
        _("In %(menu)s edit the key, put %(addresses)s on its IP list instead of %(ranges)s, and save."),
        ranges=ranges,
    )
    return Worded(title, cause, fix)


def address_missing(case: Case) -> Worded:
    """Warn before it fails: each request may come from another one of our addresses."""
    absent = several(case.param("addresses") or case.egress)
    cause = case.say(
        _("We ask from several addresses, and the key's IP list lacks %(absent)s. It will fail from there."),
        absent=absent,
    )
    fix = case.say(_("In %(menu)s edit the key, add %(absent)s to its IP list and save."), absent=absent)
    return Worded(case.say(_("Some of our addresses are not on the key's IP list")), cause, fix)


def expires_soon(case: Case) -> Worded:
    """Name the day in the reader's time zone: a number of days would be wrong by the time it is read."""
    day = day_of(case.param("at"))
    title = case.say(_("This key expires soon"))
    cause = case.say(_("Once it has expired, %(exchange)s refuses it."))
    if day:
        title = case.say(_("This key expires on %(day)s"), day=day)
    new = case.say(_("Create a new key in %(menu)s in time, and replace the key here."))
    if (case.exchange.expiry_rule or ("",))[0] != "fixed_unbound":
        return Worded(title, cause, new)
    longer = case.say(
        _("If it still has an end after that, create a new key in time and replace the key here.")
    )
    rule = together(cause, expiry_rule(case.exchange))
    return Worded(title, rule, together(case.edit_address_list(), longer))


def surplus_rights(case: Case) -> Worded:
    rights = [permission_label(name) for name in case.param("rights") or ()]
    cause = case.say(_("Not needed, but switched on: %(rights)s."), rights=several(rights, quoted))
    why = _("We never use these rights, but whoever gets hold of the key could.")
    fix = _(
        "In %(menu)s edit the key, switch off what your markets do not need, such as %(rights)s, and save."
    )
    return Worded(
        case.say(_("This key may do more than it needs")),
        together(cause, why),
        case.say(fix, rights=several(case.exchange.leave_off, caption)),
    )
