"""How support narrows the list down."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from connections import exchanges, messages
from connections.findings import Advice, Category
from connections.models import Connection
from connections.models.connection import STATUSES
from connections.models.rows import ConnectionQuerySet

_CODES = sorted({*Category, *Advice} - {Category.NONE})


class ExchangeFilter(SimpleListFilter):
    title = _("exchange")
    parameter_name = "exchange"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Iterable[tuple[str, str]]:
        return exchanges.choices()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Connection]) -> QuerySet[Connection]:
        return queryset.filter(exchange=self.value()) if self.value() else queryset


class StatusFilter(SimpleListFilter):
    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Iterable[tuple[str, str]]:
        return [(status, messages.status_label(status)) for status in STATUSES]

    def queryset(self, request: HttpRequest, queryset: ConnectionQuerySet) -> ConnectionQuerySet:  # type: ignore[override]
        return queryset.in_status(str(self.value())) if self.value() else queryset


class FindingFilter(SimpleListFilter):
    title = _("finding")
    parameter_name = "finding"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Iterable[tuple[str, str]]:
        return [(code, code) for code in _CODES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Connection]) -> QuerySet[Connection]:
        if not self.value():
            return queryset
        return queryset.filter(_HasCode(F("stored_findings"), Value(self.value())))


class _HasCode(Func):
    """True where a list of findings holds a code; SQLite has no JSON containment, so each database says it itself."""

    output_field = BooleanField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        items = "EXISTS (SELECT 1 FROM json_each(%(expressions)s))"
        return super().as_sql(
            compiler,
            connection,
            template=items,
            arg_joiner=") WHERE json_extract(value, '$.code') = (",
            **context,
        )

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        items = "EXISTS (SELECT 1 FROM jsonb_array_elements(%(expressions)s))"
        return super().as_sql(
            compiler, connection, template=items, arg_joiner=") AS item WHERE item ->> 'code' = (", **context
        )
