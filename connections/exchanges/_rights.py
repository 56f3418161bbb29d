"""The names of rights, as an exchange spells them, and what an undescribed one may stand for."""

import functools
import itertools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from connections.findings import Grant, Permission, Right

# A right that nobody has described, yet whose name speaks of moving money out or of everything: it counts as
# "can withdraw". Looked for in a name whose words stand apart: "out" in "asset_out" but not in "about", and no "c2c"
# in the digits of a number.
_MONEY = (
    r"with?d|with_draw|transfer|pay|send|remit|cash.?out|p2p|fiat|wallet|red_?packet|outflow|提现|提币|转账|划转|出金"
    r"|(^|_)(otc|mov(e|ing)|sweep|wire|export|spend|bridge|gift|debit|capital|money)"
    r"|(^|_)(wd|out|c2c|tx)(_|$)"
)
MOVES_MONEY = re.compile(_MONEY)
_HOLDINGS = re.compile(
    r"(^|_)(asset|fund)"
)  # of a right that nobody has described: the accounts money leaves from
_EVERYTHING = re.compile(r"(^|_)(all|full|any)(_|$)|admin|\*")


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
        if self._known.isdisjoint(listed):
            return dict.fromkeys(Permission, Right())
        rights = {permission: self._right(permission, listed) for permission in Permission}
        others = [name for key, name in listed.items() if key not in self._known]
        strange = [name for name in others if self.is_complete or may_withdraw(name)]
        telling = [name for name in strange if re.search(self.withdraws, folded(name))]
        if strange and rights[Permission.WITHDRAW].value is not Grant.YES:
            value = Grant.YES if telling else Grant.UNKNOWN
            rights[Permission.WITHDRAW] = Right(value, "listed", {"token": (telling or strange)[0][:60]})
        return rights

    def _right(self, permission: Permission, listed: Mapping[str, str]) -> Right:
        if permission not in self._granting:
            return Right()
        found = (right for names, right in self._granting[permission] if names <= listed.keys())
        return next(found, _NOT_LISTED)

    @functools.cached_property
    def _known(self) -> frozenset[str]:
        spelled = "+".join([*itertools.chain(*self.grants.values()), *self.neutral.split()])
        return frozenset(map(folded, spelled.split("+")))

    @functools.cached_property
    def _granting(self) -> dict[Permission, list[tuple[frozenset[str], Right]]]:
        """Return by permission which names, folded, grant it together, and what is then known of it."""
        return {
            permission: [(frozenset(map(folded, token.split("+"))), _listed(token)) for token in tokens]
            for permission, tokens in self.grants.items()
        }


_NOT_LISTED = Right(Grant.NO, "not_listed")


def _listed(token: str) -> Right:
    return Right(Grant.YES, "listed", {"token": token.replace("+", ", ")})


def may_withdraw(name: str) -> bool:
    """Say whether a right that nobody has described may let money leave; a number does not say what it is about."""
    is_plain = re.search(r"[^\W\d_]", name) and not _HOLDINGS.search(apart(name))
    return moves_money(name) or grants_everything(name) or not is_plain


def moves_money(name: str) -> bool:
    """Say whether a name speaks of moving money out; a number never does."""
    if name.isascii() and name.isdigit():
        return False
    return MOVES_MONEY.search(apart(name)) is not None


def grants_everything(name: str) -> bool:
    """Say whether a name speaks of every right there is."""
    return _EVERYTHING.search(apart(name)) is not None


def apart(name: str) -> str:
    """Return enableAssetOut as enable_asset_out, in whatever width it was written."""
    plain = unicodedata.normalize("NFKC", name)
    split = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z0-9])(?=[A-Z][a-z])", "_", plain)
    return re.sub(r"[^\w*]+", "_", split).casefold()


@functools.lru_cache(maxsize=4096)  # the same few names, several times in every check
def folded(name: str) -> str:
    """Return a name as it is compared: without case, underscores and blanks."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name)).casefold()
