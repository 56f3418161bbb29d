"""Which connections: those of a person, those in a status, those that are due, and those that somebody locks."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from connections.findings import Verdict

if TYPE_CHECKING:
    from accounts.models import User
    from connections.models.connection import Connection


class ConnectionQuerySet(models.QuerySet["Connection"]):
    def for_user(self, user: "User") -> Self:
        """Return the one guarded door to a user's rows: another user's id is simply not found."""
        return self.filter(user=user)

    def in_status(self, status: str) -> Self:
        """Return the rows whose derived status is this one; the rule is that of Connection.status."""
        unquarantined = self.exclude(verdict=Verdict.QUARANTINED)
        if status == Verdict.QUARANTINED:
            return self.filter(verdict=status)
        if status == "paused":
            return unquarantined.exclude(paused_at=None)
        if status == "unreachable":
            return unquarantined.filter(paused_at=None).exclude(unreachable_since=None)
        return self.filter(verdict=status, paused_at=None, unreachable_since=None)

    def due(self, now: datetime) -> Self:
        """Return the rows to look at now that nobody has claimed, the longest overdue first."""
        return self.unclaimed(now).filter(next_check_at__lte=now).order_by("next_check_at")

    def unclaimed(self, now: datetime) -> Self:
        return self.filter(Q(claimed_until=None) | Q(claimed_until__lte=now))

    def in_order(self) -> Self:
        """Lock what is read until the transaction ends, in an order that all keep to: nobody waits in a circle."""
        return self.select_for_update(of=("self",)).order_by("pk")

    def hold(self, rows: Collection["Connection"]) -> list[int]:
        """Lock those rows that nobody has claimed since they were read, and return their ids."""
        ids, tokens = [row.pk for row in rows], {row.claim_token for row in rows}
        return list(self.in_order().filter(pk__in=ids, claim_token__in=tokens).values_list("pk", flat=True))
