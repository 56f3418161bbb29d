"""How API requests say who sends them: the mobile client's token, or the browser's session."""

from typing import Any

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.core.internal.sessionkit import get_session_user
from allauth.headless import app_settings
from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from accounts.devices import note_use
from accounts.language import speak_for
from accounts.models import User
from backfuture.lib.problems import Problem

HEADER = "X-Session-Token"
_ENDED = _("This session has ended. Sign in again.")
# The token is good, yet the person has still to prove the e-mail address or the second factor.
_UNFINISHED = _("Finish signing in first, with the code from your mail or your authenticator app.")


class SessionTokenAuthentication(BaseAuthentication):
    """The token that signing in under /_allauth/app/v1/ returns."""

    def authenticate(self, request: Request) -> tuple[User, SessionBase] | None:
        token = request.headers.get(HEADER)
        if not token:
            return None
        session = app_settings.TOKEN_STRATEGY.lookup_session(token)
        user = get_session_user(session) if session else None
        if session is None or not isinstance(user, User):
            raise AuthenticationFailed(_UNFINISHED if session and LOGIN_SESSION_KEY in session else _ENDED)
        # On the wrapper only: on the request itself the session middleware would turn it into a cookie.
        setattr(request, "session", session)  # noqa: B010  # the stubs know no session here
        speak_for(user, request._request)
        note_use(request._request, session.session_key)
        return user, session

    def authenticate_header(self, request: Request) -> str:
        """Name the way in, which makes the answer to a nameless request a 401."""
        return HEADER


class BrowserSessionAuthentication(SessionAuthentication):
    """The website's own session; unsafe requests carry the CSRF token."""

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied as error:
            raise Problem("csrf_failed", _("Reload the page and try again."), status=403) from error


class SessionTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = SessionTokenAuthentication
    name = "sessionToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": HEADER,
            "description": "`meta.session_token` from signing in at /_allauth/app/v1/auth/login.",
        }


class BrowserSessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = BrowserSessionAuthentication
    name = "browserSession"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": "sessionid",
            "description": "The website's session; unsafe requests carry X-CSRFToken.",
        }
