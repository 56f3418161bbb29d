"""The question whether a new key of another account is meant."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rest_framework import serializers

from connections import messages
from connections.serializers.parts import Moment


class AccountQuestionSerializer(serializers.Serializer[Mapping[str, Any]]):
    """A new key works, and belongs to another account, or nobody can compare it; it is destroyed without an answer."""

    key_hint = serializers.CharField(source="hint", help_text="The last four characters of the new API key.")
    was = serializers.CharField(allow_null=True, help_text="The account of the key in use.")
    now = serializers.CharField(allow_null=True, help_text="The account of the new key.")
    asked_at = Moment()
    ends_at = Moment(help_text="When the new key is destroyed without an answer.")
    title = serializers.SerializerMethodField()
    text = serializers.SerializerMethodField()

    def to_representation(self, stored: Mapping[str, Any]) -> Any:
        """Return times as everywhere else; they are stored as text."""
        times = {name: datetime.fromisoformat(stored[name]) for name in ("asked_at", "ends_at")}
        return super().to_representation({**stored, **times})

    def get_title(self, stored: Mapping[str, Any]) -> str:
        return messages.question(stored, self.context["exchange"]).title

    def get_text(self, stored: Mapping[str, Any]) -> str:
        return messages.question(stored, self.context["exchange"]).text
