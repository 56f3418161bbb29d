from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from notifications.models import Notification
from notifications.words import Severity


class NotificationSerializer(serializers.ModelSerializer[Notification]):
    """One notice, in the language of the request; `url` is a path on the website, or empty."""

    severity = serializers.ChoiceField(choices=[one.value for one in Severity])
    title = serializers.CharField(source="words.title")
    text = serializers.CharField(source="words.text")

    class Meta:
        model = Notification
        fields = ["id", "code", "severity", "title", "text", "url", "created_at", "read_at"]
        read_only_fields = fields


class Flag(serializers.BooleanField):
    """True or false; the default takes whatever looks like it, which the API's description rules out."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid")
        return data


class ReadSerializer(serializers.Serializer[Any]):
    """Which ones were read: `ids`, or `all`."""

    ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), required=False, max_length=500
    )
    all = Flag(required=False, default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("ids" in attrs) == attrs["all"]:
            raise serializers.ValidationError(_('Send either "ids" or "all": true.'), "ids_or_all")
        return attrs
