"""Pairs to choose from: what was searched for, before that what most people trade."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from django_htmx.http import HttpResponseClientRefresh

from connections import exchanges
from strategies.markets import lookup
from strategies.models import Market
from strategies.shown.waiting import wait
from strategies.views.owned import connection_of

_OFFERED = 12
_LONGEST = 60
_USUAL = ("BTC", "ETH", "SOL", "XRP", "BNB", "DOGE", "ADA", "LINK")


@never_cache
@require_GET
def pairs(request: HttpRequest) -> HttpResponse:
    """Offer the pairs of a connection's exchange that hold what was typed."""
    if not request.user.is_authenticated:
        return HttpResponseClientRefresh()
    connection = connection_of(request, request.GET.get("connection"))
    if connection is None:
        raise Http404
    text = request.GET.get("search", "").strip()[:_LONGEST]
    market_type = request.GET.get("market_type", "spot")
    if market_type not in [str(market) for market in connection.exchange_at_site.markets]:
        raise Http404
    found = _usual(connection.exchange, market_type) if not text else []
    found = found or lookup.search(connection.exchange, market_type, text, _OFFERED)
    is_loading = not found and lookup.is_loading(connection.exchange)
    context = {"markets": found, "is_loading": is_loading, "wait": wait(request.GET.get("tried", ""))}
    return render(request, "strategies/_pairs.html", context | {"again": _again(request)})


def _again(request: HttpRequest) -> str:
    """Return the address to look again, without what counts how often that was done."""
    query = request.GET.copy()
    query.pop("tried", None)
    return f"{request.path}?{query.urlencode()}"


def _usual(exchange: str, market_type: str) -> list[Market]:
    quote = exchanges.get(exchange).quote
    rows = Market.objects.at(exchange, market_type).tradable().filter(base__in=_USUAL, quote=quote)
    return sorted(rows, key=lambda row: _USUAL.index(row.base))
