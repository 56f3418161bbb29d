from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.staff import ReadOnly, WatchedAdmin
from notifications.models import Delivery, Notification


class DeliveryInline(ReadOnly, admin.TabularInline[Delivery, Notification]):
    model = Delivery
    fields = ["channel", "attempts", "due_at", "delivered_at"]


@admin.register(Notification)
class NotificationAdmin(WatchedAdmin[Notification]):
    list_display = ["created_at", "user", "code", "title", "read_at"]
    list_filter = ["code"]
    list_select_related = ["user"]
    search_fields = ["user__email"]
    show_full_result_count = False
    fields = ["user", "code", "title", "text", "params", "url", "created_at", "read_at"]
    inlines: ClassVar[list[Any]] = [DeliveryInline]

    @admin.display(description=_("title"))
    def title(self, notification: Notification) -> str:
        return notification.words.title

    @admin.display(description=_("text"))
    def text(self, notification: Notification) -> str:
        return notification.words.text
