"""Settings as they are sent: the shape here, the rules in `strategies.settings`."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from strategies.serializers import schemas


class SettingsSerializer(serializers.Serializer[Any]):
    """All settings of a strategy; what is left out has its default, or what the risk level makes of it."""

    described: ClassVar[Callable[[], schemas.Schema]] = staticmethod(schemas.settings)

    def __repr__(self) -> str:
        # The default prints the data it was made with, and debugging pages print serializers.
        return f"<{type(self).__name__}>"

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            return dict(super().to_internal_value(data))  # which says that it is no object
        return dict(data)


class DraftSerializer(SettingsSerializer):
    """The same fields, half typed: what is wrong with them is part of the answer."""

    described = staticmethod(schemas.draft)


class ChangesSerializer(SettingsSerializer):
    """The settings to change; all others stay as they are."""

    described = staticmethod(schemas.changes)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        body = super().to_internal_value(data)
        # JSON has whole numbers: text and truth values are none, though Python counts with the latter.
        if "version" in body and type(body["version"]) is not int:
            text = ErrorDetail(_("A valid integer is required."), "invalid")
            raise serializers.ValidationError({"version": [text]})
        return body


class SettingsExtension(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    target_class = SettingsSerializer
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: Any) -> Any:
        """Describe the fields from their own bounds."""
        return {"description": type(self.target).__doc__, **self.target.described()}
