"""The way to a key, step by step, in the exchange's own captions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from connections.exchanges.base import Exchange
from connections.messages import captions
from connections.messages.sentence import Sentence, caption, machine, say, several, together


@dataclass(frozen=True)
class _Step:
    """One step of an exchange's guide, for one reader."""

    exchange: Exchange
    params: Mapping[str, str]
    markets: Sequence[str]
    egress: Sequence[str]

    def say(self, text: str, **values: str | int) -> Sentence:
        """Fill a text; the exchange, its caption for this step and those of its fields need not be passed."""
        shown = {name: caption(text) for name, text in self.params.items()}
        fields = {
            name: caption(captions.field(self.exchange, name)) for name in ("api_key", "secret", "passphrase")
        }
        return say(text, **{"exchange": self.exchange.name, **fields, **shown, **values})


def steps(
    exchange: Exchange, markets: Sequence[str], egress: Sequence[str], *, is_pair: bool = False
) -> list[SafeString]:
    """Return the steps to a key for these markets, ready for a page; rights of several markets are one step.

    `is_pair` is the way on which only a public key is registered.
    """
    return list(steps_by_code(exchange, markets, egress, is_pair=is_pair).values())


def steps_by_code(
    exchange: Exchange, markets: Sequence[str], egress: Sequence[str], *, is_pair: bool = False
) -> dict[str, SafeString]:
    """Return the same with the code of each step, for pages that set something beside one of them."""
    found: dict[str, SafeString] = {}
    for code, params in exchange.pair_steps if is_pair else exchange.steps:
        if code not in found:
            found[code] = _WORDING[code](_Step(exchange, params, markets, egress)).html
    return found


def expiry_rule(exchange: Exchange) -> Sentence:
    """Return the sentence that says when a key of this exchange ends by itself; empty where nobody knows."""
    if exchange.expiry_rule is None:
        return say("")
    code, params = exchange.expiry_rule
    days = int(params["days"])
    texts = {
        "fixed_unbound": ngettext(
            "Without an IP list a key of %(exchange)s expires after %(days)s day.",
            "Without an IP list a key of %(exchange)s expires after %(days)s days.",
            days,
        ),
        "inactivity_unbound": ngettext(
            "Without an IP list %(exchange)s deletes a key, or its right to trade, after %(days)s day without use.",
            "Without an IP list %(exchange)s deletes a key, or its right to trade, after %(days)s days without use.",
            days,
        ),
    }
    return say(texts[code], exchange=exchange.name, days=days)


def _open_site(step: _Step) -> Sentence:
    text = _("Type %(site)s into the browser yourself, look for the lock, and sign in. Open %(menu)s.")
    return step.say(text, site=machine(step.params["site"]))


def _create_key(step: _Step) -> Sentence:
    if step.params.get("menu") in {None, captions.key_menu(step.exchange)}:
        return step.say(_("Choose %(button)s."))
    return step.say(_("Choose %(button)s (%(menu)s)."))


def _name_key(step: _Step) -> Sentence:
    text = _("Under %(label)s type a name by which you will know the key again, such as %(name)s.")
    return step.say(text, name=machine(captions.key_label(step.markets)))


def _choose_passphrase(step: _Step) -> Sentence:
    return step.say(_("Think up a new %(passphrase)s for this key and write it down; you need it here."))


def _tick_rights(step: _Step) -> Sentence:
    """Name the rights of the first market, and apart from them those that only futures, which come second, need."""
    first = captions.to_tick(step.exchange, step.markets[:1])
    more = [right for right in captions.to_tick(step.exchange, step.markets) if right not in first]
    said = step.say(_("Tick %(rights)s."), rights=several(first, caption))
    if not more:
        return said
    return together(
        said, step.say(_("To trade futures too, tick %(more)s as well."), more=several(more, caption))
    )


def _leave_off(step: _Step) -> Sentence:
    off = step.say(_("Leave %(rights)s off."), rights=several(step.exchange.leave_off, caption))
    return together(off, _("We never use a key that can withdraw."))


def _choose_pairs(step: _Step) -> Sentence:
    return step.say(
        _("If you are asked for trading pairs, allow all of them, or those that you want to trade.")
    )


def _add_addresses(step: _Step) -> Sentence:
    text = ngettext(
        "Under %(menu)s enter our address: %(addresses)s.",
        "Under %(menu)s enter our addresses: %(addresses)s.",
        len(step.egress),
    )
    return together(step.say(text, addresses=several(step.egress)), expiry_rule(step.exchange))


def _choose_algorithm(step: _Step) -> Sentence:
    return step.say(_("Under %(menu)s choose %(choice)s: it cannot be changed later."))


def _confirm(step: _Step) -> Sentence:
    return step.say(
        _("Confirm with the codes that %(exchange)s asks for. Give them to nobody; we never need them.")
    )


def _copy_secret(step: _Step) -> Sentence:
    return step.say(
        _("Copy %(api_key)s and %(secret)s at once: %(exchange)s shows %(secret)s only this time.")
    )


def _paste_public_key(step: _Step) -> Sentence:
    text = _("Where %(exchange)s asks for a public key, paste the one that we made for you, all lines of it.")
    return step.say(text)


def _copy_key(step: _Step) -> Sentence:
    return step.say(_("Copy %(api_key)s. There is no %(secret)s: what belongs to the key never left us."))


_WORDING: Mapping[str, Callable[[_Step], Sentence]] = {
    "open_site": _open_site,
    "create_key": _create_key,
    "name_key": _name_key,
    "choose_passphrase": _choose_passphrase,
    "tick_rights": _tick_rights,
    "leave_off": _leave_off,
    "choose_pairs": _choose_pairs,
    "add_addresses": _add_addresses,
    "choose_algorithm": _choose_algorithm,
    "confirm": _confirm,
    "copy_secret": _copy_secret,
    "paste_public_key": _paste_public_key,
    "copy_key": _copy_key,
}
