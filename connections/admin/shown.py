"""What is stored as codes, put into words and tables for the admin; everything from outside is escaped."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib import admin
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from connections import messages
from connections.exchanges.base import Exchange
from connections.findings import Finding, Permission, Right
from connections.models import Connection

NOTHING = "-"


class Columns:
    """What a list and a page show of a connection alike."""

    @admin.display(description=_("exchange"), ordering="exchange")
    def at(self, connection: Connection) -> str:
        return connection.exchange_name

    @admin.display(description=_("status"))
    def status(self, connection: Connection) -> str:
        return messages.status_label(connection.status)

    @admin.display(description=_("verdict"), ordering="verdict")
    def judged(self, connection: Connection) -> str:
        return messages.verdict_label(connection.verdict)


def codes(found: Iterable[str]) -> str:
    return ", ".join(found) or NOTHING


def findings(connection: Connection) -> SafeString | str:
    """Return each finding as its owner reads it, with its code and the exchange's own words."""
    exchange = connection.exchange_at_site
    parts = (_finding(finding, exchange) for finding in connection.findings)
    return format_html_join("", "{}", ((part,) for part in parts)) or NOTHING


def security(connection: Connection) -> SafeString | str:
    """Return the letter, and each weakness as its owner reads it."""
    found = messages.security(connection)
    if found is None:
        return NOTHING
    losses = ((one.cost, one.title, one.code, one.fix) for one in found.losses)
    worded = format_html_join("", "<p>−{} <b>{}</b> <code>{}</code><br>{}</p>", losses)
    return format_html("<p><b>{}</b> {}</p>{}", found.grade, found.score, worded)


def passport(connection: Connection) -> SafeString | str:
    """Return what the key can do, one permission a row, with the evidence and its age."""
    if not connection.stored_passport:
        return NOTHING
    exchange, known = connection.exchange_at_site, connection.passport
    rows = (_right(name, known.right(name), exchange) for name in Permission)
    return format_html("<table>{}</table>", format_html_join("", "<tr>{}</tr>", ((row,) for row in rows)))


def _finding(finding: Finding, exchange: Exchange) -> SafeString:
    worded = messages.finding(finding, exchange, settings.EGRESS)
    quote = format_html("<br><q>{}</q>", finding.exchange_message) if finding.exchange_message else ""
    facts = format_html_join("", "<li>{}</li>", ((fact,) for fact in worded.why))
    why = format_html("<ul>{}</ul>", facts) if facts else ""
    text = "<div><p><b>{}</b> <code>{}</code><br>{}<br>{}{}</p>{}</div>"
    return format_html(text, worded.title, finding.code, worded.cause, worded.fix, quote, why)


def _right(name: Permission, right: Right, exchange: Exchange) -> SafeString:
    cells = (
        messages.permission_label(name),
        messages.grant_label(name, right.value),
        messages.evidence(right, name, exchange),
        localize(localtime(right.at)) if right.at else NOTHING,
    )
    return format_html_join("", "<td>{}</td>", ((cell,) for cell in cells))
