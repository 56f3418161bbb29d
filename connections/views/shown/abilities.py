"""The passport as a table: what the key can do, how we know, and how old that is."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from connections import messages
from connections.findings import TRADE, Grant, Market, Passport, Permission
from connections.models import Connection

_NEEDED = {Grant.YES: "good", Grant.NO: "bad", Grant.UNKNOWN: ""}
_SURPLUS = {Grant.YES: "warn", Grant.NO: "off", Grant.UNKNOWN: ""}
_UNUSED = {Grant.YES: "", Grant.NO: "off", Grant.UNKNOWN: ""}
# Unknown counts as "can withdraw".
_FORBIDDEN = {Grant.YES: "bad", Grant.NO: "good", Grant.UNKNOWN: "bad"}
_READS: tuple[tuple[str, str | Promise], ...] = (
    ("balance", _("Read balances")),
    ("orders", _("Read orders")),
)


@dataclass(frozen=True)
class Ability:
    what: str | Promise
    tone: str
    state: str
    evidence: str
    at: datetime | None


def abilities(connection: Connection) -> list[Ability]:
    """Return the rows of the table, the one that decides first; empty where nobody has looked at the key yet."""
    passport = connection.passport
    if not passport.rights:
        return []
    wanted = [market for market in Market if market in connection.markets]
    return [
        _row(connection, passport, Permission.WITHDRAW, _FORBIDDEN),
        *(_read(connection, passport, probe, label) for probe, label in _READS),
        *(_row(connection, passport, TRADE[market], _NEEDED) for market in wanted),
        *(_row(connection, passport, TRADE[market], _UNUSED) for market in Market if market not in wanted),
        _row(connection, passport, Permission.INTERNAL_TRANSFER, _SURPLUS),
        _row(connection, passport, Permission.MARGIN_TRADE, _SURPLUS),
    ]


def _row(
    connection: Connection, passport: Passport, permission: Permission, tones: dict[Grant, str]
) -> Ability:
    right = passport.right(permission)
    is_surplus = right.value is Grant.YES and tones in (_SURPLUS, _UNUSED)
    return Ability(
        messages.permission_label(permission),
        tones[right.value],
        gettext("On, not needed") if is_surplus else messages.grant_label(permission, right.value),
        messages.evidence(right, permission, connection.exchange_at_site),
        right.at,
    )


def _read(connection: Connection, passport: Passport, probe: str, label: str | Promise) -> Ability:
    """Return the row of one thing that was read; the passport keeps one piece of evidence for both rows."""
    right = passport.right(Permission.READ)
    evidence, at = messages.evidence(right, Permission.READ, connection.exchange_at_site), right.at
    if right.evidence == "read" and right.params.get("what") != probe:
        is_balance = probe == "balance" and connection.balances_at is not None
        evidence = gettext("Free balances were read.") if is_balance else ""
        at = connection.balances_at if is_balance else right.at
    state = messages.grant_label(Permission.READ, right.value)
    return Ability(label, _NEEDED[right.value], state, evidence, at)
