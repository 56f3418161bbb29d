"""Names: one per user, short, and clear beside the others."""

from collections.abc import Sequence
from itertools import count

from accounts.models import User
from backfuture.lib.text import clean, folded
from connections.exchanges._paste import Problem
from connections.exchanges.base import Exchange
from connections.models import Connection
from connections.models.connection import NAME_LIMIT
from connections.services.refusals import Rejected


def propose_name(user: User, exchange: Exchange, markets: Sequence[str]) -> str:
    """Return a name such as "KuCoin spot 2" that this user does not have yet."""
    stem = " ".join((exchange.name, "futures" if list(markets) == ["futures"] else "spot"))
    taken = set(Connection.objects.for_user(user).values_list("name_folded", flat=True))
    names = (stem if number == 1 else f"{stem} {number}" for number in count(1))
    return next(name for name in names if folded(name) not in taken)


def problem_with(user: User, name: str, besides: Connection | None = None) -> Problem | None:
    """Return what is wrong with a cleaned name, if anything."""
    if not name:
        return Problem("name", "required")
    others = Connection.objects.for_user(user).exclude(pk=besides.pk if besides else 0)
    return Problem("name", "name_taken") if others.filter(name_folded=folded(name)).exists() else None


def fit_name(name: object) -> str:
    """Return a name without control characters, on one line; raises Rejected for one that is too long."""
    fitted = clean(str(name or ""), 10 * NAME_LIMIT, one_line=True)
    if len(fitted) > NAME_LIMIT:
        raise Rejected([Problem("name", "name_too_long", {"limit": NAME_LIMIT})])
    return fitted
