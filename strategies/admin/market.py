"""Markets for support staff: what an exchange says of a symbol."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.staff import ReadOnly
from connections.admin.filters import ExchangeFilter
from strategies.ladder.plain import plain
from strategies.models import Market


@admin.register(Market)
class MarketAdmin(ReadOnly, admin.ModelAdmin[Market]):
    """Nobody's own, so that looking at one is in nobody's audit trail."""

    list_display = ["symbol", "exchange", "market_type", "is_active", "is_open_to_api", "least", "loaded_at"]
    list_filter = [ExchangeFilter, "market_type", "is_active", "is_open_to_api"]
    list_per_page = 100
    search_fields = ["symbol", "base"]
    show_full_result_count = False
    ordering = ["exchange", "market_type", "symbol"]
    fields = [
        *("exchange", "market_type", "symbol", "base", "quote", "is_active", "is_open_to_api"),
        *("least", "least_amount", "steps", "contract", "fee", "max_leverage", "tiers", "loaded_at"),
    ]

    @admin.display(description=_("least cost of an order"), ordering="min_cost")
    def least(self, market: Market) -> str:
        return plain(market.min_cost) or ""

    @admin.display(description=_("least amount of an order"))
    def least_amount(self, market: Market) -> str:
        return plain(market.min_amount) or ""

    @admin.display(description=_("steps of price and amount"))
    def steps(self, market: Market) -> str:
        return f"{plain(market.price_step)} / {plain(market.amount_step)}"

    @admin.display(description=_("contract size"))
    def contract(self, market: Market) -> str:
        return plain(market.contract_size) or ""
