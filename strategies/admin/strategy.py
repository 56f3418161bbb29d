"""Strategies for support staff: find and look; nothing else, for superusers too."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.staff import WatchedAdmin
from connections.admin.filters import ExchangeFilter
from strategies.admin import shown
from strategies.admin.columns import Columns
from strategies.admin.filters import StatusFilter
from strategies.admin.history import RevisionInline
from strategies.models import Strategy


@admin.register(Strategy)
class StrategyAdmin(Columns, WatchedAdmin[Strategy]):
    list_display = ["user", "name", "at", "market", "state", "status", "limit", "state_at"]
    list_display_links = ["name"]
    list_filter = [ExchangeFilter, "state", StatusFilter, "market_type"]
    list_select_related = ["user", "connection"]
    list_per_page = 50
    search_fields = ["user__email", "name", "connection__name"]
    search_help_text = _("E-mail address, name of the strategy or of its connection.")
    show_full_result_count = False
    ordering = ["-id"]
    inlines: ClassVar[list[Any]] = [RevisionInline]
    fields = [
        *("user", "name", "connection", "at", "market", "quote", "state", "status", "state_at"),
        *("enable_requested_at", "reasons", "is_returning", "version", "settings_table"),
        *("created_at", "updated_at"),
    ]

    @admin.display(description=_("reasons"))
    def reasons(self, strategy: Strategy) -> SafeString | str:
        return shown.reasons(strategy.reasons, strategy.exchange)

    @admin.display(description=_("settings"))
    def settings_table(self, strategy: Strategy) -> SafeString:
        return shown.settings(strategy)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show what it would do as well, as on the page of its owner."""
        if isinstance(strategy := kwargs.get("obj"), Strategy):
            context.update(shown.preview(strategy, request.GET.get("pair", "")))
        return super().render_change_form(request, context, *args, **kwargs)
