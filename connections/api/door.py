"""What all views here share: rows of the signed-in person only, shapes checked, connections shown."""

from typing import Any, ClassVar, cast

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from accounts.models import User
from accounts.permissions import ConfirmedRecently
from connections.models import Check, Connection
from connections.models.connection import ConnectionQuerySet
from connections.serializers import ConnectionSerializer

# Larger numbers are no ids anywhere: they are answered like those of somebody else.
ID = OpenApiParameter("id", {"type": "integer", "minimum": 1, "maximum": 2**63 - 1}, OpenApiParameter.PATH)


class Door(GenericAPIView[Any]):
    """Base of the views: another person's row is as unknown as one that never was."""

    # Methods that touch a key: they need a sign-in or confirmation of the last 15 minutes.
    confirmed: ClassVar[frozenset[str]] = frozenset()

    @property
    def person(self) -> User:
        return cast("User", self.request.user)

    def get_permissions(self) -> Any:
        touches_key = self.request.method in self.confirmed
        return [*super().get_permissions(), *([ConfirmedRecently()] if touches_key else [])]

    def rows(self) -> ConnectionQuerySet:
        """Return the person's connections, with what showing them needs."""
        waiting = Prefetch("checks", Check.objects.filter(finished_at=None), to_attr="open_checks")
        return Connection.objects.for_user(self.person).prefetch_related(waiting)

    def row(self) -> Connection:
        """Return the connection that the address names, or answer 404."""
        return get_object_or_404(self.rows(), pk=self.kwargs["id"])

    def shown(self, pk: int) -> dict[str, Any]:
        """Return a connection as it is stored now."""
        row = get_object_or_404(self.rows(), pk=pk)
        return dict(ConnectionSerializer(row, context=self.get_serializer_context()).data)

    def taken_in(self) -> dict[str, Any]:
        """Return the body if its shape is right; raises ValidationError."""
        form = self.get_serializer(data=self.request.data)
        form.is_valid(raise_exception=True)
        return cast("dict[str, Any]", form.validated_data)

    def page(self, serializer: type[Any], rows: Any) -> Response:
        """Answer with one page of rows."""
        chosen = self.paginate_queryset(rows)
        shown = serializer(chosen, many=True, context=self.get_serializer_context())
        return self.get_paginated_response(shown.data)
