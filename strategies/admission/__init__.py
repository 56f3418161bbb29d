"""Whether a strategy may run: pure rules, and the ledger of what is spoken for."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings

from connections.findings import Grant
from connections.models import Connection
from strategies.admission import judging
from strategies.admission.account import Account
from strategies.admission.judging import Need, Wanted
from strategies.admission.ledger import Ledger
from strategies.admission.looking import Look
from strategies.admission.of_connection import SUSPENDING, reasons_of_connection
from strategies.models import Strategy
from strategies.reasons import Reason

# Times the age at which prices are fetched anew: by default ten minutes.
_OUTDATED = 10


def judge(
    strategy: Strategy, connection: Connection | None, look: Look, ledger: Ledger, now: datetime
) -> tuple[Reason, ...]:
    """Return everything in the way of a strategy; final only while the connection is locked."""
    wanted = Wanted(look, strategy.exchange, strategy.market_type, strategy.quote)
    account = Account.of(connection, strategy.market_type, strategy.quote) if connection else None
    longest = timedelta(seconds=settings.PASSPORT_SECONDS)
    return judging.reasons(wanted, account, ledger.besides(strategy), now, longest)


def awaiting(strategy: Strategy, look: Look, now: datetime) -> tuple[Reason, ...]:
    """Return that prices are on their way, where one is too old to begin at; to save settings it will do."""
    oldest = now - _OUTDATED * timedelta(seconds=settings.PRICE_SECONDS)
    times = ((pair.site.symbol, pair.site.price_at) for pair in look.preview.pairs)
    late = [symbol for symbol, at in times if at is not None and at < oldest]
    return (judging.unpriced(strategy.exchange, late),) if late else ()


def unfit(strategy: Strategy, connection: Connection, ledger: Ledger) -> tuple[Reason, ...]:
    """Return what the account of a connection lacks for a strategy that runs; final only under the lock."""
    place = strategy.market_type, strategy.quote
    need = Need(*place, tuple(strategy.pairs), strategy.margin_limit, strategy.reserve)
    return tuple(judging.of_account(need, Account.of(connection, *place), ledger.besides(strategy)))


def suspending(strategy: Strategy, connection: Connection) -> Sequence[Reason]:
    """Return why a strategy must not run on its connection now; an exchange that is silent is no reason.

    A right that is merely unknown is none either: a probe that was not answered leaves it so, and one that was
    judged and could not be told has changed the verdict.
    """
    found = _against(strategy, connection)
    return [reason for reason in found if reason.code in SUSPENDING and not _is_untold(reason)]


def still(strategy: Strategy) -> Sequence[Reason]:
    """Return the reasons that were noted, without those of a connection that has been put right since; no query."""
    connection = strategy.connection
    now = {reason.code for reason in _against(strategy, connection)} if connection else SUSPENDING
    return [reason for reason in strategy.reasons if reason.code not in SUSPENDING or reason.code in now]


def _against(strategy: Strategy, connection: Connection) -> Sequence[Reason]:
    account = Account.of(connection, strategy.market_type, strategy.quote)
    return list(reasons_of_connection(account, strategy.market_type))


def _is_untold(reason: Reason) -> bool:
    return reason.code == "right_missing" and reason.params["value"] == Grant.UNKNOWN
