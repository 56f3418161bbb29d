"""What every request needs to know about the person who sent it: language, time zone, origin."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from accounts import audit
from accounts.language import speak_for


class PersonMiddleware:
    """Speak the person's language, show their time, and let the audit trail know from where they came."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            with audit.coming_from(request):
                if request.user.is_authenticated:
                    speak_for(request.user, request)
                response = self.get_response(request)
                # The language may have been changed by this very request.
                response.headers["Content-Language"] = translation.get_language()
                return response
        finally:
            # Threads serve one request after another; a zone left behind would be somebody else's.
            timezone.deactivate()
