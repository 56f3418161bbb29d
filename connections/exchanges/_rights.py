"""The names of rights, as an exchange spells them, and what an undescribed one may stand for."""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from connections.findings import Grant, Permission, Right

# A right that nobody has described, yet whose name speaks of moving money out or of everything: it counts as
# "can withdraw".
MOVES_MONEY = re.compile(
    r"with?d|transfer|pay|send|remit|cash.?out|提现|提币|转账|划转|(^|_)(all|full|any)(_|$)|admin|\*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Vocabulary:
    """The names an exchange has for rights, in its own spelling.

    Of `grants`, any one suffices; "A+B" takes both. `neutral` are names, between blanks, that grant nothing we look at.
    Where these are all there are (`is_complete`), any other may be the right to withdraw, whatever its name.
    """

    grants: Mapping[Permission, tuple[str, ...]]
    neutral: str = ""
    withdraws: str = r"(?!)"  # undescribed names that match are the right to withdraw
    is_complete: bool = False

    def rights(self, names: Sequence[str] | None) -> dict[Permission, Right]:
        """Return the right behind each permission.

        A key without any right cannot be made, so a list without one known name was not understood: all unknown.
        """
        listed = {folded(name): name for name in names or ()}
        spelled = "+".join([*itertools.chain(*self.grants.values()), *self.neutral.split()])
        known = set(map(folded, spelled.split("+")))
        if not known & set(listed):
            return dict.fromkeys(Permission, Right())
        rights = {permission: self._right(permission, listed) for permission in Permission}
        others = [name for key, name in listed.items() if key not in known]
        strange = [name for name in others if self.is_complete or MOVES_MONEY.search(name)]
        telling = [name for name in strange if re.search(self.withdraws, name, re.IGNORECASE)]
        if strange and rights[Permission.WITHDRAW].value is not Grant.YES:
            value = Grant.YES if telling else Grant.UNKNOWN
            rights[Permission.WITHDRAW] = Right(value, "listed", {"token": (telling or strange)[0][:60]})
        return rights

    def _right(self, permission: Permission, listed: Mapping[str, str]) -> Right:
        if permission not in self.grants:
            return Right()
        for token in self.grants[permission]:
            if all(folded(one) in listed for one in token.split("+")):
                return Right(Grant.YES, "listed", {"token": token.replace("+", ", ")})
        return Right(Grant.NO, "not_listed")


def folded(name: str) -> str:
    """Return a name as it is compared: without case, underscores and blanks."""
    return re.sub(r"[\W_]+", "", name).casefold()
