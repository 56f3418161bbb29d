"""What follows from what was known of a key before this check."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from connections.exchanges import _addresses
from connections.findings import Evidence, Grant, Known, Passport, Permission, Report, Result

_STATUS = {"frozen": "was_frozen", "expired": "was_expired", "deleted": "was_deleted"}


def of_the_past(result: Result, report: Report, known: Known) -> Iterator[Evidence]:
    """Return what an earlier introduction said, unless this check brought a newer one."""
    if known.is_new:
        yield from _of_shape(known)
    elif known.passport is not None:
        yield from _of_work(known.passport)
        if report.passport is None:
            yield from _of_passport(known.passport, report.at, known)


def _of_shape(known: Known) -> Iterator[Evidence]:
    yield Evidence("never_worked")
    if known.looks_right is not None:
        yield Evidence("looks_right" if known.looks_right else "looks_wrong")


def _of_work(passport: Passport) -> Iterator[Evidence]:
    """Say when the key was last accepted from here: the time of what was seen of its rights."""
    at = _last_success(passport)
    if at is not None:
        yield Evidence("worked_before", {"at": at.isoformat()})


def _of_passport(passport: Passport, now: datetime, known: Known) -> Iterator[Evidence]:
    yield from _of_list(passport, known)
    if passport.grants(Permission.READ) is Grant.NO:
        yield Evidence("right_was_off", {"permission": str(Permission.READ)})
    if passport.key_status in _STATUS:
        yield Evidence(_STATUS[passport.key_status])
    if passport.expires_at is not None:
        code = "end_is_past" if passport.expires_at <= now else "end_is_ahead"
        yield Evidence(code, {"at": passport.expires_at.isoformat()})
    elif known.rule is not None:
        yield from _of_rule(passport, now, known)


def _of_list(passport: Passport, known: Known) -> Iterator[Evidence]:
    """Compare our addresses with the list as it was; some exchanges say only that there is one."""
    if passport.ip_restricted is False:
        yield Evidence("was_not_bound")
    elif passport.ip_list and known.egress:
        listed = {_addresses.holds(passport.ip_list, address) for address in known.egress}
        if listed == {True}:
            yield Evidence("addresses_were_listed")
        elif listed == {False}:
            yield Evidence("addresses_were_not_listed")


def _of_rule(passport: Passport, now: datetime, known: Known) -> Iterator[Evidence]:
    """Apply the exchange's rule for keys without addresses: days after their making, or after their last use."""
    code, days = known.rule or ("", 0)
    if passport.ip_restricted:
        yield Evidence("bound_keys_stay")
    worked_at = _last_success(passport)
    begins = worked_at if code == "inactivity_unbound" else passport.created_at or known.since
    if passport.ip_restricted is not False or not begins:
        return
    ends = begins + timedelta(days=days)
    # A key that still worked after that time did not end by it.
    if ends < now and (worked_at is None or worked_at <= ends):
        yield Evidence("older_than_rule", {"days": days})


def _last_success(passport: Passport) -> datetime | None:
    return max((right.at for right in passport.rights.values() if right.at), default=None)
