"""Rights that an answer tells as numbers, and rights that one answer tells in more ways than one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connections.exchanges._reading import listed, text
from connections.findings import Permission, Right


@dataclass(frozen=True)
class Numbers:
    """The numbers that an exchange has for rights, each with the flag that means the same; `withdraws` is one flag.

    A number does not say what it is about: one that nobody has described may be another right to withdraw.
    """

    flags: Mapping[str, str]
    withdraws: str

    def as_flags(self, numbers: Any) -> dict[str, bool]:
        """Return the flags that a list of numbers stands for; none where it has not one known number."""
        items = listed(numbers) if isinstance(numbers, str) else numbers
        written = {_written(item) for item in items} if isinstance(items, list) else set()
        if not written & self.flags.keys():
            return {}
        told = {flag: number in written for number, flag in self.flags.items()}
        if written - self.flags.keys() and not told[self.withdraws]:
            del told[self.withdraws]
        return told


def _written(item: Any) -> str:
    """Return a number as text, however it is written; nothing for what is neither number nor text."""
    return text(int(item) if isinstance(item, float) and item.is_integer() else item) or ""


def agreed(told: Sequence[Mapping[Permission, Right]]) -> dict[Permission, Right]:
    """Return what several ways of telling rights agree on; where they do not, nobody knows."""
    found = {permission: [rights[permission] for rights in told] for permission in Permission}
    return {
        permission: rights[0] if len({right.value for right in rights}) == 1 else Right()
        for permission, rights in found.items()
    }
