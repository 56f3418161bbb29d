"""What all views here share: rows of the signed-in person only, connections shown."""

from functools import cache
from typing import Any

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter

from accounts.door import PersonalDoor
from connections.incidents.status import open_incidents
from connections.models import Check, Connection
from connections.models.rows import ConnectionQuerySet
from connections.serializers import ConnectionSerializer

# Larger numbers are no ids anywhere: they are answered like those of somebody else.
ID = OpenApiParameter("id", {"type": "integer", "minimum": 1, "maximum": 2**63 - 1}, OpenApiParameter.PATH)


class Door(PersonalDoor):
    """Base of the views on connections; what touches a key is among the `confirmed` methods."""

    def rows(self) -> ConnectionQuerySet:
        """Return the person's connections, with what showing them needs."""
        waiting = Prefetch("checks", Check.objects.filter(finished_at=None), to_attr="open_checks")
        return Connection.objects.for_user(self.person).prefetch_related(waiting)

    def row(self) -> Connection:
        """Return the connection that the address names, or answer 404."""
        return get_object_or_404(self.rows(), pk=self.kwargs["id"])

    def get_serializer_context(self) -> dict[str, Any]:
        """Add the exchanges that are down, asked for once and only if a connection is shown."""
        return {**super().get_serializer_context(), "down": cache(open_incidents)}

    def shown(self, pk: int) -> dict[str, Any]:
        """Return a connection as it is stored now."""
        row = get_object_or_404(self.rows(), pk=pk)
        return dict(ConnectionSerializer(row, context=self.get_serializer_context()).data)
