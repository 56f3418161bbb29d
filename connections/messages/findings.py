"""From a finding's code to its words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from connections.exchanges.base import Exchange
from connections.findings import Advice, Category, Finding
from connections.messages import (
    abilities,
    addresses,
    advice,
    causes,
    keys,
    passing,
    restricted,
    withdrawal,
)
from connections.messages.ambiguous import several_causes
from connections.messages.case import Case, Worded, recheck
from connections.messages.sentence import together

_WORDING: Mapping[str, Callable[[Case], Worded]] = {
    Category.NONE: passing.order_declined,
    Category.INVALID_KEY: keys.invalid_key,
    Category.BAD_SIGNATURE: keys.bad_signature,
    Category.BAD_PASSPHRASE: keys.bad_passphrase,
    Category.NO_PERMISSION: abilities.no_permission,
    Category.IP_NOT_ALLOWED: addresses.ip_not_allowed,
    Category.CLOCK_SKEW: passing.clock_skew,
    Category.RATE_LIMITED: passing.rate_limited,
    Category.EXCHANGE_UNAVAILABLE: passing.exchange_unavailable,
    Category.KEY_EXPIRED: keys.key_expired,
    Category.ACCOUNT_RESTRICTED: restricted.account_restricted,
    Category.FUTURES_NOT_OPENED: abilities.futures_not_opened,
    Category.UNKNOWN: passing.unknown,
    Category.MALFORMED_INPUT: keys.malformed_input,
    Category.ALREADY_CONNECTED: keys.already_connected,
    Category.WITHDRAW_ENABLED: withdrawal.withdraw_enabled,
    Category.WITHDRAW_UNKNOWN: withdrawal.withdraw_unknown,
    Category.CREDENTIALS_UNREADABLE: keys.credentials_unreadable,
    Advice.NO_IP_LIST: advice.no_ip_list,
    Advice.WIDE_ADDRESS_LIST: advice.wide_address_list,
    Advice.ADDRESS_MISSING: advice.address_missing,
    Advice.EXPIRES_SOON: advice.expires_soon,
    Advice.SURPLUS_RIGHTS: advice.surplus_rights,
}


# The way out of these is at the exchange alone: nothing has to be done here afterwards.
_SETTLED_THERE = frozenset(
    {
        Category.NO_PERMISSION,
        Category.IP_NOT_ALLOWED,
        Category.ACCOUNT_RESTRICTED,
        Category.FUTURES_NOT_OPENED,
    }
)


def finding(finding: Finding, exchange: Exchange, egress: Sequence[str]) -> Worded:
    """Return title, cause and fix in the language active now; `egress` are our own addresses."""
    case = Case(finding, exchange, egress)
    possible = _possible(case)
    worded = _word_several(case, possible) if len(possible) > 1 else _word(case)
    worded = replace(worded, why=causes.why(case))
    codes = {one.finding.code for one in possible} or {finding.code}
    if not finding.is_passing and _SETTLED_THERE & codes:
        return replace(worded, fix=together(worded.fix, recheck()))
    return worded


def told_causes(
    finding: Finding, exchange: Exchange, egress: Sequence[str], name: str
) -> list[dict[str, Any]]:
    """Return the stored `causes` or those `ruled_out` with their titles and evidence in words."""
    case = Case(finding, exchange, egress)
    return [
        {
            "code": stored["code"],
            "reason": stored.get("reason"),
            "title": _word(_as(case, stored["code"], stored.get("reason"))).title,
            **causes.told(case, stored),
        }
        for stored in case.param(name) or ()
        if stored["code"] in _WORDING
    ]


def _possible(case: Case) -> list[Case]:
    """Return a case for each possible cause: ranked by evidence where there is some, else in their own order."""
    ranked = case.param("causes")
    if ranked:
        found = [(one["code"], one.get("reason")) for one in ranked]
    else:
        found = [(code, case.param("reason")) for code in case.param("candidates") or ()]
    return [_as(case, code, reason) for code, reason in found if code in _WORDING]


def _as(case: Case, code: str, reason: str | None) -> Case:
    params = {**case.finding.params, "reason": reason}
    return replace(case, finding=replace(case.finding, code=code, params=params))


def _word_several(case: Case, possible: Sequence[Case]) -> Worded:
    worded = [_word(one) for one in possible]
    if case.finding.is_passing:
        # Whatever else it may be, nobody has to act before the exchange was asked again.
        worded = [replace(one, fix=passing.nothing_to_do()) for one in worded]
    return several_causes(case, worded)


def _word(case: Case) -> Worded:
    """Word one cause; a code of another version of this program is told as an unknown answer."""
    return _WORDING.get(case.finding.code, passing.unknown)(case)
