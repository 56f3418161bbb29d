"""What a connection itself has against a strategy on it: its verdict, its pause, the rights of its key; pure."""

from collections.abc import Iterator

from connections.findings import TRADE, Category, Finding, Grant, Market, Permission, Scope, Verdict
from strategies.admission.account import Account
from strategies.reasons import Reason

# These take the ground from under a strategy that runs; the others only keep one from starting.
SUSPENDING = frozenset(
    {"quarantined", "action_required", "paused", "right_missing", "can_withdraw", "market_limited"}
)
_SCOPES = {Permission.READ: Scope.READ, **{right: Scope(market) for market, right in TRADE.items()}}


def reasons_of_connection(account: Account, market_type: str) -> Iterator[Reason]:
    """Yield everything, what weighs most first."""
    missing = [] if _is_unread(account) else list(_missing(account, market_type))
    yield from _of_verdict(account, missing)
    if account.is_paused:
        yield Reason("paused")
    if market_type not in account.markets:
        yield Reason("market_not_chosen", {"market": market_type})
    elif account.verdict is Verdict.LIMITED and (errors := _errors_of(account, market_type)) is not None:
        told = [one.to_json() for one in errors if not _is_about(one, missing)]
        yield Reason("market_limited", {"market": market_type, "findings": told})
    yield from (
        Reason("right_missing", {"right": str(right), "value": str(value)}) for right, value in missing
    )
    withdraw = account.passport.grants(Permission.WITHDRAW)
    if account.verdict is not Verdict.QUARANTINED and not _is_unread(account) and withdraw is not Grant.NO:
        yield Reason("can_withdraw", {"value": str(withdraw)})


def _of_verdict(account: Account, missing: list[tuple[Permission, Grant]]) -> Iterator[Reason]:
    errors = account.errors
    if account.verdict is Verdict.PENDING:
        yield Reason("not_checked")
    elif account.verdict is Verdict.QUARANTINED:
        yield Reason("quarantined", {"findings": [one.to_json() for one in errors]})
    elif account.verdict is Verdict.ACTION_REQUIRED:
        # A right that is missing is said by name, and not once more as a finding.
        told = [one.to_json() for one in errors if not _is_about(one, missing)]
        yield Reason("action_required", {"findings": told})


def _missing(account: Account, market_type: str) -> Iterator[tuple[Permission, Grant]]:
    """Yield the rights that are needed and not known to be there: unknown is not yes."""
    for right in (Permission.READ, TRADE[Market(market_type)]):
        if (value := account.passport.grants(right)) is not Grant.YES:
            yield right, value


def _is_unread(account: Account) -> bool:
    """Say whether no passport was ever read: the verdict says so, and all rights would only say it again."""
    is_working = account.verdict in {Verdict.CONNECTED, Verdict.LIMITED}
    return not is_working and not any(right.at for right in account.passport.rights.values())


def _is_about(finding: Finding, missing: list[tuple[Permission, Grant]]) -> bool:
    scopes = {str(_SCOPES[right]) for right, _ in missing}
    return finding.code == Category.NO_PERMISSION and finding.params.get("scope") in scopes


def _errors_of(account: Account, market_type: str) -> list[Finding] | None:
    """Return why this market does not work; None where it works.

    A limited connection has one market that works, of which there is no error; where none names its market,
    either may be the broken one.
    """
    named = [(_market_of(finding), finding) for finding in account.errors]
    markets = {market for market, _ in named if market}
    if markets and market_type not in markets:
        return None
    return [finding for market, finding in named if market in {None, market_type}]


def _market_of(finding: Finding) -> str | None:
    if finding.code == Category.FUTURES_NOT_OPENED:
        return str(Market.FUTURES)
    scope = finding.params.get("scope")
    return str(scope) if scope in set(Market) else None
