"""Tell people what became of their strategies: one notice each, written in the transaction of the change."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
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
        services.Notice(one.user_id, code, _params(one), _address(one)) for one in strategies
    )


def tell_anew(strategies: Sequence[Strategy], code: str, now: datetime) -> None:
    """Tell only what was not told lately: of the same reasons once in some hours, and once since the state changed."""
    if not strategies:
        return
    since = now - timedelta(hours=settings.NOTICE_HOURS)
    states = {_address(one): one.state_at for one in strategies}
    told = services.told_since({one.user_id for one in strategies}, code, since)
    lately = {
        (one.url, _codes(one.params.get("reasons", ())))
        for one in told
        if one.created_at >= states.get(one.url, since)
    }
    tell([one for one in strategies if (_address(one), _codes(one.stored_reasons)) not in lately], code)


def _address(strategy: Strategy) -> str:
    return f"/strategies/{strategy.pk}/"


def _codes(reasons: Sequence[dict[str, Any]]) -> frozenset[str]:
    return frozenset(str(reason["code"]) for reason in reasons)


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
