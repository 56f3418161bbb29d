"""How safe a key is, in one letter: from what is known of it, pure. Every lost point can be won back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from connections.advice import NEVER_USED, advise, missing_addresses, surplus
from connections.exchanges import _addresses
from connections.exchanges.base import Exchange
from connections.findings import (
    TRADE,
    Advice,
    Category,
    Finding,
    Grant,
    KeyKind,
    Market,
    Passport,
    Permission,
    Verdict,
)

# Points of a hundred, by how much a thief could do with the key if the weakness were not there.
WEIGHTS: dict[str, int] = {
    Category.WITHDRAW_ENABLED: 100,  # everything can be taken
    Category.WITHDRAW_UNKNOWN: 100,  # unknown counts as "can withdraw"
    Advice.NO_IP_LIST: 30,  # whoever has the key can use it
    Advice.WIDE_ADDRESS_LIST: 25,  # whoever rents a server in that range can
    Advice.ADDRESS_MISSING: 5,  # tempts into taking the list away on the day it fails
    "foreign_address": 5,  # a further place from which it can be used
    "internal_transfer": 15,  # money can be moved to where another key may withdraw
    "margin_trade": 10,  # more can be lost than there is
    "unused_market": 5,  # a further market to lose money in
    Advice.EXPIRES_SOON: 5,  # a key that is replaced in a hurry is replaced carelessly
    "old_key": 5,  # the longer a key exists, the more copies of it there may be
    "shared_secret": 10,  # the exchange holds the secret too, and a copy of it was pasted
}
LETTERS = {"A": 90, "B": 80, "C": 65, "D": 50, "E": 35, "F": 0}
_OLD = timedelta(days=365)


# With these no key is in use at the exchange: nothing of it can be stolen or made safer.
_UNUSABLE = frozenset(
    {Category.INVALID_KEY, Category.BAD_SIGNATURE, Category.BAD_PASSPHRASE, Category.KEY_EXPIRED}
)


@dataclass(frozen=True)
class Loss:
    """One weakness: its code, the points it costs, and what its sentences are made of."""

    code: str
    points: int
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Grade:
    """A letter from A to F for 0 to 100 points; `unread` names what the exchange does not tell and nobody counted."""

    letter: str
    points: int
    losses: tuple[Loss, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class Subject:
    """What is graded. `has_safer_kind` says that the exchange takes keys whose secret half it never learns."""

    passport: Passport
    markets: Sequence[str]
    now: datetime
    warn_days: int = 14
    egress: Sequence[str] = ()
    has_safer_kind: bool = False


def has_safer_kind(exchange: Exchange, key_kind: str) -> bool:
    """Say whether a pair could be made here for an exchange in the place of a secret that it shares."""
    return key_kind == KeyKind.HMAC and bool(exchange.pairs)


def is_gradable(verdict: str, findings: Sequence[Finding]) -> bool:
    """Say whether there is a key to grade: not where the exchange refused it for what it is, or may have."""
    if verdict != Verdict.ACTION_REQUIRED:
        return True
    return not any(_UNUSABLE & {one.code, *one.params.get("candidates", ())} for one in findings)


def grade(subject: Subject) -> Grade:
    """Return the grade of a key; one that can withdraw, or may be able to, is an F whatever else it is."""
    losses = tuple(_losses(subject))
    points = max(0, 100 - sum(loss.points for loss in losses))
    letter = next(letter for letter, least in LETTERS.items() if points >= least)
    return Grade(letter, points, losses, tuple(_unread(subject.passport)))


def _losses(subject: Subject) -> Iterator[Loss]:
    passport = subject.passport
    if passport.grants(Permission.WITHDRAW) is not Grant.NO:
        is_on = passport.grants(Permission.WITHDRAW) is Grant.YES
        yield _loss(Category.WITHDRAW_ENABLED if is_on else Category.WITHDRAW_UNKNOWN)
    for finding in advise(passport, subject.now, subject.warn_days, subject.egress):
        is_over = finding.code == Advice.EXPIRES_SOON and _has_ended(passport, subject.now)
        if finding.code in WEIGHTS and not is_over:
            yield _loss(finding.code, **finding.params)
    if foreign := _foreign(passport, subject.egress):
        yield _loss("foreign_address", entries=foreign)
    for right in surplus(passport):
        yield _loss(right)
    if unused := _unused(passport, subject.markets):
        yield _loss("unused_market", markets=unused)
    if passport.expires_at is None and passport.created_at and subject.now - passport.created_at > _OLD:
        yield _loss("old_key", at=passport.created_at.isoformat())
    if subject.has_safer_kind:
        yield _loss("shared_secret")


def _has_ended(passport: Passport, now: datetime) -> bool:
    return passport.expires_at is not None and passport.expires_at <= now


def _foreign(passport: Passport, egress: Sequence[str]) -> list[str]:
    """Return the entries of a list with all our addresses that hold none of them."""
    if passport.ip_restricted is not True or not egress or missing_addresses(passport, egress):
        return []
    entries = passport.ip_list or ()
    return [one for one in entries if len(_addresses.missing([one], egress)) == len(egress)]


def _unused(passport: Passport, markets: Sequence[str]) -> list[str]:
    """Return the markets nobody asked for that the key may trade all the same, by a right of their own."""
    wanted = {passport.right(TRADE[Market(one)]).params.get("token") for one in markets}
    granted = [one for one in Market if one not in markets and passport.grants(TRADE[one]) is Grant.YES]
    return [str(one) for one in granted if passport.right(TRADE[one]).params.get("token") not in wanted]


def _unread(passport: Passport) -> Iterator[str]:
    if passport.ip_restricted is None:
        yield "addresses"
    for right in NEVER_USED:
        if passport.grants(right) is Grant.UNKNOWN:
            yield str(right)


def _loss(code: str, **params: Any) -> Loss:
    return Loss(str(code), WEIGHTS[code], params)
