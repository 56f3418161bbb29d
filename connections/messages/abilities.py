"""The key is good, but something it needs is missing: a right, or the futures account."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from connections.findings import Market, Scope
from connections.messages.case import Case, Worded
from connections.messages.sentence import caption, several, together


def no_permission(case: Case) -> Worded:
    """Word the missing right; without a scope the exchange did not say which one it is."""
    return _BY_SCOPE.get(str(case.param("scope")), _some_right)(case)


def futures_not_opened(case: Case) -> Worded:
    cause = _("The account has no futures account yet, or its futures account is switched off.")
    fix = _(
        "Sign in at %(site)s, open futures trading once and accept its terms. If futures still do not work after "
        "that, create a new key and replace the key here."
    )
    title = case.say(_("Futures are not opened at %(exchange)s"))
    return Worded(title, case.say(cause), case.say(fix))


def _read(case: Case) -> Worded:
    title = case.say(_("This key may not read the account"))
    cause = case.say(_("The key works, but %(exchange)s does not let it read balances or orders."))
    return Worded(title, cause, _fix(case, *case.markets[:1]))


def _spot(case: Case) -> Worded:
    title = case.say(_("This key may not trade spot"))
    cause = case.say(_("The key works, but its right to trade spot is switched off."))
    return Worded(title, cause, _fix(case, Market.SPOT))


def _futures(case: Case) -> Worded:
    title = case.say(_("This key may not trade futures"))
    cause = case.say(_("The key works, but its rights for futures are switched off."))
    return Worded(title, cause, _fix(case, Market.FUTURES))


def _margin(case: Case) -> Worded:
    title = case.say(_("This key may not trade on margin"))
    cause = case.say(_("The key works, but its right to trade on margin is switched off."))
    fix = case.say(_("In %(menu)s edit the key, tick the right to trade on margin, and save."))
    return Worded(title, cause, together(fix, _leave_off(case)))


def _symbol(case: Case) -> Worded:
    title = case.say(_("This key may not trade every pair"))
    cause = case.say(
        _("The key is limited to chosen trading pairs, and %(exchange)s refused one that is not among them.")
    )
    fix = case.say(
        _("In %(menu)s edit the key, allow all trading pairs or add those you want to trade, and save.")
    )
    return Worded(title, cause, fix)


def _some_right(case: Case) -> Worded:
    title = case.say(_("This key lacks a right"))
    cause = case.say(_("The key works, but %(exchange)s says that a right is missing, without naming it."))
    return Worded(title, cause, _fix(case, *case.markets))


def _fix(case: Case, *markets: Market) -> str:
    return together(case.tick(markets), _leave_off(case))


def _leave_off(case: Case) -> str:
    return case.say(_("Leave %(rights)s off."), rights=several(case.exchange.leave_off, caption))


_BY_SCOPE: Mapping[str, Callable[[Case], Worded]] = {
    Scope.READ: _read,
    Scope.SPOT: _spot,
    Scope.FUTURES: _futures,
    Scope.MARGIN: _margin,
    Scope.SYMBOL: _symbol,
}
