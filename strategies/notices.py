"""Tell people what became of their strategies: one notice each, written in the transaction of the change."""

from collections.abc import Sequence
from typing import Any

from django.db.models import prefetch_related_objects

from notifications import services, words
from strategies.messages.notices import WORDINGS
from strategies.models import Strategy

for _code, (_severity, _wording) in WORDINGS.items():
    words.register(_code, _severity, _wording)


def tell(strategies: Sequence[Strategy], code: str) -> None:
    """Notify the owners with the strategies' stored reasons, in as many queries for one as for many."""
    if not strategies:
        return
    prefetch_related_objects(strategies, "connection")
    services.notify_many(
        services.Notice(one.user_id, code, _params(one), f"/strategies/{one.pk}/") for one in strategies
    )


def _params(strategy: Strategy) -> dict[str, Any]:
    connection = strategy.connection
    return {
        "name": strategy.name,
        "strategy": strategy.pk,
        "exchange": strategy.exchange,
        "connection": strategy.connection_id,
        "connection_name": connection.name if connection else "",
        "pairs": strategy.pairs,
        "is_returning": strategy.is_returning,
        "state": str(strategy.state),
        "reasons": strategy.stored_reasons,
    }
