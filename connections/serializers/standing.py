"""How an exchange is, as the API shows it: shares and times, no count of anybody's keys."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from connections import messages
from connections.incidents.pulses import STEP
from connections.incidents.status import STATES, Standing
from connections.serializers.parts import Moment

_NUMBERS = {"type": "array", "items": {"type": ["integer", "null"]}}


class IncidentSerializer(serializers.Serializer[Any]):
    """A time in which an exchange did not answer, for everybody."""

    started_at = Moment()
    ended_at = Moment(allow_null=True, help_text="Null while it lasts.")


class DayOfExchangeSerializer(serializers.Serializer[Standing]):
    """The last 24 hours: a place for every step from `began_at` on, the last one is now; null where nobody knows."""

    began_at = Moment(source="began")
    step_seconds = serializers.SerializerMethodField()
    mean_ms = serializers.SerializerMethodField()
    most_ms = serializers.SerializerMethodField()
    answered_percent = serializers.SerializerMethodField()

    def get_step_seconds(self, standing: Standing) -> int:
        return round(STEP.total_seconds())

    @extend_schema_field(_NUMBERS)
    def get_mean_ms(self, standing: Standing) -> list[int | None]:
        return [beat.mean_ms if beat else None for beat in standing.beats]

    @extend_schema_field(_NUMBERS)
    def get_most_ms(self, standing: Standing) -> list[int | None]:
        return [beat.most_ms if beat else None for beat in standing.beats]

    @extend_schema_field(_NUMBERS)
    def get_answered_percent(self, standing: Standing) -> list[int | None]:
        return [round(beat.percent) if beat else None for beat in standing.beats]


class StandingSerializer(serializers.Serializer[Any]):
    """One exchange at one site."""

    exchange = serializers.CharField(source="exchange.code")
    site = serializers.CharField(source="exchange.site.code", help_text="Empty for the main one.")
    name = serializers.CharField(source="exchange.site.name")
    state = serializers.ChoiceField(STATES)
    state_label = serializers.SerializerMethodField()
    mean_ms = serializers.IntegerField(
        allow_null=True, help_text="How long it takes to answer now; null where nobody was answered lately."
    )
    since = Moment(
        allow_null=True, help_text="When we began to watch it; null where nobody ever had a key there."
    )
    incident = IncidentSerializer(allow_null=True, help_text="The one that is open.")
    incidents = IncidentSerializer(many=True, help_text="Those of the last 90 days, the newest first.")
    day = DayOfExchangeSerializer(source="*")

    def get_state_label(self, standing: Standing) -> str:
        return messages.exchange_state_label(standing.state)


class OutageSerializer(serializers.Serializer[Any]):
    """That the exchange of a connection answers nobody: no key is the cause."""

    started_at = Moment()
    text = serializers.CharField()
