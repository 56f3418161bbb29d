"""Where an exchange saw us from that is none of our addresses."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ForeignAddress(models.Model):
    """One address on one day (UTC): staff are told of it once. Whose key it was refused for is not kept."""

    address = models.GenericIPAddressField(_("address"))
    date = models.DateField(_("day"))
    exchange = models.CharField(_("first seen by"), max_length=16)
    first_at = models.DateTimeField(_("first seen at"))

    class Meta:
        verbose_name = _("foreign address")
        verbose_name_plural = _("foreign addresses")
        ordering = ["-first_at"]
        constraints = [
            models.UniqueConstraint(fields=["address", "date"], name="one_row_per_address_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.address} on {self.date}"
