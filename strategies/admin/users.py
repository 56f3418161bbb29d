"""The strategies of a user, on the page of the user."""

from typing import Any

from django.contrib import admin

from accounts.admin import UserAdmin
from accounts.models import User
from accounts.staff import ReadOnly
from strategies.admin.columns import Columns
from strategies.models import Strategy


class StrategyInline(Columns, ReadOnly, admin.TabularInline[Strategy, User]):
    model = Strategy
    fields = ["name", "at", "market", "state", "status", "limit", "state_at"]
    show_change_link = True

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("connection")


UserAdmin.inlines.append(StrategyInline)
