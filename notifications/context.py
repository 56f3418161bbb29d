"""What every page knows about notifications."""

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest

from accounts.models import User
from notifications.models import Notification


def unread(request: HttpRequest) -> dict[str, Callable[[], int]]:
    """Provide `unread_notifications`: how many are unread, asked from the database once and only when shown.

    A function, which templates call, and not a lazy object: the plural rules of Arabic and Croatian calculate with
    the number and need a real one.
    """
    user = getattr(request, "user", None)

    @cache
    def count() -> int:
        return Notification.objects.for_user(user).unread().count() if isinstance(user, User) else 0

    return {"unread_notifications": count}
