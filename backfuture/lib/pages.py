"""Lists of the API, page by page from the newest, stable while rows are added."""

from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import CursorPagination


class NewestFirst(CursorPagination):
    """By descending id; `cursor` comes from the `next` and `previous` links of an answer."""

    page_size = 50
    ordering = "-id"

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any] | None:
        try:
            return super().paginate_queryset(queryset, request, view)
        except (NotFound, DjangoValidationError, ValueError, OverflowError) as error:
            # A made-up cursor is a bad value, not a missing page.
            text = _("Take the cursor from the links of an answer.")
            raise ValidationError({"cursor": [text]}, "invalid_cursor") from error
