"""Give every connection one of our addresses, and another one where the old one was given up."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone

from connections import egress
from connections.exchanges import _addresses
from connections.findings import EventCode
from connections.models import Connection, Event


def settle(rows: Iterable[Connection]) -> None:
    """Choose an address for those that have none of ours, and write it down: it stays as long as we have it."""
    settled: dict[str, list[int]] = defaultdict(list)
    moved: list[Event] = []
    for row in rows:
        if not egress.is_ours(row.egress):
            was, row.egress = row.egress, _choose(row)
            settled[row.egress].append(row.pk)
            moved += [_event(row, was)] if was else []
    for address, ids in settled.items():
        Connection.objects.filter(pk__in=ids).update(egress=address)
    if moved:
        Event.objects.bulk_create(moved)


def _choose(row: Connection) -> str:
    """Return an address for a connection, in preference one that its key's list lets in."""
    listed = row.passport.ip_list or ()
    return egress.choose(row.pk, [one for one in egress.addresses() if _addresses.holds(listed, one)])


def _event(row: Connection, was: str) -> Event:
    passport = row.passport
    is_readable = passport.ip_restricted is True and bool(passport.ip_list)
    is_listed = _addresses.holds(passport.ip_list or (), row.egress) if is_readable else None
    params = {"was": was, "now": row.egress, "is_listed": is_listed}
    return Event(connection=row, at=timezone.now(), code=EventCode.ADDRESS_MOVED, params=params)
