"""The timeline of a connection: its checks and the changes of its status, the latest first."""

from functools import cached_property
from typing import Any

from django.contrib import admin
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.staff import ReadOnly
from connections import messages
from connections.admin.shown import codes
from connections.models import Check, Connection, Day, Event, StatusChange

_LATEST = 50


class LatestFormSet(BaseInlineFormSet[Any, Any, Any]):
    """The newest rows; a connection that is watched for years has thousands."""

    @cached_property
    def _rows(self) -> Any:
        return super().get_queryset()[:_LATEST]

    def get_queryset(self) -> Any:
        return self._rows


class CheckInline(ReadOnly, admin.TabularInline[Check, Connection]):
    model = Check
    formset = LatestFormSet
    verbose_name_plural = _("checks")
    fields = [
        "requested_at",
        "requested_by",
        "kind",
        "role",
        "state",
        "judged",
        "finding_codes",
        "duration_ms",
    ]

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("requested_by")

    @admin.display(description=_("kind"))
    def kind(self, check: Check) -> str:
        return check.kind

    @admin.display(description=_("state"))
    def state(self, check: Check) -> str:
        return messages.check_state_label(check.state)

    @admin.display(description=_("verdict"))
    def judged(self, check: Check) -> str:
        return messages.verdict_label(check.verdict) if check.verdict else "-"

    @admin.display(description=_("findings"))
    def finding_codes(self, check: Check) -> str:
        return codes(finding["code"] for finding in check.stored_findings)


class StatusChangeInline(ReadOnly, admin.TabularInline[StatusChange, Connection]):
    model = StatusChange
    formset = LatestFormSet
    verbose_name_plural = _("changes of status")
    fields = ["at", "was", "became", "finding_codes"]

    @admin.display(description=_("before"))
    def was(self, change: StatusChange) -> str:
        return messages.status_label(change.before)

    @admin.display(description=_("after"))
    def became(self, change: StatusChange) -> str:
        return messages.status_label(change.after)

    @admin.display(description=_("findings"))
    def finding_codes(self, change: StatusChange) -> str:
        return codes(change.codes)


class OfConnection(ReadOnly):
    """Whoever may see a connection sees what it went through."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("connections.view_connection")


class EventInline(OfConnection, admin.TabularInline[Event, Connection]):
    model = Event
    formset = LatestFormSet
    verbose_name_plural = _("events")
    fields = ["at", "what", "details", "is_security"]

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("connection")

    @admin.display(description=_("what"))
    def what(self, event: Event) -> str:
        return messages.event(event, event.connection.exchange_at_site).title

    @admin.display(description=_("details"))
    def details(self, event: Event) -> str:
        return messages.event(event, event.connection.exchange_at_site).text


class DayInline(OfConnection, admin.TabularInline[Day, Connection]):
    model = Day
    formset = LatestFormSet
    verbose_name_plural = _("days (UTC)")
    fields = ["date", "working", "needing", "unanswered", "mean_ms", "slowest_ms"]

    @admin.display(description=_("worked"))
    def working(self, day: Day) -> int:
        return day.fine

    @admin.display(description=_("needed the user"))
    def needing(self, day: Day) -> int:
        return day.faulty

    @admin.display(description=_("no answer"))
    def unanswered(self, day: Day) -> int:
        return day.silent

    @admin.display(description=_("average (ms)"))
    def mean_ms(self, day: Day) -> str:
        return str(round(day.ms_sum / day.answered)) if day.answered else "-"

    @admin.display(description=_("slowest (ms)"))
    def slowest_ms(self, day: Day) -> int:
        return day.ms_most
