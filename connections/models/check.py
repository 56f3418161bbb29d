"""The history of a connection: its checks and the changes of its status."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from connections.findings import Finding
from connections.models.credentials import Role


class Check(models.Model):
    """One run of the probes. Made when somebody asks, finished by the worker; open while `finished_at` is empty."""

    connection = models.ForeignKey("connections.Connection", models.CASCADE, related_name="checks")
    role = models.CharField(_("which key"), max_length=9, choices=Role, default=Role.ACTIVE.value)
    is_light = models.BooleanField(default=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("asked by"),
        null=True,
        blank=True,
        related_name="+",
    )
    requested_at = models.DateTimeField(_("asked at"))
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    verdict = models.CharField(
        _("verdict"), max_length=16, blank=True
    )  # empty: the exchange was silent, nothing was judged
    stored_findings = models.JSONField(default=list, db_column="findings")
    stored_passport = models.JSONField(null=True, blank=True, db_column="passport")
    duration_ms = models.PositiveIntegerField(_("took (ms)"), null=True, blank=True)

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        ordering = ["-requested_at", "-id"]
        indexes = [models.Index(fields=["connection", "-requested_at"], name="checks_of_connection")]
        constraints = [
            models.UniqueConstraint(
                fields=["connection"], condition=Q(finished_at=None), name="one_open_check_per_connection"
            ),
        ]

    def __str__(self) -> str:
        return f"Check {self.pk}"

    @property
    def state(self) -> str:
        """Return queued, running or done."""
        if self.finished_at:
            return "done"
        return "running" if self.started_at else "queued"

    @property
    def kind(self) -> str:
        return "light" if self.is_light else "full"

    def asker(self, owner_id: int) -> str:
        """Return who asked for it: the user whose connection it is, our support, or the schedule."""
        if self.requested_by_id is None:
            return "schedule"
        return "user" if self.requested_by_id == owner_id else "support"

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(Finding.from_json(stored) for stored in self.stored_findings)


class StatusChange(models.Model):
    """One change of what is shown, with the finding codes that caused it. Notices come from these rows."""

    connection = models.ForeignKey("connections.Connection", models.CASCADE, related_name="status_changes")
    check_run = models.ForeignKey(Check, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("when"))
    before = models.CharField(max_length=16)
    after = models.CharField(max_length=16)
    codes = models.JSONField(default=list)

    class Meta:
        verbose_name = _("change of status")
        verbose_name_plural = _("changes of status")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["connection", "-at"], name="changes_of_connection")]

    def __str__(self) -> str:
        return f"{self.before} -> {self.after}"
