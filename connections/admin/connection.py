"""Connections for support staff: find, look, ask for a check; nothing else, for superusers too."""

from typing import Any, ClassVar, cast

from django.contrib import admin
from django.contrib import messages as banners
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.models import User
from accounts.staff import WatchedAdmin
from connections import messages, services
from connections.admin import shown
from connections.admin.filters import ExchangeFilter, FindingFilter, StatusFilter
from connections.admin.history import CheckInline, DayInline, EventInline, StatusChangeInline
from connections.admin.shown import Columns
from connections.models import Connection
from connections.models.rows import ConnectionQuerySet


@admin.register(Connection)
class ConnectionAdmin(Columns, WatchedAdmin[Connection]):
    list_display = ["user", "at", "name", "status", "judged", "key_hint", "checked_at"]
    list_display_links = ["name"]
    list_filter = [ExchangeFilter, StatusFilter, FindingFilter]
    list_select_related = ["user"]
    list_per_page = 50
    search_fields = ["user__email", "name", "=key_hint"]
    search_help_text = _(
        "E-mail address, name, or the last four characters of the API key; never a whole key."
    )
    show_full_result_count = False
    ordering = ["-id"]
    actions = ["check_again"]
    inlines: ClassVar[list[Any]] = [CheckInline, StatusChangeInline, EventInline, DayInline]
    fields = [
        *(
            "user",
            "at",
            "name",
            "markets",
            "key_hint",
            "kind",
            "egress",
            "status",
            "judged",
            "is_checking",
            "findings",
            "security",
            "passport",
        ),
        *("balances", "balances_at", "checked_at", "full_checked_at", "next_check_at", "expires_at"),
        *("paused_at", "unreachable_since", "credentials_destroyed_at", "is_in_use", "created_at"),
    ]

    @admin.display(description=_("kind of key"))
    def kind(self, connection: Connection) -> str:
        return messages.key_kind_label(connection.key_kind)

    @admin.display(description=_("being checked"), boolean=True)
    def is_checking(self, connection: Connection) -> bool:
        return connection.is_checking

    @admin.display(description=_("findings"))
    def findings(self, connection: Connection) -> SafeString | str:
        return shown.findings(connection)

    @admin.display(description=_("security grade"))
    def security(self, connection: Connection) -> SafeString | str:
        return shown.security(connection)

    @admin.display(description=_("what the key can do"))
    def passport(self, connection: Connection) -> SafeString | str:
        return shown.passport(connection)

    @admin.action(description=_("Check again"), permissions=["view"])
    def check_again(self, request: HttpRequest, chosen: ConnectionQuerySet) -> None:
        outcomes = [_ask(request, connection) for connection in chosen.select_related("user")]
        asked, refused = outcomes.count(True), outcomes.count(False)
        if asked:
            text = ngettext("%(count)d check was asked for.", "%(count)d checks were asked for.", asked)
            self.message_user(request, text % {"count": asked}, banners.SUCCESS)
        if refused:
            text = ngettext(
                "%(count)d connection has no key any more.",
                "%(count)d connections have no key any more.",
                refused,
            )
            self.message_user(request, text % {"count": refused}, banners.WARNING)

    def get_urls(self) -> list[URLPattern]:
        """Add the button of the page of one connection."""
        check = self.admin_site.admin_view(require_POST(self.check_one))
        own = path("<int:pk>/check/", check, name="connections_connection_check")
        return [own, *super().get_urls()]

    def check_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        self.check_again(request, Connection.objects.filter(pk=get_object_or_404(Connection, pk=pk).pk))
        return HttpResponseRedirect(reverse("admin:connections_connection_change", args=[pk]))


def _ask(request: HttpRequest, connection: Connection) -> bool:
    """Ask for a check in the name of the supporter; False where no key is left to check."""
    staff = cast("User", request.user)
    try:
        services.request_check(connection, staff)
    except services.Rejected:
        return False
    audit.record("staff.asked_for_check", actor=staff, subject=connection.user, target=connection)
    return True
