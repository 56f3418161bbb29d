"""Incidents for support staff: which exchange was down, when, and by how many people it was noticed."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from accounts.staff import ReadOnly
from connections import exchanges, messages
from connections.admin.filters import ExchangeFilter
from connections.admin.shown import NOTHING
from connections.exchanges.base import Exchange
from connections.findings import Finding, Severity
from connections.models import Incident


@admin.register(Incident)
class IncidentAdmin(ReadOnly, admin.ModelAdmin[Incident]):
    list_display = [
        "started_at",
        "at",
        "ended_at",
        "worded",
        "failing_users",
        "asked_users",
        "told",
    ]
    list_filter = [ExchangeFilter]
    list_per_page = 50
    show_full_result_count = False
    fields = [
        *("at", "started_at", "ended_at", "worded", "failing_users", "asked_users"),
        *("told_at", "told", "canary_at"),
    ]

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).annotate(number_told=Count("affected"))

    @admin.display(description=_("exchange"), ordering="exchange")
    def at(self, incident: Incident) -> str:
        return _exchange(incident).site.name

    @admin.display(description=_("cause"), ordering="cause")
    def worded(self, incident: Incident) -> str:
        if not incident.cause:
            return NOTHING
        return messages.finding(
            Finding(incident.cause, Severity.INFO), _exchange(incident), settings.EGRESS
        ).title

    @admin.display(description=_("people told"))
    def told(self, incident: Incident) -> int:
        return int(incident.number_told)  # type: ignore[attr-defined]  # annotated


def _exchange(incident: Incident) -> Exchange:
    return exchanges.get(incident.exchange, incident.site)
