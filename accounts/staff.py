"""What the admin pages of all apps share: they show, change nothing, and leave a trace of who looked."""

from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db import models
from django.http import HttpRequest, HttpResponse

from accounts import audit
from accounts.models import User

M = TypeVar("M", bound=models.Model)
SUPPORT = "support"  # the group that may look; a migration of connections makes it

if TYPE_CHECKING:
    _Options = admin.options.BaseModelAdmin[Any]
else:
    _Options = object


class ReadOnly(_Options):
    """For a ModelAdmin or an inline: nobody adds, changes or deletes here, superusers included.

    Whatever `fields` names is shown as text, methods of the class too.
    """

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        named = flatten_fieldsets(self.fieldsets) if self.fieldsets else self.fields
        return named or super().get_readonly_fields(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class WatchedAdmin(ReadOnly, admin.ModelAdmin[M]):
    """Read-only, and every opened page is in the audit trail of the person it is about."""

    def subject_of(self, shown: M) -> User | None:
        """Return whose thing is shown: the row's `user`, unless overridden."""
        return cast("User | None", getattr(shown, "user", None))

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if (shown := kwargs.get("obj")) is not None:
            actor, subject = cast("User", request.user), self.subject_of(shown)
            audit.record("staff.viewed", actor=actor, subject=subject, target=shown)
        return super().render_change_form(request, context, *args, **kwargs)
