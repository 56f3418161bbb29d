"""What was done to a strategy, the latest first."""

from typing import Any

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.staff import ReadOnly
from connections.admin.history import LatestFormSet
from strategies.admin import shown
from strategies.messages import labels
from strategies.models import Revision, Strategy
from strategies.shown import history

# The arrow points the way that is read: the style sheet turns it.
_CHANGE = '{}: <bdi>{}</bdi> <span class="arrow">→</span> <bdi>{}</bdi><br>'


class RevisionInline(ReadOnly, admin.TabularInline[Revision, Strategy]):
    model = Revision
    formset = LatestFormSet
    fields = ["at", "by", "done", "version", "changed", "why"]

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("actor", "strategy")

    @admin.display(description=_("who"))
    def by(self, revision: Revision) -> str:
        return revision.actor.email if revision.actor else shown.NOTHING

    @admin.display(description=_("what"))
    def done(self, revision: Revision) -> str:
        return history.action_label(revision.action)

    @admin.display(description=_("changes"))
    def changed(self, revision: Revision) -> SafeString | str:
        rows = (
            (labels.field_label(field), history.value(field, before), history.value(field, after))
            for field, (before, after) in revision.changes.items()
        )
        return format_html_join("", _CHANGE, rows) or shown.NOTHING

    @admin.display(description=_("why"))
    def why(self, revision: Revision) -> SafeString | str:
        return shown.reasons(revision.reasons, revision.strategy.exchange)
