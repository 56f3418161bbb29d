"""What happened to one connection: the events worth a line, and each day in a few numbers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from connections.models.check import Check


class Event(models.Model):
    """Something that changed at the exchange: one line in the history, worded when somebody reads it.

    `is_security` marks what nobody of ours did and somebody should look into: staff get a weekly summary of those.
    """

    connection = models.ForeignKey("connections.Connection", models.CASCADE, related_name="events")
    check_run = models.ForeignKey(Check, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("when"))
    code = models.CharField(_("what"), max_length=32)
    params = models.JSONField(default=dict)
    is_security = models.BooleanField(_("security"), default=False)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["connection", "-at"], name="events_of_connection"),
            models.Index(fields=["-at"], condition=Q(is_security=True), name="security_events"),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.pk})"


class Day(models.Model):
    """One day (UTC) of a connection: how its checks went, and how long the exchange took, in milliseconds.

    `fine` checks found it working, if only in part; `faulty` ones that its user must act; after `silent` ones nothing
    could be judged, because the exchange did not answer, which is nobody's fault. The time is that of the introduction
    alone, where it was answered. Written by `connections.transitions.days`.
    """

    connection = models.ForeignKey("connections.Connection", models.CASCADE, related_name="days")
    date = models.DateField(_("day"))
    fine = models.PositiveIntegerField(default=0)
    faulty = models.PositiveIntegerField(default=0)
    silent = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)  # how many the milliseconds are of
    ms_sum = models.PositiveBigIntegerField(default=0)
    ms_most = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("day")
        verbose_name_plural = _("days")
        ordering = ["-date"]
        constraints = [models.UniqueConstraint(fields=["connection", "date"], name="one_row_per_day")]
        indexes = [models.Index(fields=["date"], name="oldest_days")]

    def __str__(self) -> str:
        return f"{self.date} of connection {self.connection_id}"
