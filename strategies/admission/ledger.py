"""What is spoken for on connections: by wallet and currency, of all that runs or may come back at any moment.

Read it and write under the lock of the connection, or two strategies get the same money.
"""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal, localcontext

from django.db.models.fields.json import KT

from connections import exchanges
from strategies.ladder.terms import EXACT, ZERO
from strategies.models import Strategy

_Purse = tuple[int | None, str, str]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What others have spoken for in one wallet, and the largest amount that one of them wants left alone."""

    limits: Decimal = ZERO
    reserve: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class _Entry:
    purse: _Purse
    limit: Decimal
    reserve: Decimal


class Ledger:
    """The entries of some connections, kept up to date by whoever changes them under the lock."""

    def __init__(self, connection_ids: Collection[int]) -> None:
        rows = Strategy.objects.holding().filter(connection__in=connection_ids)
        self._entries = {
            pk: _Entry(_purse(connection_id, exchange, wallet, quote), Decimal(limit), Decimal(reserve))
            for pk, connection_id, exchange, wallet, quote, limit, reserve in rows.values_list(
                # As text: SQLite would read a number out of JSON as a binary fraction.
                *("pk", "connection_id", "exchange", "market_type", "quote"),
                *(KT("settings__margin_limit"), KT("settings__reserve")),
            )
        }

    def besides(self, strategy: Strategy) -> Spoken:
        """Return what all others hold in the strategy's wallet and currency: its own must not count twice."""
        purse = _purse_of(strategy)
        others = [one for pk, one in self._entries.items() if one.purse == purse and pk != strategy.pk]
        with localcontext(EXACT):
            limits = sum((one.limit for one in others), ZERO)
        return Spoken(limits, max((one.reserve for one in others), default=ZERO))

    def let_go(self, strategy: Strategy) -> None:
        """Note that nothing is spoken for by a strategy until it is judged."""
        self._entries.pop(strategy.pk, None)

    def hold(self, strategy: Strategy) -> None:
        """Note that a strategy runs from now on."""
        self._entries[strategy.pk] = _Entry(_purse_of(strategy), strategy.margin_limit, strategy.reserve)


def _purse_of(strategy: Strategy) -> _Purse:
    return _purse(strategy.connection_id, strategy.exchange, strategy.market_type, strategy.quote)


def _purse(connection_id: int | None, exchange: str, wallet: str, quote: str) -> _Purse:
    """Return whose money it is; where all markets draw on one wallet, that of all of them."""
    found = exchanges.every().get(exchange)
    return connection_id, "" if found and found.has_one_wallet else wallet, quote
