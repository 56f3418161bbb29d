"""What every request needs to know about the person who sent it."""

from collections.abc import Callable

from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from accounts import audit
from accounts.devices import note_use
from accounts.language import speak_for
from accounts.services import confirmation_url


class PersonMiddleware:
    """Speak the person's language, show their time, and note from where they came."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            with audit.coming_from(request):
                if request.user.is_authenticated:
                    speak_for(request.user, request)
                    note_use(request, request.session.session_key)
                response = self.get_response(request)
            if request.path.startswith("/api/"):
                # What a token was shown must not be kept by a cache between us and the client.
                response.headers.setdefault("Cache-Control", "no-store")
            return response
        finally:
            # Threads serve one request after another; a zone left behind would be somebody else's.
            timezone.deactivate()


class ConfirmationMiddleware:
    """Send a person whose sign-in is too old to confirm who they are, and keep nothing of what they sent.

    Stands inside allauth's own middleware, which would store the whole request, cookie and posted secrets
    included, in the session to replay it later.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ReauthenticationRequired):
            return None
        return HttpResponseRedirect(confirmation_url(request, request.get_full_path()))
