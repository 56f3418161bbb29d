"""The credentials of a story, made from its name and a number: the fleet needs no table."""

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.coding import derive, encode, sealed_for
from sandbox.exchanges import known
from sandbox.stories import STORIES


@dataclass(frozen=True)
class Key:
    """What a person pastes, and what a product that connects it should conclude; `then_*` for a story that turns."""

    exchange: str
    story: str
    api_key: str
    secret: str
    passphrase: str | None
    markets: tuple[str, ...]
    expected_status: str
    expected_findings: tuple[str, ...]
    then_status: str | None
    then_findings: tuple[str, ...] | None
    site: str = ""


def stories_of(exchange: str, site: str = "") -> list[str]:
    """Return the names of the stories an exchange can tell at a site; raises ValueError for what does not exist."""
    if exchange not in known():
        raise ValueError(f"There is no exchange {exchange!r}. There are: {', '.join(known())}.")
    sites = known()[exchange].sites
    if site and site not in sites:
        raise ValueError(f"{exchange} has no site {site!r}. There are: {', '.join(sites) or 'none'}.")
    return [name for name, story in STORIES.items() if known()[exchange].tells(story, site)]


def credentials(exchange: str, story: str, number: int = 0, site: str = "") -> Key:
    """Return the credentials of a story; raises ValueError naming what exists."""
    stories = stories_of(exchange, site)
    if story not in stories:
        raise ValueError(f"{exchange} has no story {story!r}. There are: {', '.join(stories)}.")
    return _made(exchange, story, number, site)


def _made(exchange: str, story: str, number: int, site: str) -> Key:
    host, told = known()[exchange], STORIES[story]
    api_key = host.key_text(encode(sealed_for(exchange, site), story, number, host.key_bytes))
    then = STORIES.get(told.later)
    return Key(
        exchange=exchange,
        story=story,
        api_key=api_key,
        secret=host.handed_out(api_key, told),
        passphrase=host.passphrase_text(derive(api_key, "passphrase")) if host.has_passphrase else None,
        markets=told.markets,
        expected_status=told.status,
        expected_findings=host.findings(told),
        then_status=then.status if then else None,
        then_findings=host.findings(then) if then else None,
        site=site,
    )


def every(exchange: str | None, story: str | None, start: int, count: int, site: str = "") -> list[Key]:
    """Return the credentials of all stories, or of the one asked for, see fleet()."""
    return list(fleet(exchange, story, start, count, site))


def fleet(exchange: str | None, story: str | None, start: int, count: int, site: str = "") -> Iterator[Key]:
    """Return the keys `start` to `start + count - 1` of each story, or of the one asked for, made one by one.

    With a `site`, those of the exchanges that have it. Raises ValueError, before the first is made, for what does
    not exist.
    """
    if count < 1:
        raise ValueError(f"The count of sets is 1 or more, not {count}.")
    exchanges = [exchange] if exchange else _having(site)
    if story and not any(story in stories_of(code, site) for code in exchanges):
        there = ", ".join(stories_of(exchanges[0], site))
        raise ValueError(f"There is no story {story!r}. There are: {there}.")
    told = [(code, name) for code in exchanges for name in stories_of(code, site) if story in (None, name)]
    for number in (start, start + count - 1):
        _made(*told[0], number, site)
    return (_made(code, name, number, site) for code, name in told for number in range(start, start + count))


def _having(site: str) -> list[str]:
    """Return the exchanges that have a site, all for the main one; raises ValueError where none has."""
    found = [code for code, one in known().items() if not site or site in one.sites]
    if not found:
        sites = sorted({site for exchange in known().values() for site in exchange.sites})
        raise ValueError(f"There is no site {site!r}. There are: {', '.join(sites)}.")
    return found
