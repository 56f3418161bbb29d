"""What an exchange says of a symbol, loaded without a key; steps and minimums in the units of the exchange."""

from decimal import Decimal
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class MarketQuerySet(models.QuerySet["Market"]):
    def at(self, exchange: str, market_type: str) -> Self:
        return self.filter(exchange=exchange, market_type=market_type)

    def tradable(self) -> Self:
        """Return what a strategy may be made for: listed, trading, and open to orders by API."""
        return self.filter(is_active=True, is_open_to_api=True)


class Market(models.Model):
    """One symbol of one exchange. A step or minimum of 0 is none; amounts of futures are in contracts."""

    exchange = models.CharField(_("exchange"), max_length=16)
    market_type = models.CharField(_("market"), max_length=8)  # spot | futures
    symbol = models.CharField(_("symbol"), max_length=60)  # ccxt's unified: BTC/USDT, BTC/USDT:USDT
    base = models.CharField(_("base currency"), max_length=30)
    quote = models.CharField(_("quote currency"), max_length=30)  # what orders cost and margin is held in
    is_active = models.BooleanField(_("trading"), default=True)
    is_open_to_api = models.BooleanField(_("open to the API"), default=True)
    min_cost = models.DecimalField(
        _("least cost of an order"), max_digits=38, decimal_places=18, default=Decimal(0)
    )
    min_amount = models.DecimalField(
        _("least amount of an order"), max_digits=38, decimal_places=18, default=Decimal(0)
    )
    price_step = models.DecimalField(_("price step"), max_digits=38, decimal_places=18, default=Decimal(0))
    amount_step = models.DecimalField(_("amount step"), max_digits=38, decimal_places=18, default=Decimal(0))
    contract_size = models.DecimalField(
        _("contract size"), max_digits=38, decimal_places=18, default=Decimal(1)
    )
    fee = models.DecimalField(
        _("fee"), max_digits=38, decimal_places=18, default=Decimal(0)
    )  # a fraction: the worse of maker and taker
    max_leverage = models.PositiveSmallIntegerField(_("most leverage"), null=True, blank=True)
    # [[most notional in quote or null, most leverage, maintenance margin rate], ...] as decimal text, rising
    tiers = models.JSONField(_("leverage tiers"), default=list, blank=True)
    loaded_at = models.DateTimeField(_("loaded at"))

    objects = MarketQuerySet.as_manager()

    class Meta:
        verbose_name = _("market")
        verbose_name_plural = _("markets")
        ordering = ["exchange", "market_type", "symbol"]
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "market_type", "symbol"], name="one_market_per_symbol"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exchange} {self.symbol}"

    @property
    def lot_step(self) -> Decimal:
        """The step of an order's size in base currency."""
        return self.amount_step * self.contract_size

    @property
    def min_quantity(self) -> Decimal:
        """The least size of an order in base currency."""
        return self.min_amount * self.contract_size
