"""Findings in words: title, cause, what to do, and whatever has to be copied for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from connections import messages
from connections.exchanges.base import Exchange
from connections.findings import Advice, Category, Finding, Severity
from connections.models import Connection

_TONES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.INFO: "idle"}
# Fixing these means pasting our addresses at the exchange.
_ABOUT_ADDRESSES = frozenset(
    {Category.IP_NOT_ALLOWED, Advice.NO_IP_LIST, Advice.WIDE_ADDRESS_LIST, Advice.ADDRESS_MISSING}
)


@dataclass(frozen=True)
class Told:
    code: str
    tone: str
    title: str
    cause: str
    fix: str
    addresses: tuple[str, ...] = ()
    exchange_message: str = ""
    why: tuple[str, ...] = ()


def told(finding: Finding, exchange: Exchange) -> Told:
    """Return one finding in the reader's language."""
    worded = messages.finding(finding, exchange, settings.EGRESS)
    causes = {str(finding.code), *map(str, finding.params.get("candidates", ()))}
    addresses = tuple(settings.EGRESS) if causes & _ABOUT_ADDRESSES else ()
    return Told(
        str(finding.code),
        _TONES[finding.severity],
        worded.title,
        worded.cause,
        worded.fix,
        addresses,
        finding.exchange_message,
        worded.why,
    )


def tell(findings: Iterable[Finding], exchange: Exchange) -> list[Told]:
    """Return findings in words, errors before advice."""
    order = list(_TONES)
    return [told(one, exchange) for one in sorted(findings, key=lambda one: order.index(one.severity))]


def tell_question(connection: Connection) -> list[Told]:
    """Return that a new key waits for its owner's word, where one does; the page of the connection takes the answer."""
    if not connection.account_question:
        return []
    words = messages.question(connection.account_question, connection.exchange_at_site)
    return [Told("account_question", "warn", words.title, words.text, "")]


def tell_all(connection: Connection) -> list[Told]:
    """Return all that is to tell of a connection: what was found, and an end of its key that nobody found yet."""
    exchange, end = connection.exchange_at_site, messages.ending(connection)
    found = tell(connection.findings, exchange)
    if not end.is_soon or end.at is None or any(one.code == Advice.EXPIRES_SOON for one in found):
        return found
    worded = messages.ahead(exchange, end.kind, end.at.isoformat())
    return [*found, Told(Advice.EXPIRES_SOON, "warn", worded.title, worded.cause, worded.fix)]
