"""The history of a strategy: who did what when, and which settings were what before."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from strategies.reasons import Reason

ACTIONS = (
    *("created", "updated", "duplicated", "enabled", "enable_requested", "not_enabled"),
    *("disabled", "suspended", "released", "returned", "archived", "moved"),
)


class Revision(models.Model):
    """One entry; `actor` is empty where the platform acted by itself."""

    strategy = models.ForeignKey("strategies.Strategy", models.CASCADE, related_name="revisions")
    at = models.DateTimeField(_("when"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("who"),
        null=True,
        blank=True,
        related_name="+",
    )
    action = models.CharField(_("what"), max_length=16, choices=[(one, one) for one in ACTIONS])
    version = models.PositiveIntegerField(_("version"))
    changes = models.JSONField(_("changes"), default=dict)  # {"step": ["1.5", "2"]}: before and after
    stored_reasons = models.JSONField(default=list, db_column="reasons")

    class Meta:
        verbose_name = _("entry of the history")
        verbose_name_plural = _("history")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["strategy", "-at"], name="history_of_strategy")]

    def __str__(self) -> str:
        return f"{self.action} v{self.version}"

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return tuple(Reason.from_json(stored) for stored in self.stored_reasons)
