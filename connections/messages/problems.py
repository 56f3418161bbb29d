"""What is wrong with something that was typed or pasted: the field, the reason, the way out, never the value."""

from collections.abc import Mapping
from typing import Any, Protocol

from django.utils.translation import gettext_lazy, pgettext_lazy

from connections import exchanges
from connections.exchanges.base import Exchange
from connections.findings import Market
from connections.messages import captions, private_keys
from connections.messages.labels import market_label
from connections.messages.sentence import Sentence, caption, quoted, say, several
from connections.messages.sites import hides_rights


class Problem(Protocol):
    """What the services raise: a field, a code and parameters."""

    @property
    def field(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def params(self) -> Mapping[str, Any]: ...


# Fields that are ours; those of the credentials are called what the exchange calls them.
_OWN_FIELDS = {
    "exchange": pgettext_lazy("form field", "Exchange"),
    "site": pgettext_lazy("form field", "Site"),
    "name": pgettext_lazy("form field", "Name"),
    "markets": pgettext_lazy("form field", "Markets"),
    "credentials": pgettext_lazy("form field", "Key"),
    "key_pair": pgettext_lazy("form field", "Public key"),
    "keep_private_key": pgettext_lazy("form field", "Private key"),
}

_TEXTS: Mapping[str, object] = {
    "required": gettext_lazy("%(field)s is missing. Copy it at %(exchange)s and paste it here."),
    "missing_passphrase": gettext_lazy(
        "%(field)s is missing. It is the one you chose when you created the key."
    ),
    "blank_inside": gettext_lazy(
        "%(field)s has a blank or a line break in the middle. Copy it again, and nothing around it."
    ),
    "invisible_character": gettext_lazy(
        "%(field)s holds an invisible character, as copying from a chat or a document leaves it. "
        "Copy it straight from %(exchange)s."
    ),
    "quotes": gettext_lazy("%(field)s stands in quotation marks. Paste it without them."),
    "lookalike_letter": gettext_lazy(
        "%(field)s holds a letter of another alphabet, which may look just like a Latin one. "
        "Copy it straight from %(exchange)s."
    ),
    "control_character": gettext_lazy(
        "%(field)s holds a control character. Copy it straight from %(exchange)s."
    ),
    "too_short": gettext_lazy("%(field)s is too short. Copy it again from its first character to its last."),
    "too_long": gettext_lazy("%(field)s is too long. Copy it again, and nothing around it."),
    "wrong_shape": gettext_lazy(
        "This does not look like the %(field)s of %(exchange)s. Check that you copied the right field, and all of it."
    ),
    "swapped": gettext_lazy("%(api_key)s and %(secret)s look swapped. Paste each into its own field."),
    "same_value": gettext_lazy("%(field)s is the same as %(other)s. Copy %(field)s again at %(exchange)s."),
    "other_exchange": gettext_lazy(
        "This looks like a key of %(other)s. Choose %(other)s, or paste a key of %(exchange)s."
    ),
    "unknown_exchange": gettext_lazy("We do not know this exchange. Choose one from the list."),
    "unknown_site": gettext_lazy("%(exchange)s has no such site. Choose one of %(sites)s."),
    "site_lacks_market": gettext_lazy(
        "This connection is for %(missing)s too, which %(exchange)s does not have. "
        "Connect the key of that site as a connection of its own."
    ),
    "no_market": gettext_lazy("Choose at least one market: %(markets)s."),
    "unknown_market": gettext_lazy("At %(exchange)s you can choose %(markets)s."),
    "name_taken": gettext_lazy("You already have a connection of this name. Choose another one."),
    "name_too_long": gettext_lazy("This name is too long: %(limit)s characters are the most."),
    "limit": gettext_lazy("You have tried this very often in a short time. Wait a while, then try again."),
    "destroyed": gettext_lazy("The key of this connection was destroyed. Replace it with a new one."),
    "nothing_held": gettext_lazy(
        "No new key waits for your answer: it was given already, or the time for it is over."
    ),
    **private_keys.TEXTS,
}
# The same code, said of a field of ours.
_OWN_TEXTS: Mapping[str, object] = {"required": gettext_lazy("Fill in the field %(field)s.")}


def problem(problem: Problem, exchange: Exchange | None) -> str:
    """Return why a field was rejected and what to do; `exchange` is None where none was recognised."""
    texts = _OWN_TEXTS if problem.field in _OWN_FIELDS and problem.code in _OWN_TEXTS else _TEXTS
    exchange = exchange.at_site(problem.params.get("site", "")) if exchange else None
    if problem.code == "site_hides_rights" and exchange:
        return hides_rights(exchange.site)
    text = texts.get(
        problem.code, gettext_lazy("%(field)s cannot be used like this. Check it and try again.")
    )
    return say(str(text), **_values(problem, exchange))


def _values(problem: Problem, exchange: Exchange | None) -> dict[str, str | int]:
    markets = [market_label(market) for market in (exchange.markets if exchange else Market)]
    values: dict[str, str | int] = {
        "field": _field(problem.field, exchange),
        "exchange": exchange.name if exchange else _field("exchange", None),
        "markets": several(markets, quoted, "or"),
        "sites": several([captions.named(site) for site in exchange.every_site], caption, "or")
        if exchange
        else "",
        "missing": several([market_label(market) for market in problem.params.get("missing", ())], quoted),
        "limit": int(problem.params.get("limit", 0)),
        "api_key": _field("api_key", exchange),
        "secret": _field("secret", exchange),
        "kinds": private_keys.kinds(problem.params.get("kinds", ())),
        "other": _field(str(problem.params.get("other", "")), exchange),
    }
    if problem.code == "other_exchange":
        values["other"] = _exchange_name(str(problem.params.get("exchange", "")))
    return values


def _field(name: str, exchange: Exchange | None) -> Sentence:
    """Return what a field is called on the page it was copied from, or on ours."""
    if name in _OWN_FIELDS:
        return quoted(str(_OWN_FIELDS[name]))
    return caption(captions.field(exchange, name))


def _exchange_name(code: str) -> str:
    """Return the name behind a code; a name stays as it is."""
    found = exchanges.every().get(code)
    return found.name if found else code
