"""Write down what a person did to the settings of a strategy: history and audit trail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts import audit
from accounts.models import User
from strategies.models import Revision, Strategy
from strategies.problems import Problem
from strategies.services.looking import Seen
from strategies.settings import Chosen

# Columns of their own hold these.
_BESIDES = ("name", "connection")
MOST_STRATEGIES = 200


def put(row: Strategy, seen: Seen) -> None:
    """Put read settings into a row; nothing is saved. One whose connection is gone keeps its exchange.

    A connection that the row has already stays the very one that is locked: the one that was seen may be older.
    """
    chosen = seen.look.chosen
    if seen.connection is not None and seen.connection.pk != row.connection_id:
        row.connection, row.exchange = seen.connection, seen.connection.exchange
    row.name, row.is_returning = chosen.values["name"], chosen.values["is_returning"]
    row.market_type, row.quote = chosen.values["market_type"], seen.look.preview.quote
    row.settings = kept(chosen)


def kept(chosen: Chosen) -> dict[str, Any]:
    return {name: text for name, text in chosen.texts.items() if name not in _BESIDES}


def record(
    row: Strategy, action: str, user: User, now: datetime, changes: Mapping[str, Any] | None = None
) -> None:
    """Write an entry of the history and an event of the audit trail."""
    Revision.objects.create(
        strategy=row, at=now, actor=user, action=action, version=row.version, changes=changes or {}
    )
    audit.record(
        f"strategy.{action}",
        actor=user,
        subject=row.user,
        target=row,
        connection=row.connection_id,
        version=row.version,
        changed=sorted(changes or {}),
    )


def too_many(user: User) -> list[Problem]:
    """Return what is wrong where a person has as many strategies as one may have."""
    if Strategy.objects.filter(user=user).kept().count() < MOST_STRATEGIES:
        return []
    return [Problem("name", "too_many_strategies", MOST_STRATEGIES, f"<= {MOST_STRATEGIES}")]
