"""Which language and time zone a person reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation

from accounts.models import User


def speak_for(user: User, request: HttpRequest) -> None:
    """Activate the language and time zone of `user` until the end of the request.

    An API request that names a language (Accept-Language) is answered in it: a client shows what it asked for,
    whatever the person set on the website. Everywhere else the person's own choice wins over the browser's.
    """
    timezone.activate(ZoneInfo(user.time_zone))
    if user.language and not (request.path.startswith("/api/") and "Accept-Language" in request.headers):
        translation.activate(user.language)


@contextmanager
def spoken_to(user: User) -> Iterator[None]:
    """Run the block in the person's language and time zone: for mails and whatever else they read later."""
    with (
        translation.override(user.language or settings.LANGUAGE_CODE),
        timezone.override(ZoneInfo(user.time_zone)),
    ):
        yield
