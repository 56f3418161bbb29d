"""In the way is a pair: not listed, not trading, closed to this key, or without the leverage that is set."""

from django.utils.translation import gettext as _

from connections.findings import Category, Finding, Scope
from connections.messages.sentence import Sentence, machine, say
from strategies.messages.case import Case, Worded, number, pairs


def pair_unknown(case: Case) -> Worded:
    title = case.at(
        _("%(exchange)s does not list %(pair)s in this market"),
        _("The exchange does not list %(pair)s in this market"),
        pair=_pair(case),
    )
    fix = _("Correct the pair in the settings of the strategy, or take it out.")
    return Worded(_begun(title, case), say(fix), "settings")


def pair_inactive(case: Case) -> Worded:
    title = case.at(
        _("%(pair)s is not traded at %(exchange)s at the moment"),
        _("%(pair)s is not traded at the moment"),
        pair=_pair(case),
    )
    fix = _("Take the pair out of the settings of the strategy, or wait until it is traded again.")
    return Worded(_begun(title, case), say(fix), "settings")


def pair_not_by_api(case: Case) -> Worded:
    title = case.at(
        _("%(exchange)s takes no orders for %(pair)s by API"),
        _("The exchange takes no orders for %(pair)s by API"),
        pair=_pair(case),
    )
    return Worded(
        _begun(title, case), say(_("Take the pair out of the settings of the strategy.")), "settings"
    )


def pair_not_for_key(case: Case) -> Worded:
    """Say which pairs; the clicks at the exchange are those that connections name."""
    named = case.texts("pairs")
    title = say(_("This key may not trade every pair of the strategy"))
    if named:
        title = say(_("This key may not trade %(pairs)s"), pairs=pairs(named))
    fix = _("Add what is missing to the pairs of the key at the exchange, or take it out of the strategy.")
    known = case.of_connection(Finding(Category.NO_PERMISSION, params={"scope": str(Scope.SYMBOL)}))
    return Worded(title, known.fix if known else say(fix), "connection")


def leverage_too_high(case: Case) -> Worded:
    value, allowed = (number(case.text(name).removeprefix("<= ")) for name in ("value", "allowed"))
    pair, fix = _pair(case), say(_("Set a lower leverage in the settings of the strategy."))
    if not allowed:
        title = say(_("%(pair)s does not allow this leverage"), pair=pair)
        return Worded(_begun(title, case), fix, "settings")
    text = _("A position of this size in %(pair)s allows a leverage of %(allowed)s at most")
    if value:
        text = _(
            "The leverage is %(value)s, and a position of this size in %(pair)s allows %(allowed)s at most"
        )
    title = say(text, pair=pair, allowed=machine(allowed), value=machine(value))
    lower = _("Set the leverage to %(allowed)s or less, or make the orders smaller.")
    return Worded(title, say(lower, allowed=machine(allowed)), "settings")


def markets_loading(case: Case) -> Worded:
    title = case.at(
        _("The pairs of %(exchange)s are being loaded"), _("The pairs of the exchange are being loaded")
    )
    return Worded(title, say(_("Try again in a few minutes.")))


def prices_loading(case: Case) -> Worded:
    title = _("The price of %(pairs)s is not known yet")
    named = pairs(case.texts("pairs") or [_("a pair")])
    return Worded(say(title, pairs=named), say(_("Try again in a few minutes.")))


def _begun(title: Sentence, case: Case) -> Sentence:
    """Return a title with a large first letter, which it lacks where it begins with a pair that nobody named."""
    return title if case.text("pair") else say("%(title)s", title=title[:1].upper() + title[1:])


def _pair(case: Case) -> str:
    return machine(case.text("pair")) if case.text("pair") else _("a pair")
