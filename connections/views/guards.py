"""Who may open a page: the owner of the row, and for what touches a key, somebody who just proved to be them."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.models import User
from accounts.services import confirmation_url, confirmed_recently
from connections.models import Connection

View = Callable[..., HttpResponse]
# What a form may find again after the detour; never a credential.
_KEPT = ("name", "markets", "site", "way")


def person(request: HttpRequest) -> User:
    """Return the signed-in user; for views behind `login_required`."""
    assert isinstance(request.user, User)
    return request.user


def own(request: HttpRequest, pk: int) -> Connection:
    """Return the user's connection; another user's id is as unknown as one that never was: 404."""
    return get_object_or_404(Connection.objects.for_user(person(request)), pk=pk)


def signed_in(view: View) -> View:
    """Show a page to its owner alone, and to nobody who presses "back" after signing out."""
    return never_cache(login_required(view))


def confirmed(view: View) -> View:
    """Ask for the password again where that was longer ago than ACCOUNT_REAUTHENTICATION_TIMEOUT.

    The sign-in library's own decorator would keep the whole form in the session until the person is back: the key
    and its secret too. This one keeps the name, the markets and the site, in the address.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if confirmed_recently(request):
            return view(request, *args, **kwargs)
        kept = [(name, value) for name in _KEPT for value in _sent(request, name)]
        back = f"{request.path}?{urlencode(kept)}" if kept else request.path
        return HttpResponseRedirect(confirmation_url(request, back))

    return signed_in(sensitive_post_parameters()(guarded))


def _sent(request: HttpRequest, name: str) -> list[str]:
    sent = request.POST if request.method == "POST" else request.GET
    return [value[:60] for value in sent.getlist(name)[:10]]
