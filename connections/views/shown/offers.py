"""An exchange as it is offered to somebody who has no key there yet."""

from dataclasses import dataclass

from django.conf import settings

from connections import messages
from connections.exchanges.base import Exchange


@dataclass(frozen=True)
class Step:
    """One step of the guide, and what a person will paste there."""

    text: str
    to_copy: tuple[str, ...] = ()
    is_public_key: bool = False  # it is where the public key that we made goes


@dataclass(frozen=True)
class Offer:
    code: str
    name: str
    website: str
    markets: tuple[str, ...]
    beforehand: tuple[str, ...]
    steps: tuple[Step, ...]
    afterwards: tuple[str, ...]
    sites: tuple[str, ...]


def offer(exchange: Exchange, markets: list[str] | None = None, *, is_pair: bool = False) -> Offer:
    """Return the exchange with the steps to make a key for these markets; all by default, at the site where it is.

    `is_pair` is the way on which only a public key is registered.
    """
    wanted = markets or [str(market) for market in exchange.markets]
    return Offer(
        exchange.code,
        exchange.name,
        exchange.website,
        tuple(str(messages.market_label(market)) for market in exchange.markets),
        tuple(messages.beforehand(exchange, wanted)),
        _steps(exchange, wanted, is_pair=is_pair),
        tuple(messages.afterwards(exchange, wanted, settings.EGRESS)),
        tuple(site.name for site in exchange.other_sites),
    )


def _steps(exchange: Exchange, markets: list[str], *, is_pair: bool) -> tuple[Step, ...]:
    to_copy = {"name_key": (messages.key_label(markets),), "add_addresses": tuple(settings.EGRESS)}
    worded = messages.steps_by_code(exchange, markets, settings.EGRESS, is_pair=is_pair)
    return tuple(
        Step(text, to_copy.get(code, ()), code == "paste_public_key") for code, text in worded.items()
    )
