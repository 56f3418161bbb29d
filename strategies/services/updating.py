"""Change settings: all of what is changed or nothing, and what runs is admitted anew."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from connections import services as connections
from strategies import admission, standing
from strategies.admission import judging
from strategies.admission.ledger import Ledger
from strategies.models import State, Strategy
from strategies.problems import Problem, Refused
from strategies.reasons import NotReady, Reason
from strategies.services import naming, recording
from strategies.services.looking import Seen, own_connection, see
from strategies.services.refusals import Stale, WrongState
from strategies.settings import differences, merged

# Of these nothing depends on markets, money or rights.
_LIGHT = frozenset({"name", "is_returning"})


class _TooOld(NotReady):
    """Raised where a check has to tell first whether the money is there."""


def update(strategy: Strategy, raw: Mapping[str, Any], user: User, *, version: int | None = None) -> Strategy:
    """Return the strategy with the given settings changed and all others as they were.

    With `version`, only if the settings are still of that version (else Stale). Raises Refused with every problem;
    NotReady where it is enabled and could not run so; WrongState where it is archived.
    """
    before = Strategy.objects.select_related("user").get(pk=strategy.pk)
    seen = see(before.user, merged(before.raw(), raw))
    try:
        return _update(before, seen, raw, user, version)
    except _TooOld as old:
        raise NotReady(_asked_anew(before, user) or old.reasons) from None


def _asked_anew(row: Strategy, user: User) -> Sequence[Reason]:
    """Have the connection checked; return why that cannot be, if so."""
    try:
        if row.connection is not None:
            connections.request_check(row.connection, user)
    except connections.Rejected:  # no key is left to ask with
        return (Reason("not_checked"),)
    return ()


@transaction.atomic
def _update(
    before: Strategy, seen: Seen, raw: Mapping[str, Any], user: User, version: int | None
) -> Strategy:
    row = standing.locked(before.pk, seen.connection)
    if row.state == State.ARCHIVED:
        raise WrongState(row.state)
    if version is not None and row.version != version:
        raise Stale(row.version)
    if _is_outdated(seen, row, before):
        seen = see(row.user, merged(row.raw(), raw))
    chosen = seen.look.chosen
    after = {**recording.kept(chosen), **{name: chosen.values[name] for name in (*_LIGHT, "connection")}}
    changes = differences(row.raw(), after)
    if problems := _problems(row, seen, changes):
        raise Refused(problems)
    if not changes:
        return row
    needed = row.margin_limit, row.reserve, set(row.pairs)
    recording.put(row, seen)
    if row.state == State.ENABLED and changes.keys() - _LIGHT:
        is_more = row.margin_limit > needed[0] or row.reserve > needed[1] or set(row.pairs) - needed[2]
        _admit(row, seen, is_more=bool(is_more))
    return _save(row, changes, user)


def _is_outdated(seen: Seen, row: Strategy, before: Strategy) -> bool:
    """Say whether something happened between the look and the lock: a change, or the end of a connection."""
    if (row.version, row.connection_id) != (before.version, before.connection_id):
        return True
    to = seen.connection
    is_moving = to is not None and to.pk != row.connection_id
    return is_moving and own_connection(row.user, to.pk if to else None) is None


def _problems(row: Strategy, seen: Seen, changes: Mapping[str, Any]) -> list[Problem]:
    """Return what forbids these changes; a new name is not refused for what the markets did meanwhile."""
    problems = list(seen.problems)
    if not changes.keys() - _LIGHT:
        problems = [problem for problem in seen.look.chosen.problems if problem.field in _LIGHT]
    name = seen.look.chosen.values["name"]
    if name and naming.is_taken(row.user, name, besides=row.pk):
        problems.append(naming.taken(name))
    if row.state in (State.ENABLED, State.SUSPENDED) or row.enable_requested_at is not None:
        fixed = (field for field in ("connection", "market_type") if field in changes)
        problems += (Problem(field, "fixed_while_enabled") for field in fixed)
    return problems


def _admit(row: Strategy, seen: Seen, *, is_more: bool) -> None:
    """Raise NotReady where the strategy could not run with its new settings.

    Whoever asks for no more money and no more pairs may always have it: a trader must be able to lower a limit
    just when the balance has fallen.
    """
    assert row.connection_id is not None
    found = admission.judge(row, row.connection, seen.look, Ledger([row.connection_id]), timezone.now())
    if not is_more:
        found = tuple(one for one in found if one.code not in {judging.OLD, *judging.MONEY})
    if judging.needs_check(found):
        raise _TooOld([Reason(judging.OLD)])
    if found := judging.refusals(found):
        raise NotReady(found)


def _save(row: Strategy, changes: Mapping[str, Any], user: User) -> Strategy:
    now = timezone.now()
    row.version, row.updated_at = row.version + 1, now
    fields = (
        "connection",
        "exchange",
        "name",
        "name_folded",
        "market_type",
        "quote",
        "settings",
        "is_returning",
    )
    try:
        with transaction.atomic():
            row.save(update_fields=[*fields, "version", "updated_at"])
    except IntegrityError:
        raise Refused([naming.taken(row.name)]) from None
    recording.record(row, "updated", user, now, changes)
    return row
