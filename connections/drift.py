"""What changed at the exchange between two looks at one key: codes with what was and what is, pure.

What was not said before, or is not said now, is no change: silence is not knowledge.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from connections.exchanges import _addresses as lists
from connections.findings import (
    Category,
    EventCode,
    Finding,
    Grant,
    Judgement,
    Passport,
    Permission,
    Severity,
)

# Some exchanges tell an end in whole days that are left: such a date wavers by a day or so.
_STEADY = timedelta(days=2)
# A right that moves money needs an owner who knows of it; the others are the owner's everyday business.
_MOVES_MONEY = frozenset({Permission.INTERNAL_TRANSFER})
# What such a key still may is how an exchange describes its end, not what somebody changed.
_ENDED = frozenset({"expired", "deleted", "frozen"})
# Why a secret that nobody changed here can be refused: somebody changed, bound or deleted the key there.
_REFUSALS = frozenset(
    {
        Category.INVALID_KEY,
        Category.BAD_SIGNATURE,
        Category.BAD_PASSPHRASE,
        Category.KEY_EXPIRED,
        Category.IP_NOT_ALLOWED,
    }
)


@dataclass(frozen=True)
class Drift:
    """One change; `is_security` marks what somebody should look into, because nobody of ours did it."""

    code: EventCode
    params: Mapping[str, Any] = field(default_factory=dict)
    is_security: bool = False


def between(before: Passport, after: Passport) -> tuple[Drift, ...]:
    """Return what changed of one key, the gravest first; a key that was replaced is another one and has no drift."""
    gravest = (*_withdrawal(before, after), *_account(before, after))
    if after.key_status in _ENDED:
        return gravest
    return (
        *gravest,
        *_addresses(before, after),
        *_rights(before, after),
        *_expiry(before, after),
    )


def refused(
    before: Passport, findings: Iterable[Finding], judgement: Judgement, at: datetime, egress: str = ""
) -> tuple[Drift, ...]:
    """Return that a key is refused that was accepted before, once: `findings` are those before this look.

    An end that was announced is none: the status tells of it. Neither is a list of addresses that is as it was, and
    lacks the one that we ask from now, `egress`: it was we who moved.
    """
    found = next((one for one in judgement.findings if _is_refusal(one)), None)
    if found is None or any(_is_refusal(one) for one in findings):
        return ()
    if found.code == Category.KEY_EXPIRED and before.expires_at and at >= before.expires_at - _STEADY:
        return ()
    if _is_from_elsewhere(before, found, egress):
        return ()
    said = {name: found.params[name] for name in ("candidates", "ip") if found.params.get(name)}
    return (Drift(EventCode.KEY_REFUSED, {"cause": str(found.code), **said}, is_security=True),)


def _is_refusal(finding: Finding) -> bool:
    if finding.severity is not Severity.ERROR:
        return False
    return not _REFUSALS.isdisjoint({finding.code, *finding.params.get("candidates", ())})


def _is_from_elsewhere(before: Passport, found: Finding, egress: str) -> bool:
    if Category.IP_NOT_ALLOWED not in {found.code, *found.params.get("candidates", ())}:
        return False
    is_known = before.ip_restricted is True and bool(before.ip_list)
    return is_known and lists.holds(before.ip_list or (), egress) is False


def _withdrawal(before: Passport, after: Passport) -> Iterator[Drift]:
    was, now = before.grants(Permission.WITHDRAW), after.grants(Permission.WITHDRAW)
    if was is now:
        return
    if now is Grant.YES:
        yield Drift(EventCode.WITHDRAW_ON, is_security=True)
    elif now is Grant.UNKNOWN and was is Grant.NO:
        yield Drift(EventCode.WITHDRAW_UNCLEAR, is_security=True)
    elif now is Grant.NO:
        yield Drift(EventCode.WITHDRAW_OFF)


def _account(before: Passport, after: Passport) -> Iterator[Drift]:
    if before.uid and after.uid and before.uid != after.uid:
        yield Drift(EventCode.ACCOUNT_CHANGED, {"was": before.uid, "now": after.uid}, is_security=True)


def _addresses(before: Passport, after: Passport) -> Iterator[Drift]:
    """Compare who may use the key: whoever may now and could not before is what matters."""
    was, now = before.ip_list or (), after.ip_list or ()
    # A new range that is too wide binds nothing either, but it lets in itself and not everybody.
    is_widened = bool(set(now) - set(was))
    if (before.ip_restricted, after.ip_restricted) == (True, False) and not is_widened:
        yield Drift(EventCode.LIST_REMOVED, {"was": list(was)}, is_security=True)
    elif (before.ip_restricted, after.ip_restricted) == (False, True):
        yield Drift(EventCode.LIST_SET, {"now": list(now)})
    elif was and now and set(was) != set(now):
        added, removed = sorted(set(now) - set(was)), sorted(set(was) - set(now))
        params = {"added": added, "removed": removed}
        yield Drift(EventCode.LIST_CHANGED, params, is_security=bool(added))


def _rights(before: Passport, after: Passport) -> Iterator[Drift]:
    """Compare every right but that to withdraw, one line for those that came and one for those that went."""
    others = [one for one in Permission if one is not Permission.WITHDRAW]
    turned = [(one, before.grants(one), after.grants(one)) for one in others]
    lost = [one for one, was, now in turned if (was, now) == (Grant.YES, Grant.NO)]
    gained = [one for one, was, now in turned if (was, now) == (Grant.NO, Grant.YES)]
    if lost:
        yield Drift(EventCode.RIGHT_LOST, {"rights": [str(one) for one in lost]})
    if gained:
        is_security = not _MOVES_MONEY.isdisjoint(gained)
        yield Drift(EventCode.RIGHT_GAINED, {"rights": [str(one) for one in gained]}, is_security)


def _expiry(before: Passport, after: Passport) -> Iterator[Drift]:
    """Compare fixed ends; what ends when it is not used moves with every use."""
    was, now = before.expires_at, after.expires_at
    if before.expires_kind == "none" and after.expires_kind == "fixed" and now is not None:
        yield Drift(EventCode.EXPIRY_MOVED, {"was": None, "now": now.isoformat()})
    if before.expires_kind != "fixed" or was is None:
        return
    if now is None and after.expires_kind in {"none", "inactivity"}:
        yield Drift(EventCode.EXPIRY_REMOVED, {"was": was.isoformat()})
    elif now is not None and after.expires_kind == "fixed" and abs(now - was) > _STEADY:
        yield Drift(EventCode.EXPIRY_MOVED, {"was": was.isoformat(), "now": now.isoformat()})
