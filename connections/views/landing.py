"""Pages that need no account: the start page and the exchanges with the steps for their keys."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from connections import exchanges
from connections.views.shown.offers import offer


def home(request: HttpRequest) -> HttpResponse:
    """Say what this is; whoever is signed in wants their connections instead."""
    if request.user.is_authenticated:
        return redirect("connections")
    return render(request, "home.html", {"exchanges": exchanges.every().values()})


def guide(request: HttpRequest) -> HttpResponse:
    """List the exchanges, with what a key there may and must not do."""
    offers = [offer(exchange) for exchange in exchanges.every().values()]
    return render(request, "connections/exchanges.html", {"offers": offers, "addresses": settings.EGRESS})
