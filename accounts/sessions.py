"""Sessions whose cookie and token are found nowhere at rest.

The database keeps the plain session key; what travels is that key with a signature. Who reads the database, a backup
or a cache dump still cannot present a session, because that takes SECRET_KEY as well.
"""

from allauth.headless.tokens.strategies.sessions import SessionTokenStrategy
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from accounts.models import User

# Two salts: a cookie is no token and a token is no cookie, so neither escapes the checks made for the other.
_COOKIE = Signer(salt="accounts.sessions.cookie")
_TOKEN = Signer(salt="accounts.sessions.token")


def _unsign(signer: Signer, signed: str | None) -> str | None:
    try:
        return signer.unsign(signed or "")
    except BadSignature:
        return None


class SignedSessionMiddleware(SessionMiddleware):
    """Django's, with a signed cookie; a bad signature is a person who is not signed in."""

    def process_request(self, request: HttpRequest) -> None:
        cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        request.session = self.SessionStore(_unsign(_COOKIE, cookie))

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response = super().process_response(request, response)
        cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
        if cookie is not None and cookie.value:
            # Assigning to the jar keeps the path, lifetime and flags already set on this cookie.
            response.cookies[settings.SESSION_COOKIE_NAME] = _COOKIE.sign(cookie.value)
        return response


class SignedTokenStrategy(SessionTokenStrategy):  # type: ignore[misc]  # allauth is untyped
    """The X-Session-Token of the mobile client."""

    def create_session_token(self, request: HttpRequest) -> str:
        return _TOKEN.sign(super().create_session_token(request))

    def lookup_session(self, session_token: str) -> SessionBase | None:
        key = _unsign(_TOKEN, session_token)
        session: SessionBase | None = super().lookup_session(key) if key else None
        if session is not None and settings.SECRET_KEY_FALLBACKS:
            _sign_anew(session)
        return session


def _sign_anew(session: SessionBase) -> None:
    """Bind a session to the new SECRET_KEY where an old one binds it, and keep its key.

    Django would change the key as well: a browser is told of that by a cookie, and whoever sends a header by nothing.
    """
    bound, whose = session.get(HASH_SESSION_KEY), session.get(SESSION_KEY)
    if not bound or not whose:
        return
    user = User.objects.filter(pk=whose).first()
    if user is None or constant_time_compare(bound, user.get_session_auth_hash()):
        return
    if any(constant_time_compare(bound, old) for old in user.get_session_auth_fallback_hash()):
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
