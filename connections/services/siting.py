"""At which site of an exchange a key is said to belong, and what speaks against it."""

from collections.abc import Sequence

from connections.exchanges._paste import Problem
from connections.exchanges.base import Exchange


def at_site(exchange: Exchange, site: str) -> tuple[Exchange, list[Problem]]:
    """Return the exchange as it is at a site, or as it was given with what is wrong."""
    try:
        there = exchange.at_site(site)
    except KeyError:
        return exchange, [Problem("site", "unknown_site")]
    if not there.site.tells_rights:
        return there, [Problem("site", "site_hides_rights", {"site": site})]
    return there, []


def lacking(there: Exchange, markets: Sequence[str]) -> list[Problem]:
    """Return a problem where a connection is for markets that a site does not have."""
    missing = sorted(set(markets) - set(there.markets))
    params = {"site": there.site.code, "missing": missing}
    return [Problem("site", "site_lacks_market", params)] if missing else []
