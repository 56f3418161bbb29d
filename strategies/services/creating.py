"""Save new strategies: from settings, or as a copy."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from strategies.models import Strategy
from strategies.problems import Refused
from strategies.services import naming, recording
from strategies.services.looking import own_connection, see

_ATTEMPTS = 5


def create(user: User, raw: Mapping[str, Any]) -> Strategy:
    """Return a new draft.

    Raises Refused with everything that is wrong with the settings themselves; what only concerns the connection's
    state or its money is said when it is to be enabled.
    """
    seen = see(user, raw)
    problems = [*seen.problems, *recording.too_many(user)]
    name = seen.look.chosen.values["name"]
    if name and naming.is_taken(user, name):
        problems.append(naming.taken(name))
    if problems:
        raise Refused(problems)
    row = Strategy(user=user)
    recording.put(row, seen)
    try:
        return _save(row, user, "created")
    except IntegrityError:
        raise _refused(user, row) from None


def duplicate(strategy: Strategy, user: User) -> Strategy:
    """Return a draft with the settings of another under a name of its own; also of one that is archived.

    Raises Refused where the owner has too many.
    """
    owner = strategy.user
    if problems := recording.too_many(owner):
        raise Refused(problems)
    for _ in range(_ATTEMPTS):
        try:
            return _save(_copy(strategy), user, "duplicated")
        except IntegrityError:  # the same button twice at once: the next name is free
            continue
    raise Refused([naming.taken(strategy.name)])


def _copy(strategy: Strategy) -> Strategy:
    # The connection may be gone since the row was read.
    connection = own_connection(strategy.user, strategy.connection_id)
    return Strategy(
        user=strategy.user,
        connection=connection,
        exchange=strategy.exchange,
        name=naming.next_name(strategy.user, strategy.name),
        market_type=strategy.market_type,
        quote=strategy.quote,
        settings=strategy.settings,
        is_returning=strategy.is_returning,
    )


@transaction.atomic
def _save(row: Strategy, user: User, action: str) -> Strategy:
    now = timezone.now()
    row.state_at = row.updated_at = now
    row.save()
    recording.record(row, action, user, now)
    return row


def _refused(user: User, row: Strategy) -> Refused:
    """Return why a row could not be saved: the same form sent twice at once, or the connection gone meanwhile."""
    if naming.is_taken(user, row.name):
        return Refused([naming.taken(row.name)])
    return Refused(see(user, row.raw()).problems)
