"""A new key works, at another account: its user says yes or no."""

from django.contrib import messages as banners
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from connections import services
from connections.views.answers import say_no
from connections.views.guards import confirmed, own, person, signed_in
from connections.views.shown.asked import asked


@confirmed
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the question alone, as after a detour to the password; a POST is a yes."""
    connection = own(request, pk)
    if request.method == "POST":
        try:
            services.accept_account(connection, person(request))
        except services.Rejected as no:
            say_no(request, no)
        return redirect("connection", pk)
    question = asked(connection)
    if question is None:
        return redirect("connection", pk)
    return render(request, "connections/account.html", {"connection": connection, "question": question})


@signed_in
@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        services.decline_account(own(request, pk), person(request))
    except services.Rejected as no:
        say_no(request, no)
    else:
        banners.success(request, gettext("The new key was destroyed here. The key you had stays in use."))
    return redirect("connection", pk)
