"""Ways to hand over a key: with a pair that is made here only its public half travels; or a key with its secret."""

from django.http import HttpRequest

from connections import services
from connections.exchanges.base import Exchange
from connections.forms import Way
from connections.models import Connection, KeyPair
from connections.views.guards import person


def of(request: HttpRequest, exchange: Exchange, connection: Connection | None = None) -> Way:
    """Return the way that a page shows; where nobody chose, the one on which the least has to be done.

    On the way to another key of a `connection` the private key can stay in use, if it was made here.
    """
    usual = [Way.PAIR, Way.SECRET] if exchange.pairs else [Way.SECRET]
    if connection is not None and is_kept(connection):
        # A key that has worked was not mistyped: whoever replaces it wants another one.
        usual.insert(1 if connection.is_key_proven else 0, Way.KEPT)
    if request.method == "POST" and "key_pair" in request.POST:
        return Way.PAIR if exchange.pairs else Way.SECRET
    asked = request.POST.get("way", Way.SECRET) if request.method == "POST" else request.GET.get("way")
    return next((way for way in usual if way == asked), usual[-1] if request.method == "POST" else usual[0])


def is_kept(connection: Connection) -> bool:
    """Say whether the API key of a connection can be corrected alone."""
    return connection.is_made_here and connection.has_credentials


def waiting(request: HttpRequest, exchange: Exchange) -> KeyPair | None:
    """Return the person's pair for an exchange; none while they may not connect at all."""
    try:
        return services.offer_pair(person(request), exchange.code)
    except (services.LimitReached, services.NotVerified, services.Rejected):
        return None
