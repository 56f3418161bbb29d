"""Rename, pause, resume, disconnect."""

from django.contrib import messages as banners
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from connections import messages, services
from connections.forms import RenameForm
from connections.models import Connection
from connections.views.guards import confirmed, own, person, signed_in


@signed_in
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    connection = own(request, pk)
    form = RenameForm(request.POST or None, initial={"name": connection.name})
    if request.method == "POST" and form.is_valid():
        try:
            services.rename(connection, form.cleaned_data["name"])
        except services.Rejected as no:
            form.add_error("name", [messages.problem(problem, None) for problem in no.problems])
        else:
            return redirect("connection", pk)
    return render(request, "connections/rename.html", {"connection": own(request, pk), "form": form})


@signed_in
@require_POST
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    services.pause(own(request, pk), person(request))
    banners.success(request, gettext("Paused. We ask the exchange nothing until you resume."))
    return redirect("connection", pk)


@signed_in
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    services.resume(own(request, pk), person(request))
    return redirect("connection", pk)


@confirmed
def disconnect(request: HttpRequest, pk: int) -> HttpResponse:
    """Name what will be lost and what will stop, then do it; whatever started meanwhile is named first."""
    connection = own(request, pk)
    if request.method != "POST":
        return _ask(request, connection, services.running_on(pk))
    try:
        services.disconnect(connection, person(request), agreed=request.POST.getlist("agreed"))
    except services.InUse as running:
        return _ask(request, connection, running.names, status=409)
    done = gettext("%(name)s is disconnected. Its key was destroyed here; delete it at the exchange too.")
    banners.success(request, done % {"name": connection.name})
    return redirect("connections")


def _ask(request: HttpRequest, connection: Connection, names: list[str], status: int = 200) -> HttpResponse:
    shown = {"connection": connection, "number_of_checks": connection.checks.count(), "running": names}
    return render(request, "connections/disconnect.html", shown, status=status)
