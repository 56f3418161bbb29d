"""People and the audit trail, to look at."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import services
from accounts.models import AuditEvent, User
from accounts.staff import ReadOnly, WatchedAdmin


@admin.register(User)
class UserAdmin(WatchedAdmin[User]):
    """`inlines` is a list other apps append to."""

    inlines: ClassVar[list[Any]] = []
    list_display = ["email", "is_active", "is_staff", "language", "date_joined", "last_login"]
    list_filter = ["is_active", "is_staff", "language"]
    search_fields = ["email"]
    ordering = ["-id"]
    # Named one by one: the password's hash is none of them.
    fields = [
        "email",
        "is_email_verified",
        "has_second_factor",
        "language",
        "time_zone",
        "is_active",
        "is_staff",
        "is_superuser",
        "groups",
        "date_joined",
        "last_login",
    ]

    def subject_of(self, shown: User) -> User:
        return shown

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Refuse to filter by the password's hash: it could be guessed letter by letter."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("e-mail verified"), boolean=True)
    def is_email_verified(self, user: User) -> bool:
        return services.has_verified_email(user)

    @admin.display(description=_("second factor"), boolean=True)
    def has_second_factor(self, user: User) -> bool:
        return services.has_second_factor(user)


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnly, admin.ModelAdmin[AuditEvent]):
    list_display = ["at", "action", "actor_label", "subject_label", "target_label", "ip"]
    list_filter = ["action"]
    search_fields = ["subject_label", "actor_label"]
    date_hierarchy = "at"
    show_full_result_count = False
    fields = [
        "at",
        "action",
        "actor",
        "actor_label",
        "subject",
        "subject_label",
        "target_type",
        "target_id",
        "target_label",
        "ip",
        "user_agent",
        "params",
    ]
