"""One connection: the check as it runs, then what is, then what was."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh, reswap, retarget

from connections import messages, services
from connections.findings import Category
from connections.incidents.status import open_incidents
from connections.models import Connection
from connections.models.timeline import Place
from connections.views.answers import say_no
from connections.views.guards import own, person, signed_in
from connections.views.shown import abilities, asked, badge, facts, history, told, uptime

# A check that takes longer than this is asked after less often: a forgotten tab must not be a burden.
_PATIENCE = timedelta(seconds=15)
_SILENT = Category.EXCHANGE_UNAVAILABLE


@signed_in
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "connections/detail.html", _context(own(request, pk)))


@signed_in
def past(request: HttpRequest, pk: int) -> HttpResponse:
    """Show everything that happened, page by page; an address that leads nowhere shows the newest."""
    connection = own(request, pk)
    try:
        after = Place.read(request.GET.get("after", ""))
    except ValueError:
        after = None
    lines = history.lines(connection, history.MANY, after)
    return render(
        request,
        "connections/past.html",
        {"connection": connection, "lines": lines, "is_first": after is None},
    )


@never_cache
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the page that waits for a check: how it goes, or everything once it is done."""
    if not request.user.is_authenticated:
        return HttpResponseClientRefresh()
    connection = own(request, pk)
    if connection.is_checking:
        return render(request, "connections/_progress.html", _progress(connection))
    response = render(request, "connections/_connection.html", _context(connection) | {"is_news": True})
    return reswap(retarget(response, "#connection"), "outerHTML")


@signed_in
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a check; a second click gets the one that runs."""
    try:
        services.request_check(own(request, pk), person(request))
    except services.Rejected as no:
        say_no(request, no)
    return redirect("connection", pk)


def _progress(connection: Connection) -> dict[str, Any]:
    check = connection.open_check()
    return {
        "connection": connection,
        "exchange": connection.exchange_at_site,
        "open_check": check,
        "is_slow": check is not None and timezone.now() - check.requested_at > _PATIENCE,
    }


def _context(connection: Connection) -> dict[str, Any]:
    is_down = (connection.exchange, connection.site) in open_incidents()
    return _progress(connection) | {
        # Said once, and of everybody.
        "outages": [messages.is_down(connection.exchange_at_site)] if is_down else [],
        "badge": badge.badge(connection),
        "markets": ", ".join(str(messages.market_label(market)) for market in connection.markets),
        "findings": [one for one in told.tell_all(connection) if not (is_down and one.code == _SILENT)],
        "question": asked.asked(connection),
        "refused": history.refused_replacement(connection),
        "security": messages.security(connection),
        "abilities": abilities.abilities(connection),
        "facts": facts.facts(connection),
        "purses": facts.purses(connection),
        "uptime": uptime.uptime(connection),
        "lines": history.lines(connection),
        "checks": history.checks(connection),
    }
