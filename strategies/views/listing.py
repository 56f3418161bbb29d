"""The list: what needs the reader first, then everything with its status."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from connections import messages
from connections.models import Connection
from connections.views.guards import person, signed_in
from connections.views.shown.badge import Badge
from strategies import admission
from strategies.models import Strategy
from strategies.shown import amounts
from strategies.shown.badge import badge, hosts
from strategies.shown.told import Told, tell

_PAGE = 50
_SHOWN_FIRST = 3
_URGENT = ("suspended", "unmanaged", "draft", "disabled")


@dataclass(frozen=True)
class Row:
    """One strategy; `told` are the reasons that were kept when it last was stopped or refused."""

    strategy: Strategy
    badge: Badge
    market: str
    limit: str
    told: list[Told]

    @property
    def urgency(self) -> int | None:
        """Return how soon the reader should look, 0 first; None where there is nothing to do."""
        status = self.strategy.status
        is_waiting = status == "unmanaged" or (status in _URGENT and bool(self.told))
        return _URGENT.index(status) if is_waiting else None


@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """Show the reader's strategies; the queries are the same for five and for fifty."""
    rows = [_row(one) for one in Strategy.objects.for_user(person(request)).kept()]
    waiting = sorted((row for row in rows if row.urgency is not None), key=lambda row: row.urgency or 0)
    context = {
        "page": Paginator(rows, _PAGE).get_page(request.GET.get("page")),
        "waiting": waiting[:_SHOWN_FIRST],
        "number_waiting": len(waiting),
        "number_enabled": sum(row.strategy.state == "enabled" for row in rows),
    }
    if not rows:
        context["hosts"] = hosts(Connection.objects.for_user(person(request)))
    return render(request, "strategies/list.html", context)


def _row(strategy: Strategy) -> Row:
    return Row(
        strategy,
        badge(strategy),
        str(messages.market_label(strategy.market_type)),
        amounts.money(strategy.margin_limit),
        tell(admission.still(strategy), strategy),
    )
