"""Choose an exchange, make the key, paste it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from connections import exchanges, services
from connections.exchanges.base import Exchange
from connections.forms import ConnectForm, CredentialsForm, Way
from connections.models import Connection
from connections.views import ways
from connections.views.answers import not_verified, too_often
from connections.views.guards import confirmed, own, person, signed_in
from connections.views.shown.offers import offer


@signed_in
def choose(request: HttpRequest) -> HttpResponse:
    offers = [offer(exchange) for exchange in exchanges.every().values()]
    return render(request, "connections/choose.html", {"offers": offers})


@confirmed
def connect(request: HttpRequest, code: str) -> HttpResponse:
    """Show the form, or connect what was pasted and go to watch its check."""
    exchange = _there(request, _exchange(code), "")
    way, initial = ways.of(request, exchange), _initial(request, exchange)
    form = ConnectForm(exchange, request.POST or None, initial=initial, way=way)
    if request.method == "POST" and form.is_valid():
        connection = _connect(request, exchange, form)
        if connection is not None:
            return redirect("connection", connection.pk)
    page = _page(request, form, _chosen(request, exchange))
    return render(request, "connections/connect.html", page)


def guide(request: HttpRequest, code: str) -> HttpResponse:
    """Show the steps anew for the markets that were ticked; they are public, and nothing that was typed is sent.

    Only the public key stands there for nobody but its owner.
    """
    exchange = _there(request, _exchange(code), "")
    is_pair = ways.of(request, exchange) is Way.PAIR
    page: dict[str, Any] = {"offer": offer(exchange, _chosen(request, exchange), is_pair=is_pair)}
    if is_pair and request.user.is_authenticated:
        page["pair"] = services.waiting_pair(person(request), exchange)
    return render(request, "connections/_guide.html", page)


@confirmed
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form for another key, or put it beside the one in use until it is proven."""
    connection = own(request, pk)
    exchange = _there(request, connection.exchange_at_site, connection.site)
    way, initial = ways.of(request, exchange, connection), {"site": exchange.site.code}
    form = CredentialsForm(exchange, request.POST or None, initial=initial, way=way)
    if request.method == "POST" and form.is_valid() and _replace(request, connection, form):
        return redirect("connection", pk)
    page = _page(request, form, connection.markets)
    page |= {"connection": connection, "is_kept": ways.is_kept(connection)}
    return render(request, "connections/replace.html", page)


def _exchange(code: str) -> Exchange:
    try:
        return exchanges.get(code)
    except KeyError:
        raise Http404 from None


def _there(request: HttpRequest, exchange: Exchange, usual: str) -> Exchange:
    """Return the exchange as it is at the site that was chosen, for the steps and the markets of the page."""
    chosen = (request.POST if request.method == "POST" else request.GET).get("site", usual)
    usable = [site.code for site in exchange.every_site if site.tells_rights]
    return exchange.at_site(chosen if chosen in usable else usual)


def _page(request: HttpRequest, form: CredentialsForm, markets: list[str]) -> dict[str, Any]:
    return {
        "form": form,
        "exchange": form.exchange,
        "way": form.way.value,
        "pair": ways.waiting(request, form.exchange) if form.way is Way.PAIR else None,
        "offer": offer(form.exchange, markets, is_pair=form.way is Way.PAIR),
    }


def _initial(request: HttpRequest, exchange: Exchange) -> dict[str, Any]:
    """Propose a name and a market; after a detour to the password, what was typed before."""
    markets = _chosen(request, exchange)
    name = request.GET.get("name") or services.propose_name(person(request), exchange, markets)
    return {"name": name, "markets": markets, "site": exchange.site.code}


def _chosen(request: HttpRequest, exchange: Exchange) -> list[str]:
    """Return the markets that the key is to be for: the first of the exchange until somebody has chosen."""
    chosen = (request.POST or request.GET).getlist("markets")
    found = [str(market) for market in exchange.markets if market in chosen]
    return found or [str(exchange.markets[0])]


def _connect(request: HttpRequest, exchange: Exchange, form: ConnectForm) -> Connection | None:
    """Return the new connection, or None with the reasons in the form."""
    data = form.cleaned_data
    try:
        return services.connect(
            person(request),
            exchange.code,
            form.credentials(),
            data["markets"],
            data["name"],
            form.site() or "",
        )
    except _REFUSALS as no:
        _explain(request, form, no)
    return None


def _replace(request: HttpRequest, connection: Connection, form: CredentialsForm) -> bool:
    try:
        services.replace_credentials(connection, form.credentials(), person(request), form.site())
    except _REFUSALS as no:
        _explain(request, form, no)
        return False
    return True


_REFUSALS = (services.Rejected, services.AlreadyConnected, services.LimitReached, services.NotVerified)


def _explain(request: HttpRequest, form: CredentialsForm, no: Exception) -> None:
    """Put a refusal into the form, each problem at its field."""
    if isinstance(no, services.Rejected):
        form.reject(no)
    elif isinstance(no, services.AlreadyConnected):
        form.add_error("api_key", _same_key(own(request, no.connection_id)))
    else:
        form.add_error(None, too_often(no) if isinstance(no, services.LimitReached) else not_verified())


def _same_key(other: Connection) -> str:
    link = format_html('<a href="{}">{}</a>', reverse("connection", args=[other.pk]), other.name)
    text = gettext("You have connected this key already: %(connection)s.")
    return format_html(text.replace("%(connection)s", "{}"), link)
