"""How the exchanges themselves are: what their checks look like in sum, and when one was down for everybody."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Pulse(models.Model):
    """Five minutes of one exchange at one site, over all connections: counts and milliseconds."""

    exchange = models.CharField(max_length=16)
    site = models.CharField(max_length=16, blank=True, default="")
    at = models.DateTimeField()  # when the five minutes begin
    answered = models.PositiveIntegerField(default=0)
    silent = models.PositiveIntegerField(default=0)
    ms_sum = models.PositiveBigIntegerField(default=0)
    ms_most = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["exchange", "site", "at"]
        constraints = [
            models.UniqueConstraint(fields=["exchange", "site", "at"], name="one_pulse_per_moment")
        ]
        indexes = [models.Index(fields=["at"], name="oldest_pulses")]

    def __str__(self) -> str:
        return f"{self.exchange} {self.site} {self.at}"


class Incident(models.Model):
    """A time in which an exchange did not answer for many: rechecks stop, one canary asks, nobody is blamed."""

    exchange = models.CharField(_("exchange"), max_length=16)
    site = models.CharField(_("site"), max_length=16, blank=True, default="")
    started_at = models.DateTimeField(_("began"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    cause = models.CharField(_("cause"), max_length=32, blank=True)  # the category most checks failed with
    failing_users = models.PositiveIntegerField(_("people failing when it was noticed"), default=0)
    asked_users = models.PositiveIntegerField(_("people asked when it was noticed"), default=0)
    told_at = models.DateTimeField(_("people told at"), null=True, blank=True)
    canary_at = models.DateTimeField(_("last asked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "site"], condition=Q(ended_at=None), name="one_open_incident"
            ),
        ]
        indexes = [models.Index(fields=["exchange", "site", "-started_at"], name="incidents_of_exchange")]

    def __str__(self) -> str:
        return f"Incident {self.pk}"


class Affected(models.Model):
    """Somebody who was told of an incident, and is told when it is over."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="affected")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "user"], name="told_once_per_incident")]

    def __str__(self) -> str:
        return f"{self.user_id} in incident {self.incident_id}"
