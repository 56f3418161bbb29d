"""Rights that an answer tells as flags, a field for each, instead of a list of names."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connections.exchanges._beside import is_on
from connections.exchanges._rights import folded, grants_everything, moves_money
from connections.findings import Grant, Permission, Right


@dataclass(frozen=True)
class Flags:
    """The fields that an exchange has for rights, in its own spelling.

    Of `grants`, any one that is on suffices, and all have to be off for a no: what is missing stays unknown. `neutral`
    are names, between blanks, that grant nothing we look at. Where these are all there are (`is_complete`), any other
    that is on may be the right to withdraw, whatever its name.
    """

    grants: Mapping[Permission, tuple[str, ...]]
    neutral: str = ""
    is_complete: bool = False

    def rights(self, entry: Mapping[str, Any]) -> dict[Permission, Right]:
        """Return the right behind each permission; an entry without one known flag was not understood."""
        flags: dict[str, list[Any]] = defaultdict(list)
        for name, value in entry.items():
            flags[folded(name)].append(value)  # one flag in two spellings: what one of them grants is granted
        granting = {folded(name) for names in self.grants.values() for name in names}
        if not any(isinstance(value, bool) for name in granting for value in flags.get(name, ())):
            return dict.fromkeys(Permission, Right())
        rights = {permission: self._right(permission, flags) for permission in Permission}
        known = granting | set(map(folded, self.neutral.split()))
        strange = [one for one in entry.items() if folded(one[0]) not in known and self._is_strange(*one)]
        if strange and rights[Permission.WITHDRAW].value is not Grant.YES:
            rights[Permission.WITHDRAW] = Right(Grant.UNKNOWN, "listed", {"token": strange[0][0][:60]})
        return rights

    def _is_strange(self, name: str, value: Any) -> bool:
        """Say whether a flag that nobody has described may let money leave."""
        if self.is_complete and not isinstance(value, str | int | float):
            return is_on(value)
        if self.is_complete and is_on(value, as_flag=True):
            return True
        return is_on(value) and (moves_money(name) or grants_everything(name))

    def _right(self, permission: Permission, flags: Mapping[str, list[Any]]) -> Right:
        names = self.grants.get(permission, ())
        for name in names:
            if any(value is True for value in flags.get(folded(name), ())):
                return Right(Grant.YES, "listed", {"token": name})
        told = [value for name in names for value in flags.get(folded(name)) or (None,)]
        is_off = bool(told) and all(value is False for value in told)
        return Right(Grant.NO, "not_listed") if is_off else Right()
