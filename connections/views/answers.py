"""How a page says no."""

from django.contrib import messages as banners
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext

from connections import messages, services
from connections.exchanges.base import Exchange


def say_no(request: HttpRequest, no: services.Rejected, exchange: Exchange | None = None) -> None:
    """Show every problem of a refusal that belongs to no form."""
    for problem in no.problems:
        banners.error(request, messages.problem(problem, exchange))


def too_often(no: services.LimitReached) -> str:
    minutes = max(1, round(no.retry_after / 60))
    words = ngettext(
        "You tried too many keys. Try again in %(minutes)d minute.",
        "You tried too many keys. Try again in %(minutes)d minutes.",
        minutes,
    )
    return words % {"minutes": minutes}


def not_verified() -> str:
    return gettext("Confirm your e-mail address first, then connect.")
