"""How support narrows the list down."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from strategies.messages import labels
from strategies.models import Strategy
from strategies.models.strategy import STATUSES, StrategyQuerySet


class StatusFilter(SimpleListFilter):
    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Iterable[tuple[str, str]]:
        return [(status, str(labels.state_label(status))) for status in STATUSES]

    def queryset(self, request: HttpRequest, queryset: StrategyQuerySet) -> QuerySet[Strategy]:  # type: ignore[override]
        status = self.value()
        if not status:
            return queryset
        # A database may not even take what is no status.
        return queryset.in_status(status) if status in STATUSES else queryset.none()
