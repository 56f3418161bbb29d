"""Choose a connection, set the strategy up, see what it does, save it."""

from typing import Any

from django.contrib import messages as banners
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh, reswap, retarget

from backfuture.lib.text import folded
from connections.messages.sentence import together
from connections.models import Connection
from connections.views.guards import person, signed_in
from strategies import services
from strategies.messages import reasons
from strategies.models import Strategy
from strategies.problems import Refused
from strategies.reasons import NotReady
from strategies.shown.badge import hosts
from strategies.views.drafting import Draft, fresh, posted, stored
from strategies.views.owned import connection_of, own


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Show the connections to choose from; with one, the form, or save what was sent."""
    sent = request.POST if request.method == "POST" else request.GET
    connection = connection_of(request, sent.get("connection"))
    if connection is None:
        return _choice(request)
    if request.method == "POST":
        return _posted(request, posted(request, connection))
    return _page(request, fresh(request, connection, _free_name(request)))


@signed_in
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form of a strategy, on the connection that was chosen for it, or save what was sent."""
    strategy = own(request, pk)
    if strategy.state == "archived":
        raise Http404
    sent = request.POST if request.method == "POST" else request.GET
    connection = strategy.connection
    if "connection" in sent:
        connection = connection_of(request, sent["connection"])
    if connection is None:
        return _choice(request, strategy)
    if request.method == "POST":
        return _posted(request, posted(request, connection, strategy))
    return _page(request, stored(request, connection, strategy))


@never_cache
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Answer what the form does as it stands; nothing is saved."""
    if not request.user.is_authenticated:
        return HttpResponseClientRefresh()
    connection = connection_of(request, request.POST.get("connection"))
    if connection is None:
        raise Http404
    try:
        services.count_preview(person(request))
    except services.LimitReached:
        # What is drawn stays, and the page asks again by itself.
        return reswap(retarget(render(request, "strategies/_too_often.html"), "#said"), "outerHTML")
    context = posted(request, connection).context()
    if "drawn" not in request.POST or context["preview"].is_drawn:
        return render(request, "strategies/_live.html", context)
    # Half a number is typed, say: the page keeps its last drawing, and only hears what is wrong.
    response = render(request, "strategies/_live.html", context | {"is_kept": True})
    return reswap(retarget(response, "#said"), "outerHTML")


def _choice(request: HttpRequest, strategy: Strategy | None = None) -> HttpResponse:
    """Show the connections to choose from; one that a strategy is to move to may be its own."""
    found = hosts(Connection.objects.for_user(person(request)))
    return render(request, "strategies/choose.html", {"hosts": found, "strategy": strategy})


def _posted(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Do what the button said: fill in a level, show, or save."""
    wish = request.GET.get("do") or request.POST.get("do", "")
    if wish == "level":
        draft.fill_level()
    elif not wish:
        saved = _saved(request, draft)
        if saved is not None:
            return redirect("strategy", saved.pk)
    return _page(request, draft)


def _saved(request: HttpRequest, draft: Draft) -> Strategy | None:
    """Return the strategy, or None with the problems in the draft."""
    try:
        if draft.strategy is None:
            return services.create(person(request), draft.raw)
        saved = services.update(draft.strategy, draft.raw, person(request), version=draft.version)
    except Refused as no:
        draft.refused, draft.is_judged = no.problems, True
    except NotReady as no:
        said = gettext("Your change was not saved. The strategy runs on with its settings as they were.")
        banners.error(request, said)
        for reason in no.reasons:
            worded = reasons.word(reason, draft.connection.exchange)
            # A banner that has its marks on the page is kept with them; any other would lose them there.
            banners.error(request, together(reasons.as_sentence(worded.title), worded.fix).html)
    except services.Stale as no:
        draft.version = no.version
        text = gettext(
            "Not saved: these settings were changed elsewhere meanwhile. Save again to replace them with yours."
        )
        banners.error(request, text)
    except services.WrongState:
        banners.error(request, gettext("An archived strategy is not changed any more."))
    else:
        banners.success(request, gettext("Saved."))
        return saved
    return None


def _page(request: HttpRequest, draft: Draft) -> HttpResponse:
    back = reverse("strategy", args=[draft.strategy.pk]) if draft.strategy else reverse("strategies")
    context: dict[str, Any] = draft.context() | {"back": back}
    is_part = request.htmx  # type: ignore[attr-defined]  # set by its middleware
    return render(request, "strategies/_editor.html" if is_part else "strategies/edit.html", context)


def _free_name(request: HttpRequest) -> str:
    """Propose a name that is not taken."""
    taken = set(Strategy.objects.for_user(person(request)).kept().values_list("name_folded", flat=True))
    number = 1
    while folded(name := gettext("Strategy %(number)d") % {"number": number}) in taken:
        number += 1
    return name
