"""Two ways to connect: a pair that is made here, of which only the public half travels, or a key with its secret."""

from django.http import HttpRequest

from connections import services
from connections.exchanges.base import Exchange
from connections.models import KeyPair
from connections.views.guards import person

PAIR, SECRET = "pair", "secret"


def is_pair(request: HttpRequest, exchange: Exchange) -> bool:
    """Say which way a page shows: where it is possible, the one on which nobody handles a secret comes first."""
    if not exchange.pairs:
        return False
    if request.method == "POST":
        return "key_pair" in request.POST
    return request.GET.get("way") != SECRET


def waiting(request: HttpRequest, exchange: Exchange) -> KeyPair | None:
    """Return the person's pair for an exchange; none while they may not connect at all."""
    try:
        return services.offer_pair(person(request), exchange.code)
    except (services.LimitReached, services.NotVerified):
        return None
