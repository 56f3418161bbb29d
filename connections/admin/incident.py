"""Incidents for support staff: which exchange was down, when, and by how many people it was noticed."""

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from accounts.staff import ReadOnly
from connections.admin.filters import ExchangeFilter
from connections.models import Incident


@admin.register(Incident)
class IncidentAdmin(ReadOnly, admin.ModelAdmin[Incident]):
    list_display = [
        "started_at",
        "exchange",
        "site",
        "ended_at",
        "cause",
        "failing_users",
        "asked_users",
        "told",
    ]
    list_filter = [ExchangeFilter]
    list_per_page = 50
    show_full_result_count = False
    fields = [
        *("exchange", "site", "started_at", "ended_at", "cause", "failing_users", "asked_users"),
        *("told_at", "told", "canary_at"),
    ]

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).annotate(number_told=Count("affected"))

    @admin.display(description=_("people told"))
    def told(self, incident: Incident) -> int:
        return int(incident.number_told)  # type: ignore[attr-defined]  # annotated
