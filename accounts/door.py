"""What API views of a person's own things share: who asks, what was sent, pages of rows."""

from typing import Any, ClassVar, cast

from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from accounts.models import User
from accounts.permissions import ConfirmedRecently


class PersonalDoor(GenericAPIView[Any]):
    """Base of the views: another person's row is as unknown as one that never was."""

    # Methods that need a sign-in or confirmation of the last 15 minutes.
    confirmed: ClassVar[frozenset[str]] = frozenset()

    @property
    def person(self) -> User:
        return cast("User", self.request.user)

    def get_permissions(self) -> Any:
        is_guarded = self.request.method in self.confirmed
        return [*super().get_permissions(), *([ConfirmedRecently()] if is_guarded else [])]

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
