"""The history of a strategy as the API shows it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from connections.serializers.parts import Moment
from strategies.models import Revision
from strategies.models.revision import ACTIONS
from strategies.serializers import wording
from strategies.serializers.parts import ChangeSerializer, ReasonSerializer


class RevisionSerializer(serializers.Serializer[Revision]):
    """What was done to a strategy, by whom and when."""

    # The rows come with their strategy and actor selected.
    id = serializers.IntegerField(read_only=True)
    at = Moment()
    actor = serializers.SerializerMethodField(help_text="An e-mail address; null where the platform acted.")
    action = serializers.ChoiceField(ACTIONS, read_only=True)
    version = serializers.IntegerField(read_only=True, help_text="Of the settings, after it.")
    changes = serializers.SerializerMethodField()
    reasons = serializers.SerializerMethodField()

    @extend_schema_field({"type": ["string", "null"], "format": "email"})
    def get_actor(self, revision: Revision) -> str | None:
        return revision.actor.email if revision.actor else None

    @extend_schema_field(ChangeSerializer(many=True))
    def get_changes(self, revision: Revision) -> Any:
        return wording.changes(revision)

    @extend_schema_field(ReasonSerializer(many=True))
    def get_reasons(self, revision: Revision) -> Any:
        return wording.reasons(revision.reasons, revision.strategy.exchange)
