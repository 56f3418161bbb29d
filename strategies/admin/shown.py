"""What is stored as codes, put into words and tables for the admin; everything from outside is escaped."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from strategies import services
from strategies import settings as chosen
from strategies.messages import reasons as words
from strategies.models import Strategy
from strategies.reasons import Reason
from strategies.shown.facts import facts
from strategies.shown.preview import shown

NOTHING = "-"


def reasons(found: Iterable[Reason], exchange: str) -> SafeString | str:
    """Return each reason as its owner reads it, with its code."""
    worded = ((reason.code, words.word(reason, exchange)) for reason in found)
    parts = ((one.title, code, one.fix) for code, one in worded)
    return format_html_join("", "<p><b>{}</b> <code>{}</code><br>{}</p>", parts) or NOTHING


def settings(strategy: Strategy) -> SafeString:
    """Return the settings as their owner reads them, one a row."""
    rows = ((fact.label, fact.value, fact.unit) for section in facts(strategy) for fact in section.facts)
    row = "<tr><th>{}</th><td><bdi>{}</bdi> {}</td></tr>"
    return format_html("<table>{}</table>", format_html_join("", row, rows))


def preview(strategy: Strategy, pair: str) -> dict[str, Any]:
    """Return what the preview of the owner's page is drawn from, with `pair` in full."""
    if strategy.connection_id is None:
        return {}
    raw = strategy.raw()
    seen = services.look(strategy.user, raw)
    # Another pair is a page of its own here: no script runs in the admin.
    return {"preview": shown(seen, chosen.read(raw), pair), "again": "./"}
