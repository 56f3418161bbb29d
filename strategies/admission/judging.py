"""Whether a strategy may run: every reason against it at once; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, localcontext

from strategies.admission.account import Account
from strategies.admission.ledger import Spoken
from strategies.admission.looking import Look, of_pairs
from strategies.admission.of_connection import reasons_of_connection
from strategies.ladder.plain import plain
from strategies.ladder.terms import EXACT, ZERO
from strategies.problems import Problem
from strategies.reasons import Reason

OLD, LOADING, NO_ANSWER = "passport_old", "markets_loading", "no_answer"
UNPRICED = "prices_loading"
# What is on its way by itself.
COMING = frozenset({LOADING, UNPRICED})
# What reading rights and balances anew may change.
_HEALED = frozenset(
    {
        *("not_checked", "action_required", "right_missing", "can_withdraw", "market_limited"),
        *("pair_not_for_key", "balance_unknown", "over_balance"),
    }
)
_OF_PAIRS = frozenset({"pair_unknown", "pair_inactive", "pair_not_by_api", "leverage_too_high"})
MONEY = frozenset({"balance_unknown", "over_balance"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a strategy asks for: `look` of its settings, at `exchange`, in one wallet, of one currency."""

    look: Look
    exchange: str
    market_type: str
    quote: str

    @property
    def need(self) -> "Need":
        values = self.look.chosen.values
        pairs, reserve = tuple(values["pairs"]), values["reserve"] or ZERO
        return Need(self.market_type, self.quote, pairs, values["margin_limit"], reserve)


@dataclass(frozen=True, slots=True)
class Need:
    """What a strategy needs of an account, whatever its settings come to at the exchange."""

    market_type: str
    quote: str
    pairs: tuple[str, ...]
    limit: Decimal | None
    reserve: Decimal


def reasons(
    wanted: Wanted, account: Account | None, spoken: Spoken, now: datetime, longest: timedelta
) -> tuple[Reason, ...]:
    """Return what is in the way; `longest` is the age up to which rights and balances count as known."""
    found = list(_of_settings(wanted))
    if account is None:
        return (Reason("no_connection"), *found)
    return (
        *reasons_of_connection(account, wanted.market_type),
        *_of_age(account, now, longest),
        *found,
        *of_account(wanted.need, account, spoken),
    )


def of_account(need: Need, account: Account, spoken: Spoken) -> Iterator[Reason]:
    """Yield what the account lacks: pairs that its key may trade, and money."""
    yield from _of_pairs_for_key(need, account)
    yield from _of_money(need, account, spoken)


def needs_check(found: Sequence[Reason]) -> bool:
    """Say whether a check may be all that is missing: rights are old, and it could heal whatever else there is."""
    codes = {reason.code for reason in found}
    return OLD in codes and codes <= {OLD, *_HEALED}


def refusals(found: Sequence[Reason]) -> tuple[Reason, ...]:
    """Return what to tell: age alone is nobody's fault, and leads to a check."""
    return tuple(reason for reason in found if reason.code != OLD)


def unpriced(exchange: str, pairs: Sequence[str]) -> Reason:
    """Return that no price to begin at is known of these pairs; it was asked for."""
    return Reason(UNPRICED, {"exchange": exchange, "pairs": list(pairs)})


def _of_settings(wanted: Wanted) -> Iterator[Reason]:
    if wanted.look.is_loading:
        yield Reason(LOADING, {"exchange": wanted.exchange})
    elif wanted.look.preview.unpriced:
        yield unpriced(wanted.exchange, wanted.look.preview.unpriced)
    for problem in wanted.look.problems():
        # Whether there is a connection is said of the connection, and each pair is named below.
        if problem.field != "connection" and problem.code not in _OF_PAIRS:
            yield Reason.of(problem)
    unknown = ((str(one.value), one) for one in wanted.look.preview.problems)
    found = [_of_pair(pair, one) for pair, one in (*unknown, *of_pairs(wanted.look)) if one.code in _OF_PAIRS]
    yield from (reason for number, reason in enumerate(found) if reason not in found[:number])


def _of_pair(pair: str, problem: Problem) -> Reason:
    if problem.code != "leverage_too_high":
        return Reason(problem.code, {"pair": pair})
    most = problem.allowed.rpartition("..")[2]
    return Reason(problem.code, {"pair": pair, "value": plain(problem.value), "allowed": most})


def _of_age(account: Account, now: datetime, longest: timedelta) -> Iterator[Reason]:
    if account.read_at is None or now - account.read_at > longest:
        yield Reason(OLD)


def _of_pairs_for_key(need: Need, account: Account) -> Iterator[Reason]:
    """Yield the pairs that the key was not made for; a list that names no pair of this market is about another."""
    is_futures = need.market_type == "futures"
    listed = {pair for pair in account.passport.symbol_whitelist or () if (":" in pair) == is_futures}
    missing = [pair for pair in need.pairs if pair not in listed]
    if listed and missing:
        yield Reason("pair_not_for_key", {"pairs": missing})


def _of_money(need: Need, account: Account, spoken: Spoken) -> Iterator[Reason]:
    if account.free is None:
        yield Reason("balance_unknown", {"wallet": need.market_type, "quote": need.quote})
    elif need.limit is not None:
        with localcontext(EXACT):
            reserve = max(spoken.reserve, need.reserve)
            allowed = account.free - reserve - spoken.limits
        if need.limit > allowed:
            amounts = {"limit": need.limit, "free": account.free, "reserve": reserve}
            amounts["others_reserve"] = spoken.reserve
            sums = {**amounts, "spoken_for": spoken.limits, "allowed": max(allowed, ZERO)}
            texts = {name: plain(amount) for name, amount in sums.items()}
            yield Reason("over_balance", {**texts, "quote": need.quote})
