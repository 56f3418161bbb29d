"""What keeps a person safe before a key is made: the right site, a second factor, the account in order."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from connections.exchanges._guide import FUTURES_NOTES
from connections.exchanges.base import Exchange
from connections.findings import Market
from connections.messages import captions
from connections.messages.sentence import Sentence, caption, machine, say, several


def beforehand(exchange: Exchange, markets: Sequence[str]) -> list[SafeString]:
    """Return what to look at before the key is made for these markets, ready for a page."""
    own = [_WORDING[code](exchange, params) for code, params in noted(exchange, markets) if code in _WORDING]
    return [one.html for one in (_site(exchange), _menu(exchange), _second_factor(exchange), *own)]


def noted(exchange: Exchange, markets: Sequence[str]) -> list[tuple[str, Mapping[str, Any]]]:
    """Return what is particular about this exchange's keys; what concerns futures only where they are wanted."""
    return [
        (code, params)
        for code, params in exchange.notes
        if Market.FUTURES in markets or code not in FUTURES_NOTES
    ]


def _site(exchange: Exchange) -> Sentence:
    """Name the real address; where nobody has chosen among several yet, each of them."""
    there = [exchange] if exchange.site.code else [exchange.at_site(one.code) for one in exchange.every_site]
    real = list(dict.fromkeys(captions.domain(one) for one in there))
    if len(real) > 1:
        text = _(
            "Links in mails, chats and advertisements may lead to a copy of %(exchange)s. "
            "Only these are real: %(sites)s."
        )
        return say(text, sites=several(real), exchange=exchange.name)
    text = _(
        "Links in mails, chats and advertisements may lead to a copy of %(exchange)s. Only %(site)s is real."
    )
    return say(text, site=machine(captions.domain(exchange)), exchange=exchange.name)


def _menu(exchange: Exchange) -> Sentence:
    text = _(
        "A site without the menu %(menu)s is a fake, even if it shows a lock: leave it and type nothing there."
    )
    return say(text, menu=caption(captions.key_menu(exchange)))


def _second_factor(exchange: Exchange) -> Sentence:
    if not exchange.two_factor:
        return say(
            _(
                "Protect your account at %(exchange)s with an authenticator app, not with codes by SMS. "
                "Keep the recovery codes offline, on paper."
            ),
            exchange=exchange.name,
        )
    return say(
        _(
            "Protect your account at %(exchange)s with %(two_factor)s, not with codes by SMS. "
            "Keep the recovery codes offline, on paper."
        ),
        exchange=exchange.name,
        two_factor=caption(exchange.two_factor),
    )


def _verified_first(exchange: Exchange, params: Mapping[str, Any]) -> Sentence:
    return say(_("%(exchange)s makes keys only once it has verified who you are."), exchange=exchange.name)


def _futures_before_key(exchange: Exchange, params: Mapping[str, Any]) -> Sentence:
    text = _(
        "Open your futures account first. A key that is older than it can never trade futures: then make a new one. "
        "%(right)s is a right of its own."
    )
    return say(text, right=caption(params["right"]))


def _futures_mode(exchange: Exchange, params: Mapping[str, Any]) -> Sentence:
    text = _("No futures can be traded in %(mode)s: choose another mode under %(menu)s.")
    return say(text, mode=caption(params["mode"]), menu=caption(params["menu"]))


_WORDING: Mapping[str, Callable[[Exchange, Mapping[str, Any]], Sentence]] = {
    "verified_first": _verified_first,
    "futures_before_key": _futures_before_key,
    "futures_mode": _futures_mode,
}
