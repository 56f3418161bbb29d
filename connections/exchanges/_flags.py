"""Rights that an answer tells as flags, a field for each, instead of a list of names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connections.exchanges._rights import MOVES_MONEY, folded
from connections.findings import Grant, Permission, Right


@dataclass(frozen=True)
class Flags:
    """The fields that an exchange has for rights, in its own spelling.

    Of `grants`, any one that is on suffices, and all have to be off for a no: what is missing stays unknown.
    """

    grants: Mapping[Permission, tuple[str, ...]]

    def rights(self, entry: Mapping[str, Any]) -> dict[Permission, Right]:
        """Return the right behind each permission; an entry without one known flag was not understood."""
        flags = {folded(name): value for name, value in entry.items()}
        granting = {folded(name) for names in self.grants.values() for name in names}
        if not any(isinstance(flags.get(name), bool) for name in granting):
            return dict.fromkeys(Permission, Right())
        rights = {permission: self._right(permission, flags) for permission in Permission}
        strange = [name for name, value in entry.items() if value and folded(name) not in granting]
        moving = [name for name in strange if MOVES_MONEY.search(_apart(name))]
        if moving and rights[Permission.WITHDRAW].value is not Grant.YES:
            rights[Permission.WITHDRAW] = Right(Grant.UNKNOWN, "listed", {"token": moving[0][:60]})
        return rights

    def _right(self, permission: Permission, flags: Mapping[str, Any]) -> Right:
        names = self.grants.get(permission, ())
        for name in names:
            if flags.get(folded(name)) is True:
                return Right(Grant.YES, "listed", {"token": name})
        is_off = bool(names) and all(flags.get(folded(name)) is False for name in names)
        return Right(Grant.NO, "not_listed") if is_off else Right()


def _apart(name: str) -> str:
    """Return enableAll as enable_All: some words count only where they stand alone."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
