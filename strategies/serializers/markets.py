"""Markets as the API shows them: what may be traded, by which rules, at which last price."""

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from connections import exchanges
from connections.serializers.parts import MARKETS, Moment
from strategies.markets.prices import Price
from strategies.models import Market

_MOST = 100


class Plain(serializers.Field[Any, Any, str, Any]):
    """A decimal number as plain text, without the zeros that only a column adds."""

    def to_representation(self, value: Decimal) -> str:
        return f"{value.normalize():f}"


Amount = extend_schema_field({"type": "string", "format": "decimal"})(Plain)


class MarketQuerySerializer(serializers.Serializer[Any]):
    exchange = serializers.ChoiceField(exchanges.choices())
    market_type = serializers.ChoiceField(
        MARKETS, required=False, default="", help_text="Without it, both are searched: of equals spot first."
    )
    search = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=60,
        help_text="A currency or a symbol, or its beginning.",
    )
    limit = serializers.IntegerField(required=False, default=50, min_value=1, max_value=_MOST)


class TierSerializer(serializers.Serializer[Any]):
    """How much leverage a position of some size may have."""

    most_notional = serializers.CharField(allow_null=True, help_text="In quote currency; null without bound.")
    most_leverage = serializers.CharField()
    maintenance_rate = serializers.CharField(help_text="A fraction of the notional.")

    def to_representation(self, tier: list[str | None]) -> dict[str, Any]:
        return dict(zip(self.fields, tier, strict=True))


class MarketSerializer(serializers.Serializer[Market]):
    """One market. A step or minimum of 0 is none."""

    # The context holds `prices` by symbol.
    symbol = serializers.CharField()
    base = serializers.CharField()
    quote = serializers.CharField()
    market_type = serializers.ChoiceField(MARKETS)
    is_active = serializers.BooleanField(help_text="Whether it is traded now.")
    is_open_to_api = serializers.BooleanField(help_text="Whether orders may come by API.")
    min_cost = Amount(help_text="Least value of an order, in quote currency.")
    min_amount = Amount(source="min_quantity", help_text="Least size of an order, in base currency.")
    price_step = Amount()
    lot_step = Amount(help_text="Step of an order's size, in base currency.")
    contract_size = Amount(help_text="What one contract is, in base currency; 1 for spot.")
    max_leverage = serializers.IntegerField(allow_null=True)
    tiers = TierSerializer(many=True, help_text="Rising; empty where the exchange does not tell.")
    fee = Amount(help_text="The higher one of maker and taker, as a fraction.")
    price = serializers.SerializerMethodField(help_text="The last one; null while it is being fetched.")
    price_at = serializers.SerializerMethodField()

    @extend_schema_field({"type": ["string", "null"], "format": "decimal"})
    def get_price(self, row: Market) -> str | None:
        price = self._price(row)
        return f"{price.value.normalize():f}" if price else None

    @extend_schema_field({"type": ["string", "null"], "format": "date-time"})
    def get_price_at(self, row: Market) -> str | None:
        price = self._price(row)
        return Moment().to_representation(price.at) if price else None

    def _price(self, row: Market) -> Price | None:
        found: Price | None = self.context["prices"].get(row.symbol)
        return found


class FoundSerializer(serializers.Serializer[Any]):
    """What was found, the best first."""

    results = MarketSerializer(many=True)
    is_loading = serializers.BooleanField(
        help_text="Whether nothing is known of the exchange yet: its markets are being loaded, ask again shortly."
    )
