"""The credentials of a story, made from its name and a number: the fleet needs no table."""

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.coding import derive, encode
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


def stories_of(exchange: str) -> list[str]:
    """Return the names of the stories an exchange can tell; raises ValueError for an unknown exchange."""
    if exchange not in known():
        raise ValueError(f"There is no exchange {exchange!r}. There are: {', '.join(known())}.")
    return [name for name, story in STORIES.items() if known()[exchange].tells(story)]


def credentials(exchange: str, story: str, number: int = 0) -> Key:
    """Return the credentials of a story; raises ValueError naming what exists."""
    if story not in stories_of(exchange):
        raise ValueError(f"{exchange} has no story {story!r}. There are: {', '.join(stories_of(exchange))}.")
    return _made(exchange, story, number)


def _made(exchange: str, story: str, number: int) -> Key:
    host, told = known()[exchange], STORIES[story]
    api_key = host.key_text(encode(exchange, story, number, host.key_bytes))
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
    )


def every(exchange: str | None, story: str | None, start: int, count: int) -> list[Key]:
    """Return the credentials of all stories, or of the one asked for, see fleet()."""
    return list(fleet(exchange, story, start, count))


def fleet(exchange: str | None, story: str | None, start: int, count: int) -> Iterator[Key]:
    """Return the keys `start` to `start + count - 1` of each story, or of the one asked for, made one by one.

    Raises ValueError, before the first is made, for what does not exist.
    """
    if count < 1:
        raise ValueError(f"The count of sets is 1 or more, not {count}.")
    exchanges = [exchange] if exchange else list(known())
    if story and not any(story in stories_of(code) for code in exchanges):
        raise ValueError(f"There is no story {story!r}. There are: {', '.join(stories_of(exchanges[0]))}.")
    told = [(code, name) for code in exchanges for name in stories_of(code) if story in (None, name)]
    for number in (start, start + count - 1):
        _made(*told[0], number)
    return (_made(code, name, number) for code, name in told for number in range(start, start + count))
