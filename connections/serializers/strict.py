"""Input that says no to what it does not know, and never shows what it was given."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework import serializers


class StrictSerializer(serializers.Serializer[Any]):
    """A misspelt field would be dropped without a word; here it is an error."""

    def __repr__(self) -> str:
        # The default prints the data it was made with, and debugging pages print serializers.
        return f"<{type(self).__name__}>"

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and set(data) - set(self.fields):
            known = ", ".join(self.fields)
            text = _("Only these fields are known here: %(fields)s.") % {"fields": known}
            # The unknown name itself is not repeated: it may be a secret at the wrong place.
            raise serializers.ValidationError({"non_field_errors": [text]}, code="unknown_field")
        return super().to_internal_value(data)


class StrictText(serializers.CharField):
    """Text as it was sent: the default makes text of numbers."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class StrictId(serializers.IntegerField):
    """An id as it was sent: the default takes text and fractions for numbers."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=2**63 - 1, **kwargs)

    def to_internal_value(self, data: Any) -> int:
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return int(super().to_internal_value(data))


class StrictBool(serializers.BooleanField):
    """Yes or no as it was sent: the default takes "on", "n" and 1 as well."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid")
        return bool(super().to_internal_value(data))


class StrictExtension(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    target_class = StrictSerializer
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: Any) -> Any:
        """Describe that nothing else is taken."""
        schema = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        return {**schema, "additionalProperties": False}
