"""What happened to keys, for support staff: above all what nobody of ours did."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.staff import ReadOnly
from connections import messages
from connections.models import Event


@admin.register(Event)
class EventAdmin(ReadOnly, admin.ModelAdmin[Event]):
    list_display = ["at", "title", "exchange", "owner", "connection", "is_security"]
    list_filter = ["is_security"]
    list_select_related = ["connection__user"]
    list_per_page = 50
    show_full_result_count = False
    fields = ["at", "title", "text", "exchange", "owner", "connection", "is_security"]

    @admin.display(description=_("what"))
    def title(self, event: Event) -> str:
        return messages.event(event, event.connection.exchange_at_site).title

    @admin.display(description=_("exchange"))
    def exchange(self, event: Event) -> str:
        return event.connection.exchange_name

    @admin.display(description=_("user"))
    def owner(self, event: Event) -> str:
        return str(event.connection.user)

    @admin.display(description=_("in detail"))
    def text(self, event: Event) -> str:
        return messages.event(event, event.connection.exchange_at_site).text
