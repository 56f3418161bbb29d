"""From a finding's code to its words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from connections.exchanges.base import Exchange
from connections.findings import TRANSIENT, Advice, Category, Finding
from connections.messages import abilities, addresses, advice, keys, passing, restricted, withdrawal
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
    codes = [code for code in case.param("candidates") or () if code in _WORDING]
    worded = _word_several(case, codes) if len(codes) > 1 else _word(case)
    if finding.code not in TRANSIENT and _SETTLED_THERE.intersection(codes or [finding.code]):
        return replace(worded, fix=together(worded.fix, recheck()))
    return worded


def _word_several(case: Case, codes: Sequence[str]) -> Worded:
    causes = [_word(replace(case, finding=replace(case.finding, code=code))) for code in codes]
    if case.finding.code in TRANSIENT:
        # Whatever else it may be, nobody has to act before the exchange was asked again.
        causes = [replace(cause, fix=causes[0].fix) for cause in causes]
    return several_causes(case, causes)


def _word(case: Case) -> Worded:
    """Word one cause; a code of another version of this program is told as an unknown answer."""
    return _WORDING.get(case.finding.code, passing.unknown)(case)
