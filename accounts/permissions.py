"""What an API view may ask of the person before it acts."""

from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.models import User
from accounts.services import confirmed_recently, has_verified_email
from backfuture.lib.problems import Problem


class ConfirmedRecently(BasePermission):
    """Needs a sign-in or confirmation of the last 15 minutes; otherwise 403 `reauthentication_required`.

    The mobile client confirms at /_allauth/app/v1/auth/reauthenticate and repeats the request.
    """

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not confirmed_recently(request):
            text = _("Confirm that it is you, then try again: your last sign-in is too long ago.")
            raise Problem("reauthentication_required", text, status=403)
        return True


class EmailVerified(BasePermission):
    """Needs a verified e-mail address; otherwise 403 `email_not_verified`."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not (isinstance(request.user, User) and has_verified_email(request.user)):
            raise Problem("email_not_verified", _("Verify your e-mail address first."), status=403)
        return True
