"""What is stored as codes, put into words and tables for the admin; everything from outside is escaped."""

from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from strategies import services
from strategies.fields import FIELDS, Choice
from strategies.messages import labels
from strategies.messages import reasons as words
from strategies.models import Strategy
from strategies.reasons import Reason

NOTHING = "-"


def reasons(found: Iterable[Reason]) -> SafeString | str:
    """Return each reason as its owner reads it, with its code."""
    parts = (
        (one.title, reason.code, one.fix) for reason, one in ((each, words.word(each)) for each in found)
    )
    return format_html_join("", "<p><b>{}</b> <code>{}</code><br>{}</p>", parts) or NOTHING


def settings(strategy: Strategy) -> SafeString:
    """Return the settings, one a row; those inside of others with both names."""
    rows = ((labels.field_label(field), value(field, kept)) for field, kept in _flat(strategy.settings))
    return format_html(
        "<table>{}</table>", format_html_join("", "<tr><th>{}</th><td><bdi>{}</bdi></td></tr>", rows)
    )


def value(field: str, kept: Any) -> str:
    """Return a stored value in words: a choice by its label, a list with commas."""
    if kept is None or kept == [] or kept == "":
        return NOTHING
    if isinstance(kept, bool):
        return gettext("Yes") if kept else gettext("No")
    if isinstance(kept, list):
        return ", ".join(value(field, one) for one in kept)
    if isinstance(kept, dict):
        return " / ".join(value(f"{field}.{name}", one) for name, one in kept.items())
    is_choice = isinstance(FIELDS.get(field), Choice) or field == "recovery.mode"
    return str(labels.choice_label(field, kept)) if is_choice else str(kept)


def preview(strategy: Strategy) -> SafeString | str:
    """Return the same preview as on the owner's page."""
    if strategy.connection is None:
        return NOTHING
    seen = services.look(strategy.user, strategy.raw())
    return render_to_string("admin/strategies/strategy/preview.html", {"preview": seen})


def _flat(kept: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    for field, one in kept.items():
        if isinstance(one, dict):
            yield from _flat({f"{field}.{name}": inner for name, inner in one.items()})
        else:
            yield field, one
