"""Enable, disable, duplicate, archive."""

from django.contrib import messages as banners
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from connections.views.guards import person, signed_in
from strategies import services
from strategies.messages import problems
from strategies.problems import Refused
from strategies.reasons import NotReady
from strategies.views.owned import own


@signed_in
@require_POST
def enable(request: HttpRequest, pk: int) -> HttpResponse:
    """Enable it, or begin the wait for a check, or go back to what stands in the way."""
    strategy = own(request, pk)
    try:
        strategy = services.enable(strategy, person(request))
    except NotReady as no:
        text = gettext("Not enabled. What is in the way, and what to do first, is listed below.")
        banners.error(request, text, extra_tags=" ".join(reason.code for reason in no.reasons))
    except services.WrongState:
        _say_no(request)
    else:
        if strategy.status == "enabled":
            banners.success(request, gettext("Enabled."))
    return redirect("strategy", pk)


@signed_in
@require_POST
def disable(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        services.disable(own(request, pk), person(request))
    except services.WrongState:
        _say_no(request)
    else:
        banners.success(request, gettext("Disabled. It opens nothing until you enable it again."))
    return redirect("strategy", pk)


@signed_in
@require_POST
def duplicate(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        copy = services.duplicate(own(request, pk), person(request))
    except Refused as no:
        for problem in no.problems:
            banners.error(request, problems.word(problem))
        return redirect("strategy", pk)
    banners.success(request, gettext("This is the copy. It is a draft until you enable it."))
    return redirect("strategy", copy.pk)


@signed_in
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Name what will be lost, then do it."""
    strategy = own(request, pk)
    if request.method != "POST":
        return render(request, "strategies/archive.html", {"strategy": strategy})
    try:
        services.archive(strategy, person(request))
    except services.WrongState:
        _say_no(request)
        return redirect("strategy", pk)
    banners.success(request, gettext("%(name)s is archived.") % {"name": strategy.name})
    return redirect("strategies")


def _say_no(request: HttpRequest) -> None:
    """Say that the page was older than the strategy."""
    banners.error(request, gettext("That is not possible any more: the strategy changed in the meantime."))
