"""What of an exchange's tests depends on what it trades and on what it tells of a key."""

from connections import exchanges
from connections.findings import Market
from sandbox.stories import LISTED_ADDRESS
from tests.connections.exchanges import golden


def story_of_all(exchange: str) -> str:
    """Return the story of a healthy key for all that an exchange trades."""
    return "healthy-futures" if Market.FUTURES in exchanges.get(exchange).markets else "healthy"


def with_futures() -> list[str]:
    """Return the exchanges that trade futures."""
    return [code for code, exchange in exchanges.every().items() if Market.FUTURES in exchange.markets]


def with_sites() -> list[tuple[str, str]]:
    """Return (exchange, site) of the further sites whose keys can be used."""
    every = [(code, site) for code, exchange in exchanges.every().items() for site in exchange.sites]
    return [(code, site.code) for code, site in every if site.tells_rights]


def with_pairs() -> list[str]:
    """Return the exchanges for which key pairs are made here."""
    return [code for code, exchange in exchanges.every().items() if exchange.pairs]


def tells_binding(exchange: str) -> bool:
    """Say whether an exchange was seen to tell if a key is bound to addresses."""
    return any(seen["ip_restricted"] is not None for seen in golden.of(exchange).passports)


def listed_addresses(exchange: str) -> tuple[str, ...] | None:
    """Return the list of an ordinary key of the sandbox, None where an exchange was never seen to show lists."""
    shows = any(seen["ip_list"] for seen in golden.of(exchange).passports)
    return (LISTED_ADDRESS,) if shows else None
