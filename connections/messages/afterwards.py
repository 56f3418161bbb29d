"""What is good to know of a key once it is there: its address list, when it ends, where its use can be seen."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from connections.exchanges.base import Exchange
from connections.messages.beforehand import noted
from connections.messages.sentence import Sentence, caption, say, several, together


def afterwards(exchange: Exchange, markets: Sequence[str], egress: Sequence[str]) -> list[SafeString]:
    """Return what is good to know of a key for these markets, ready for a page."""
    own = [_WORDING[code](exchange, params) for code, params in noted(exchange, markets) if code in _WORDING]
    said = (_address_list(exchange), _end(exchange), *own, _calls(exchange, egress))
    return [one.html for one in said]


def _address_list(exchange: Exchange) -> Sentence:
    return together(_how_many(exchange), _ranges(exchange), _("Enter ours as they are."))


def _how_many(exchange: Exchange) -> Sentence:
    count = exchange.max_addresses
    if exchange.is_max_documented:
        text = ngettext(
            "The key's list takes up to %(count)s address.",
            "The key's list takes up to %(count)s addresses.",
            count,
        )
    else:
        text = ngettext(
            "The key's list takes %(count)s address; %(exchange)s does not say whether it takes more.",
            "The key's list takes %(count)s addresses; %(exchange)s does not say whether it takes more.",
            count,
        )
    return say(text, count=count, exchange=exchange.name)


def _ranges(exchange: Exchange) -> Sentence:
    texts = {
        True: _("Ranges are accepted too, but every address in them could use the key."),
        False: _("Ranges are not accepted."),
        None: _("%(exchange)s does not say whether ranges are accepted."),
    }
    return say(texts[exchange.takes_ranges], exchange=exchange.name)


def _end(exchange: Exchange) -> Sentence:
    if exchange.expiry_rule is None:
        return say(
            _("We know of no date on which a key of %(exchange)s ends by itself."), exchange=exchange.name
        )
    # The rule itself stands beside the step that heeds it.
    return say(_("With our address on its list the key does not end by itself."))


def _calls(exchange: Exchange, egress: Sequence[str]) -> Sentence:
    if exchange.call_log:
        text = _("%(menu)s at %(exchange)s lists every call made with the key. Ours come from %(addresses)s.")
        seen = say(
            text,
            menu=caption(exchange.call_log),
            exchange=exchange.name,
            addresses=several(egress, style="or"),
        )
    else:
        text = _(
            "We know of no page at %(exchange)s that lists the calls of a key; its orders are in your history."
        )
        seen = say(text, exchange=exchange.name)
    return together(seen, _("Delete the key there as soon as you see something that you cannot explain."))


def _margin_off(exchange: Exchange, params: Mapping[str, Any]) -> Sentence:
    text = _("We never borrow: leave %(right)s off, although another right has margin in its name.")
    return say(text, right=caption(params["right"]))


def _deleted_unbound(exchange: Exchange, params: Mapping[str, Any]) -> Sentence:
    text = _("%(exchange)s deletes a key that may do more than read and has no IP list.")
    return say(text, exchange=exchange.name)


def _password_change(exchange: Exchange, params: Mapping[str, Any]) -> Sentence:
    days = int(params["days"])
    text = ngettext(
        "If you change your password there, a key without an IP list ends %(days)s day later.",
        "If you change your password there, a key without an IP list ends %(days)s days later.",
        days,
    )
    return say(text, days=days)


def _edit_after(exchange: Exchange, params: Mapping[str, Any]) -> Sentence:
    text = _("A new key may only read at first. Choose %(button)s beside it to tick its rights.")
    return say(text, button=caption(params["button"]))


def _slow_change(exchange: Exchange, params: Mapping[str, Any]) -> Sentence:
    minutes = int(params["minutes"])
    text = ngettext(
        "What you change in the key's rights may count only %(minutes)s minute later.",
        "What you change in the key's rights may count only %(minutes)s minutes later.",
        minutes,
    )
    return say(text, minutes=minutes)


def _slow_start(exchange: Exchange, params: Mapping[str, Any]) -> Sentence:
    hours = int(params["hours"])
    text = ngettext(
        "Some new keys work only after %(hours)s hour. If the first check fails, wait before you make another.",
        "Some new keys work only after up to %(hours)s hours. If the first check fails, wait before you make another.",
        hours,
    )
    return say(text, hours=hours)


def _one_portfolio(exchange: Exchange, params: Mapping[str, Any]) -> Sentence:
    text = _(
        "A key sees one portfolio only: under %(menu)s choose the one that holds the money to trade with."
    )
    return say(text, menu=caption(params["menu"]))


_WORDING: Mapping[str, Callable[[Exchange, Mapping[str, Any]], Sentence]] = {
    "margin_off": _margin_off,
    "deleted_unbound": _deleted_unbound,
    "password_change": _password_change,
    "edit_after": _edit_after,
    "slow_change": _slow_change,
    "slow_start": _slow_start,
    "one_portfolio": _one_portfolio,
}
