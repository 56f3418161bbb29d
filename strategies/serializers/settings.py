"""Settings as they are sent: the shape here, the rules in `strategies.settings`."""

from collections.abc import Callable
from typing import Any, ClassVar

from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework import serializers

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
        if "version" in body:
            body["version"] = _Version().run_validation(body["version"])
        return body


class _Version(serializers.IntegerField):
    """A whole number as JSON has them: the default reads text and truth values too."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return data


class SettingsExtension(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    target_class = SettingsSerializer
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: Any) -> Any:
        """Describe the fields from their own bounds."""
        return {"description": type(self.target).__doc__, **self.target.described()}
