"""Whose strategy it is, and which connections one may be made on."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from connections.models import Connection
from connections.views.guards import person
from strategies.models import Strategy


def own(request: HttpRequest, pk: int) -> Strategy:
    """Return the user's strategy; another user's id is as unknown as one that never was: 404."""
    return get_object_or_404(Strategy.objects.for_user(person(request)), pk=pk)


def connection_of(request: HttpRequest, given: str | None) -> Connection | None:
    """Return the connection that was chosen, None if none was; one that is not the user's is unknown: 404."""
    if not given:
        return None
    if not given.isascii() or not given.isdigit() or len(given) > 18:
        raise Http404
    return get_object_or_404(Connection.objects.for_user(person(request)), pk=int(given))
