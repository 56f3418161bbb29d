"""The admin site: support staff come in with a second factor only."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.services import has_second_factor
from accounts.staff import ReadOnly


class SecureAdminSite(AdminSite):
    """Shows what is registered as `staff.ReadOnly`.

    Libraries register their models too, to be edited, among them second factors and session keys: those are ignored.
    """

    site_header = site_title = "BackFuture AI"
    index_title = _("Support")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        if admin_class is not None and issubclass(admin_class, ReadOnly):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return super().has_permission(request) and user.is_authenticated and has_second_factor(user)

    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Take staff who are signed in further; allauth signs in everybody else."""
        if self.has_permission(request):
            return redirect("admin:index")
        messages.warning(request, gettext("Staff need a second factor. Set up an authenticator app first."))
        return redirect("mfa_activate_totp")

    def password_change(  # type: ignore[override]  # the stubs know the page only
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")
