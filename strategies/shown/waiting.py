"""How long a page goes on asking for what is being fetched: ever more slowly, and not for ever."""

from dataclasses import dataclass

_PAUSES = (2, 2, 4, 8, 14)  # seconds, half a minute in all


@dataclass(frozen=True, slots=True)
class Wait:
    """`seconds` until a page asks for the time after this one, 0 where it leaves that to its reader."""

    tried: int

    @property
    def seconds(self) -> int:
        return _PAUSES[self.tried] if self.tried < len(_PAUSES) else 0

    @property
    def next(self) -> int:
        return self.tried + 1


def wait(told: str) -> Wait:
    """Return the wait of a page that says how often it has asked by itself; anything odd has not."""
    return Wait(int(told) if len(told) == 1 and told.isascii() and told.isdigit() else 0)
