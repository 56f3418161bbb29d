"""A grade in words: each weakness, and how to win its points back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from connections import grading
from connections.exchanges.base import Exchange
from connections.findings import Finding
from connections.grading import Grade, Loss
from connections.messages import findings
from connections.messages.case import Case
from connections.messages.labels import market_label
from connections.messages.moments import day_of
from connections.messages.sentence import Sentence, caption, several
from connections.models import Connection

_UNREAD = {
    "addresses": gettext_lazy("%(exchange)s does not tell whether the key is bound to addresses."),
    "internal_transfer": gettext_lazy("%(exchange)s does not tell whether the key may move money inside."),
    "margin_trade": gettext_lazy("%(exchange)s does not tell whether the key may trade on margin."),
}


_TONES = {"A": "good", "B": "good", "C": "warn", "D": "warn", "E": "bad", "F": "bad"}


@dataclass(frozen=True)
class Weakness:
    """One loss: what it is, how to win the points back, and how many they are in words."""

    code: str
    points: int
    cost: str
    title: str
    fix: str


@dataclass(frozen=True)
class Security:
    """A grade in words: `tone` of the letter, the weaknesses with the dearest first, and what nobody could count."""

    grade: str
    points: int
    tone: str
    score: str
    losses: tuple[Weakness, ...]
    unread: tuple[str, ...]


def security(connection: Connection) -> Security | None:
    """Return how safe the key of a connection is, None where nobody has read its rights, or it does not work."""
    grade = grade_of(connection)
    if grade is None:
        return None
    exchange = connection.exchange_at_site
    losses = [_weakness(loss, exchange, settings.EGRESS) for loss in grade.losses]
    unread = (str(_UNREAD[code]) % {"exchange": exchange.name} for code in grade.unread)
    score = _("%(points)s of 100 points") % {"points": grade.points}
    by_price = sorted(losses, key=lambda one: -one.points)
    tone = _TONES[grade.letter]
    return Security(grade.letter, grade.points, tone, score, tuple(by_price), tuple(unread))


def grade_of(connection: Connection) -> Grade | None:
    """Return the grade alone, for lists."""
    passport = connection.passport
    if not passport.rights or not connection.has_credentials:
        return None
    if not grading.is_gradable(connection.verdict, connection.findings):
        return None
    subject = grading.Subject(
        passport,
        connection.markets,
        timezone.now(),
        settings.EXPIRY_WARNING_DAYS,
        settings.EGRESS,
        has_safer_kind=grading.has_safer_kind(connection.exchange_at_site, connection.key_kind),
    )
    return grading.grade(subject)


def tone(grade: Grade) -> str:
    return _TONES[grade.letter]


def _weakness(loss: Loss, exchange: Exchange, egress: Sequence[str]) -> Weakness:
    title, fix = _worded(Case(Finding(loss.code, params=loss.params), exchange, egress))
    cost = ngettext("%(points)s point", "%(points)s points", loss.points) % {"points": loss.points}
    return Weakness(loss.code, loss.points, cost, title, fix)


def _worded(case: Case) -> tuple[str, str]:
    own = _WORDING.get(case.finding.code)
    if own is not None:
        return own(case)
    worded = findings.finding(case.finding, case.exchange, case.egress)
    return worded.title, worded.fix


def _foreign_address(case: Case) -> tuple[Sentence, Sentence]:
    entries = several(case.param("entries") or ())
    fix = _(
        "If you do not use the key from there yourself, edit it in %(menu)s, remove %(entries)s and save."
    )
    return case.say(_("Its IP list also lets in %(entries)s"), entries=entries), case.say(
        fix, entries=entries
    )


def _expires_soon(case: Case) -> tuple[str, str]:
    # The day stands above, with the advice.
    return case.say(_("It ends soon")), findings.finding(case.finding, case.exchange, case.egress).fix


def _internal_transfer(case: Case) -> tuple[Sentence, Sentence]:
    return case.say(_("It may move money between your accounts")), _leave_off(case)


def _margin_trade(case: Case) -> tuple[Sentence, Sentence]:
    return case.say(_("It may trade with borrowed money")), _leave_off(case)


def _unused_market(case: Case) -> tuple[Sentence, Sentence]:
    markets = [str(market_label(market)) for market in case.param("markets") or ()]
    title = _("It may trade a market that this connection is not for: %(markets)s")
    fix = case.say(_("In %(menu)s edit the key, switch off the right to trade there, and save."))
    return case.say(title, markets=", ".join(markets)), fix


def _old_key(case: Case) -> tuple[Sentence, Sentence]:
    title = case.say(_("It has been in use since %(day)s"), day=day_of(case.param("at")))
    return title, case.say(
        _("Once a year create a new key in %(menu)s, replace it here, and delete the old one there.")
    )


def _shared_secret(case: Case) -> tuple[Sentence, Sentence]:
    fix = _(
        "Replace the key by one whose private half stays with us: choose that way when you replace it here."
    )
    return case.say(_("%(exchange)s knows its secret too, and it was copied on its way here")), case.say(fix)


def _leave_off(case: Case) -> Sentence:
    rights = several(case.exchange.leave_off, caption)
    return case.say(
        _("In %(menu)s edit the key, switch off what you do not need, such as %(rights)s, and save."),
        rights=rights,
    )


_WORDING: Mapping[str, Callable[[Case], tuple[str, str]]] = {
    "expires_soon": _expires_soon,
    "foreign_address": _foreign_address,
    "internal_transfer": _internal_transfer,
    "margin_trade": _margin_trade,
    "unused_market": _unused_market,
    "old_key": _old_key,
    "shared_secret": _shared_secret,
}
