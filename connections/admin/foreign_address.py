"""Foreign addresses for support staff: from where exchanges saw us that is none of our addresses."""

from django.contrib import admin

from accounts.staff import ReadOnly
from connections.admin.filters import ExchangeFilter
from connections.models import ForeignAddress


@admin.register(ForeignAddress)
class ForeignAddressAdmin(ReadOnly, admin.ModelAdmin[ForeignAddress]):
    list_display = ["address", "exchange", "first_at"]
    list_filter = [ExchangeFilter]
    list_per_page = 50
    show_full_result_count = False
    fields = ["address", "exchange", "date", "first_at"]
