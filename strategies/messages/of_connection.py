"""In the way is the connection: its key, its rights, its verdict."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from connections.findings import Category, Finding, Grant, Market, Permission, Scope
from connections.messages import permission_label
from connections.messages.sentence import Sentence, quoted, say
from strategies.messages.case import Case, Worded

_SCOPES: Mapping[str, Scope] = {
    Permission.READ: Scope.READ,
    Permission.SPOT_TRADE: Scope.SPOT,
    Permission.FUTURES_TRADE: Scope.FUTURES,
    Permission.MARGIN_TRADE: Scope.MARGIN,
}


def no_connection(case: Case) -> Worded:
    fix = _("Choose a connection in the settings of the strategy, or connect a key first.")
    return Worded(say(_("No connection is chosen")), say(fix), "settings")


def disconnected(case: Case) -> Worded:
    fix = _("Duplicate the strategy and choose another connection for the copy.")
    return Worded(say(_("The connection was disconnected")), say(fix))


def not_checked(case: Case) -> Worded:
    fix = _("Wait until its first check is done, or open the connection and check it again.")
    return Worded(say(_("The key of the connection was not judged yet")), say(fix), "connection")


def action_required(case: Case) -> Worded:
    """Say what connections say of it: the first finding, and how many more there are."""
    fix = _("Open the connection and do what it says there.")
    own = Worded(say(_("The connection needs you")), say(fix), "connection")
    return case.of_connection(*case.findings()) or own


def quarantined(case: Case) -> Worded:
    fix = _("Open the connection to see which right has to be switched off at the exchange.")
    title = _("The connection is in quarantine, because its key may be able to withdraw")
    return case.of_connection(*case.findings()) or Worded(say(title), say(fix), "connection")


def can_withdraw(case: Case) -> Worded:
    """Unknown counts as a right to withdraw, and is told as unknown."""
    is_known = case.text("value") == Grant.YES
    code = Category.WITHDRAW_ENABLED if is_known else Category.WITHDRAW_UNKNOWN
    title = _("We cannot tell whether this key can withdraw, so we do not use it")
    if is_known:
        title = _("This key can withdraw, so we do not use it")
    fix = _("Open the connection to see which right has to be switched off at the exchange.")
    return case.of_connection(Finding(code)) or Worded(say(title), say(fix), "connection")


def paused(case: Case) -> Worded:
    fix = _("Open the connection and resume it.")
    return Worded(say(_("You have paused the connection")), say(fix), "connection")


def market_not_chosen(case: Case) -> Worded:
    title = say(_("The connection was made without this market"))
    if case.text("market") == Market.FUTURES:
        title = say(_("The connection was made for spot alone, and this strategy trades futures"))
    elif case.text("market") == Market.SPOT:
        title = say(_("The connection was made for futures alone, and this strategy trades spot"))
    fix = _("Choose another connection in the settings of the strategy, or connect a key for this market.")
    return Worded(title, say(fix), "settings")


def market_limited(case: Case) -> Worded:
    """Name the broken market; why it is broken is said by the connection's finding where it is known."""
    title = _("A market that this strategy needs does not work on the connection")
    if case.text("market") == Market.FUTURES:
        title = _("Futures do not work on the connection")
    elif case.text("market") == Market.SPOT:
        title = _("Spot does not work on the connection")
    known = case.of_connection(*case.findings())
    fix = known.fix if known else say(_("Open the connection and do what it says there."))
    return Worded(say(title), fix, "connection")


def right_missing(case: Case) -> Worded:
    """Name the right; the clicks that switch it on are those that connections name."""
    right = case.text("right")
    worded = _missing(case, right)
    if case.text("value") != Grant.UNKNOWN:
        return worded
    return Worded(_not_told(case, right), worded.fix, "connection")


def _missing(case: Case, right: str) -> Worded:
    scope = _SCOPES.get(right)
    params = {"scope": str(scope)} if scope else {}
    title = say(_("This key lacks a right"))
    if right:
        title = say(_("This key lacks the right %(right)s"), right=quoted(permission_label(right)))
    fix = _("Open the connection to see how the right is switched on at the exchange.")
    found = case.of_connection(Finding(Category.NO_PERMISSION, params=params))
    return found or Worded(title, say(fix), "connection")


def _not_told(case: Case, right: str) -> Sentence:
    if not right:
        return case.at(
            _("%(exchange)s does not tell whether this key has every right that the strategy needs"),
            _("The exchange does not tell whether this key has every right that the strategy needs"),
        )
    return case.at(
        _("%(exchange)s does not tell whether this key has the right %(right)s"),
        _("The exchange does not tell whether this key has the right %(right)s"),
        right=quoted(permission_label(right)),
    )


def passport_old(case: Case) -> Worded:
    fix = _("We are reading them again now. Try again in a few seconds.")
    return Worded(say(_("The rights of the key were read too long ago")), say(fix), "connection")


def no_answer(case: Case) -> Worded:
    title = case.at(
        _("%(exchange)s did not answer, so the rights of the key could not be read"),
        _("The exchange did not answer, so the rights of the key could not be read"),
    )
    fix = _("Your key was not judged. Try again in a few minutes.")
    return Worded(title, say(fix))
