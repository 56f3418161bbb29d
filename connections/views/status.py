"""How the exchanges are: a page for everybody, signed in or not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from connections.incidents import status
from connections.views.shown.standing import shown


def index(request: HttpRequest) -> HttpResponse:
    """Show every exchange with its last day and its last ninety, those first that are down."""
    rows = sorted((shown(one) for one in status.standings()), key=lambda row: not row.is_down)
    return render(
        request, "connections/status.html", {"rows": rows, "down": [row for row in rows if row.is_down]}
    )
