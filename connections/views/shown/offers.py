"""An exchange as it is offered to somebody who has no key there yet."""

from dataclasses import dataclass

from django.conf import settings

from connections import messages
from connections.exchanges.base import Exchange


@dataclass(frozen=True)
class Offer:
    code: str
    name: str
    website: str
    markets: tuple[str, ...]
    beforehand: tuple[str, ...]
    steps: tuple[str, ...]
    afterwards: tuple[str, ...]
    label: str


def offer(exchange: Exchange, markets: list[str] | None = None) -> Offer:
    """Return the exchange with the steps to make a key for these markets; for all of them by default."""
    wanted = markets or [str(market) for market in exchange.markets]
    return Offer(
        exchange.code,
        exchange.name,
        exchange.website,
        tuple(str(messages.market_label(market)) for market in exchange.markets),
        tuple(messages.beforehand(exchange, wanted)),
        tuple(messages.steps(exchange, wanted, settings.EGRESS)),
        tuple(messages.afterwards(exchange, wanted, settings.EGRESS)),
        messages.key_label(wanted),
    )
