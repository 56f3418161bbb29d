"""Advice on a key that works: what its owner could make safer, pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from connections.exchanges import _addresses
from connections.findings import TRADE, Advice, Finding, Grant, Passport, Permission, Severity

NEVER_USED = (Permission.INTERNAL_TRANSFER, Permission.MARGIN_TRADE)


def advise(passport: Passport, now: datetime, warn_days: int, egress: Sequence[str]) -> list[Finding]:
    """Return what to tell beside a verdict; `egress` are our own addresses, `warn_days` is when an end is near."""
    found = [
        _on_addresses(passport, egress),
        _on_expiry(passport, now, warn_days),
        _on_surplus(passport),
    ]
    return [finding for finding in found if finding is not None]


def surplus(passport: Passport) -> list[Permission]:
    """Return the rights that could be left off: not those that trading brings with it, under one name."""
    trading = {passport.right(one).params.get("token") for one in TRADE.values()} - {None}
    granted = [one for one in NEVER_USED if passport.grants(one) is Grant.YES]
    return [one for one in granted if passport.right(one).params.get("token") not in trading]


def missing_addresses(passport: Passport, egress: Sequence[str]) -> list[str]:
    """Return our addresses that the key's list, where it can be read, does not let in."""
    is_readable = passport.ip_restricted is True and passport.ip_list
    return _addresses.missing(passport.ip_list or (), egress) if is_readable else []


def _on_addresses(passport: Passport, egress: Sequence[str]) -> Finding | None:
    if passport.ip_restricted is False and passport.ip_list:
        wide = _addresses.wide(passport.ip_list)
        return _warning(Advice.WIDE_ADDRESS_LIST, entries=wide or list(passport.ip_list))
    if passport.ip_restricted is False:
        return _warning(Advice.NO_IP_LIST)
    missing = missing_addresses(passport, egress)
    return _warning(Advice.ADDRESS_MISSING, addresses=missing) if missing else None


def _on_expiry(passport: Passport, now: datetime, warn_days: int) -> Finding | None:
    ends = passport.expires_at
    if ends is None or ends - now > timedelta(days=warn_days):
        return None
    return _warning(Advice.EXPIRES_SOON, days=max(0, (ends - now).days), at=ends.isoformat())


def _on_surplus(passport: Passport) -> Finding | None:
    rights = [str(one) for one in surplus(passport)]
    return _warning(Advice.SURPLUS_RIGHTS, rights=rights) if rights else None


def _warning(code: Advice, **params: object) -> Finding:
    return Finding(code, Severity.WARNING, params)
