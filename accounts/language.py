"""Which language and time zone a person reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation

from accounts.models import User

_UTC = ZoneInfo("UTC")


def speak_for(user: User, request: HttpRequest) -> None:
    """Activate the language and time zone of `user` until the end of the request.

    An API request that names a language (Accept-Language) is answered in it: a client shows what it asked for,
    whatever the person chose on the website. Everywhere else the person's own choice wins over the browser's.
    """
    timezone.activate(zone_of(user))
    is_named = request.path.startswith("/api/") and "Accept-Language" in request.headers
    if user.language and not is_named:
        translation.activate(user.language)


@contextmanager
def spoken_to(user: User) -> Iterator[None]:
    """Run the block in the person's language and time zone: for mails and what else is read later."""
    language = user.language or translation.get_language() or settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(zone_of(user)):
        yield


def zone_of(user: User) -> ZoneInfo:
    """Return the person's zone, UTC when this machine no longer knows it (zones are renamed now and then)."""
    try:
        return ZoneInfo(user.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return _UTC
