"""What a connection brings for one strategy: the key's rights, and the money of one wallet."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Self

from connections.findings import Finding, Passport, Permission, Severity, Verdict
from connections.models import Connection
from strategies.fields import number


@dataclass(frozen=True, slots=True)
class Account:
    """Facts alone: verdict and passport, never the status. `free` is None where the wallet was never read."""

    exchange: str
    verdict: Verdict
    is_paused: bool
    markets: tuple[str, ...]
    errors: tuple[Finding, ...]
    passport: Passport
    free: Decimal | None
    balances_at: datetime | None

    @classmethod
    def of(cls, connection: Connection, wallet: str, quote: str) -> Self:
        return cls(
            exchange=connection.exchange,
            verdict=Verdict(connection.verdict),
            is_paused=connection.paused_at is not None,
            markets=tuple(connection.markets),
            errors=tuple(one for one in connection.findings if one.severity is Severity.ERROR),
            passport=connection.passport,
            free=_free(connection, wallet, quote),
            balances_at=connection.balances_at,
        )

    @property
    def read_at(self) -> datetime | None:
        """When the older of rights and balances was read; None where one of them never was."""
        introduced_at = self.passport.right(Permission.WITHDRAW).at
        if introduced_at is None or self.balances_at is None:
            return None
        return min(introduced_at, self.balances_at)


def _free(connection: Connection, wallet: str, quote: str) -> Decimal | None:
    """Return what is free; a wallet that was read and does not name the currency holds none of it."""
    purse = connection.balances.get(wallet)
    return None if purse is None else number(purse.get(quote, "0"))
