"""What a list and a page show of a strategy alike."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from connections import messages
from strategies.messages import labels
from strategies.models import Strategy


class Columns:
    @admin.display(description=_("exchange"), ordering="exchange")
    def at(self, strategy: Strategy) -> str:
        return strategy.exchange_name

    @admin.display(description=_("market"), ordering="market_type")
    def market(self, strategy: Strategy) -> str:
        return messages.market_label(strategy.market_type)

    @admin.display(description=_("status"))
    def status(self, strategy: Strategy) -> str:
        return str(labels.state_label(strategy.status))

    @admin.display(description=_("margin limit"))
    def limit(self, strategy: Strategy) -> str:
        return f"{strategy.margin_limit:f} {strategy.quote}"
