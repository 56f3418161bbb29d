"""The words on an exchange's own pages, taken from its guide and never translated."""

from collections.abc import Sequence

from django.utils.translation import pgettext_lazy

from connections.exchanges._sites import Site
from connections.exchanges.base import Exchange
from connections.findings import Market

# Where an exchange asks for no such field: said of keys in general.
_GENERIC = {
    "api_key": pgettext_lazy("form field", "API key"),
    "secret": pgettext_lazy("form field", "API secret"),
    "passphrase": pgettext_lazy("form field", "Passphrase"),
}


def key_menu(exchange: Exchange) -> str:
    """Return the name of the page where API keys are made and edited."""
    return _of_step(exchange, "open_site", "menu")


def site(exchange: Exchange) -> str:
    """Return the address a person types, without its scheme."""
    return exchange.site.address


def named(site: Site) -> str:
    """Return a site's name with the address by which a person tells it from the others."""
    return f"{site.name} ({site.address})"


def domain(exchange: Exchange) -> str:
    """Return the host of the page where its keys are made."""
    return (_of_step(exchange, "open_site", "site") or site(exchange)).partition("/")[0]


def key_label(markets: Sequence[str]) -> str:
    """Return the name to give a key for these markets: the exchange shows it wherever the key appears."""
    return "-".join(("BackFuture", *markets))


def address_menu(exchange: Exchange) -> str:
    """Return the name of the field for our addresses; empty where it has none."""
    return _of_step(exchange, "add_addresses", "menu")


def field(exchange: Exchange | None, name: str) -> str:
    """Return what the exchange calls one of the credentials; without an exchange, what everybody calls it."""
    own = exchange.fields if exchange else ()
    return next((spec.label for spec in own if spec.name == name), str(_GENERIC.get(name, name)))


def to_tick(exchange: Exchange, markets: Sequence[str]) -> list[str]:
    """Return the rights that these markets need, each once, as the page has them; of all, if it has none of these."""
    here = [market for market in markets if Market(market) in exchange.tick] or exchange.tick
    return list(dict.fromkeys(right for market in here for right in exchange.tick[Market(market)]))


def _of_step(exchange: Exchange, step: str, name: str) -> str:
    return next((params.get(name, "") for code, params in exchange.steps if code == step), "")
