"""When a key stops by itself: what its exchange says, else what follows from the exchange's rule; pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from connections.exchanges.base import Exchange
from connections.findings import Grant, Passport, Permission

_SLACK = timedelta(days=2)


class EndKind(StrEnum):
    """How a key ends: kept ones only while they are checked, untold ones at a time that nobody can know."""

    FIXED = "fixed"
    INACTIVITY = "inactivity"
    KEPT = "kept"
    UNTOLD = "untold"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class End:
    """When and how a key stops unless somebody acts; `at` is None wherever that cannot be said honestly."""

    kind: EndKind
    at: datetime | None = None


def end_of(exchange: Exchange, passport: Passport, *, is_checked: bool) -> End:
    """Return the end of a key; `is_checked` says that we go on using it, which keeps some keys alive."""
    if passport.expires_at is not None:
        return _told(exchange, passport, passport.expires_at, is_checked=is_checked)
    if passport.expires_kind == EndKind.NONE:
        return End(EndKind.NONE)
    if exchange.expiry_rule is None or passport.ip_restricted is None:
        return End(EndKind.UNKNOWN)
    if passport.ip_restricted or passport.ip_list:  # a list that is too wide is a list
        return End(EndKind.NONE)
    return _by_rule(exchange, passport, is_checked=is_checked)


def last_seen(passport: Passport) -> datetime | None:
    """Return when the key was last accepted: the time of what was seen of its rights."""
    return max((right.at for right in passport.rights.values() if right.at), default=None)


def _told(exchange: Exchange, passport: Passport, at: datetime, *, is_checked: bool) -> End:
    """Return the end that the exchange names; the one of an idle key is believed kept only while it moves along."""
    if passport.expires_kind != EndKind.INACTIVITY:
        return End(EndKind.FIXED, at)
    _, params = exchange.expiry_rule or ("", {})
    seen_at = last_seen(passport)
    is_moving = seen_at is not None and at - seen_at >= timedelta(days=params.get("days", 0)) - _SLACK
    is_kept = is_checked and params.get("checks_count") is True and is_moving
    return End(EndKind.KEPT) if is_kept else End(EndKind.INACTIVITY, at)


def _by_rule(exchange: Exchange, passport: Passport, *, is_checked: bool) -> End:
    """Apply the rule for keys without addresses: days after their making, or after their last use."""
    code, params = exchange.expiry_rule or ("", {})
    days, seen_at = timedelta(days=int(params["days"])), last_seen(passport)
    if code == "fixed_unbound":
        if passport.created_at is None:
            return End(EndKind.UNTOLD)
        at = passport.created_at + days
        # A key that worked after its time did not end by this rule.
        return End(EndKind.UNKNOWN) if seen_at and seen_at > at else End(EndKind.FIXED, at)
    if _only_reads(passport):
        return End(EndKind.NONE)
    if params.get("checks_count") is not True:
        return End(EndKind.UNTOLD)
    if is_checked:
        return End(EndKind.KEPT)
    return End(EndKind.INACTIVITY, seen_at + days) if seen_at else End(EndKind.UNTOLD)


def _only_reads(passport: Passport) -> bool:
    """Say whether a key can do nothing but read: such keys do not end for want of use."""
    return all(passport.grants(one) is Grant.NO for one in Permission if one is not Permission.READ)
