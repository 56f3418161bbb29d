"""What people do to their own account, and what others may ask about it."""

import time

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from rest_framework.request import Request

from accounts.models import User

SIGNED_IN_AT = "signed_in_at"


def update_profile(user: User, *, language: str | None = None, time_zone: str | None = None) -> User:
    """Save what is given; raise ValidationError naming the field when a value is not on offer."""
    changes = {"language": language, "time_zone": time_zone}
    fields = [name for name, value in changes.items() if value is not None]
    for name in fields:
        setattr(user, name, changes[name])
    user.clean_fields(exclude={field.name for field in user._meta.fields} - set(fields))
    user.save(update_fields=fields)
    return user


def has_verified_email(user: User) -> bool:
    return bool(EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists())


def has_second_factor(user: User) -> bool:
    """Say whether an authenticator app is set up; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


def note_sign_in(request: HttpRequest) -> None:
    """Remember in the session when its owner proved who they are by signing in."""
    request.session[SIGNED_IN_AT] = time.time()


def confirmed_recently(request: HttpRequest | Request) -> bool:
    """Say whether this session's owner signed in or confirmed who they are within the last 15 minutes.

    Works for the browser's session and, on API requests, for that of the X-Session-Token. The limit is
    ACCOUNT_REAUTHENTICATION_TIMEOUT.
    """
    if not request.user.is_authenticated:
        return False
    signed_in_at = request.session.get(SIGNED_IN_AT, 0.0)
    is_fresh = time.time() - signed_in_at < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return is_fresh or bool(did_recently_reauthenticate(request))


def confirmation_url(request: HttpRequest, back_to: str) -> str:
    """Return the page where the person confirms who they are, and comes back to `back_to` afterwards."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    page = methods[0]["url"] if methods else reverse("account_login")
    return f"{page}?{urlencode({REDIRECT_FIELD_NAME: back_to})}"
