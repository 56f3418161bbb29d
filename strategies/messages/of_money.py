"""In the way is the money: not known, or spoken for."""

from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from connections.findings import Market
from connections.messages.sentence import machine, say, together
from strategies.messages.case import Case, Worded

_PARTS = ("limit", "free", "reserve", "spoken_for")


def balance_unknown(case: Case) -> Worded:
    quote, wallet = case.text("quote"), case.text("wallet")
    title = say(_("The free balance is not known"))
    if quote:
        text = _("How much %(quote)s is free is not known")
        if wallet == Market.FUTURES:
            text = _("How much %(quote)s is free in the futures account is not known")
        elif wallet == Market.SPOT:
            text = _("How much %(quote)s is free in the spot account is not known")
        title = say(text, quote=machine(quote))
    fix = _("Open the connection and check it: its balances are read then.")
    return Worded(title, say(fix), "connection")


def over_balance(case: Case) -> Worded:
    """Show the whole sum, so that nobody has to ask where the money is."""
    title = say(_("The margin limit does not fit into what is free on the connection"))
    if all(case.text(name) for name in _PARTS):
        text = _(
            "The margin limit of %(limit)s does not fit: of %(free)s free, %(reserve)s are held in reserve and "
            "%(spoken_for)s are spoken for by other strategies"
        )
        title = say(text, **{name: case.amount(name) for name in _PARTS})
    is_shared = not case.text("spoken_for") or _is_some(case.text("spoken_for"))
    others = _("Or disable another strategy on this connection.") if is_shared else ""
    return Worded(title, together(_lower(case), _reserve(case), others), "settings")


def _lower(case: Case) -> str:
    quote = machine(case.text("quote")) if case.text("quote") else ""
    if not _is_some(case.text("allowed")):
        text = _("Nothing is left: put more into this account.")
        named = _("Nothing is left: put more %(quote)s into this account.")
        return say(named, quote=quote) if quote else say(text)
    text = _("Set the margin limit to %(allowed)s or less, or put more into this account.")
    return say(text, allowed=case.amount("allowed"))


def _reserve(case: Case) -> str:
    """Say where the reserve can be lowered, if there is one: the largest counts, whosever it is."""
    reserve, others = case.text("reserve"), case.text("others_reserve")
    if not _is_some(reserve):
        return ""
    if _is_some(others) and Decimal(others) >= Decimal(reserve):
        text = _("Or lower the reserve of %(reserve)s, which another strategy on this connection has set.")
        return say(text, reserve=case.amount("reserve"))
    return say(_("Or lower the reserve."))


def _is_some(amount: str) -> bool:
    try:
        return Decimal(amount) > 0
    except InvalidOperation:
        return False
