"""The pages of the account that are ours; signing in and up are those of the library, in our look."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import services
from accounts.forms import ProfileForm
from accounts.models import User


@never_cache
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Show and save language and time zone."""
    assert isinstance(request.user, User)
    now = {"language": request.user.language, "time_zone": request.user.time_zone}
    form = ProfileForm(request.POST or None, initial=now)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/profile.html", {"form": form})
    chosen = form.cleaned_data
    services.update_profile(request.user, language=chosen["language"], time_zone=chosen["time_zone"])
    with override(chosen["language"] or None):
        messages.success(request, gettext("Saved."))
    return redirect("profile")


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on: to this browser, and to this person wherever they sign in."""
    code, back = request.POST.get("language", ""), request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = HttpResponseRedirect(back if is_ours else "/")
    if code in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=31_536_000,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
        if isinstance(request.user, User):
            services.update_profile(request.user, language=code)
    return response
