"""What was: the days of a connection, and what happened to it."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from connections import messages
from connections.models import Connection, StatusChange
from connections.models.past import SHOWN_DAYS, DayState, PastDay
from connections.models.timeline import Place, Row
from connections.serializers.addresses import check_url, events_url
from connections.serializers.checks import ASKERS
from connections.serializers.parts import Moment

_MOST_DAYS = 400


class DaysQuerySerializer(serializers.Serializer[Any]):
    days = serializers.IntegerField(
        min_value=1, max_value=_MOST_DAYS, default=SHOWN_DAYS, help_text="How many days, today included."
    )


class DaySerializer(serializers.Serializer[PastDay]):
    """One day (UTC), and how many checks of it went how."""

    date = serializers.DateField(read_only=True)
    state = serializers.ChoiceField(
        [state.value for state in DayState],
        read_only=True,
        help_text="`partly`: it worked, and at other times its user had to act. `silent`: the exchange did not answer, "
        "which is nobody's fault. `no_data`: nobody looked.",
    )
    state_label = serializers.SerializerMethodField()
    fine = serializers.IntegerField(read_only=True, help_text="Checks that found the key working.")
    faulty = serializers.IntegerField(read_only=True, help_text="Checks that found that its user must act.")
    silent = serializers.IntegerField(read_only=True, help_text="Checks that the exchange did not answer.")
    mean_ms = serializers.IntegerField(read_only=True, allow_null=True)
    most_ms = serializers.SerializerMethodField(help_text="The slowest answer; null where none was timed.")

    def get_state_label(self, day: PastDay) -> str:
        return messages.day_state_label(day.state)

    def get_most_ms(self, day: PastDay) -> int | None:
        return day.ms_most if day.answered else None


class LatencySerializer(serializers.Serializer[Any]):
    """How long the exchange took to answer the first question of a check, over all these days."""

    mean_ms = serializers.IntegerField(allow_null=True)
    most_ms = serializers.IntegerField(allow_null=True)
    text = serializers.CharField(help_text="Empty where nothing was timed.")


class EventCauseSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    title = serializers.CharField()


class EventSerializer(serializers.Serializer[Any]):
    """One thing that happened: a change of what is shown, or of what the exchange says of the key."""

    kind = serializers.ChoiceField(["status", "event"])
    at = Moment()
    code = serializers.CharField(help_text="Of a status: the one since then.")
    before = serializers.CharField(allow_null=True, help_text="The status until then; null of an event.")
    title = serializers.CharField()
    text = serializers.CharField(help_text="May be empty.")
    causes = EventCauseSerializer(many=True, help_text="What a change of status comes from.")
    params = serializers.DictField(help_text="What the sentences of an event are made of.")
    is_security = serializers.BooleanField(help_text="Nobody of ours did it: look into it.")
    asked_by = serializers.ChoiceField(
        ASKERS, allow_null=True, help_text="Who asked for the check that saw it."
    )
    check = serializers.URLField(allow_null=True, help_text="The check that saw it, while it is kept.")

    def to_representation(self, row: Row) -> Any:
        connection: Connection = self.context["connection"]
        seen = row.check_run
        about = {
            "at": row.at,
            "asked_by": seen.asker(connection.user_id) if seen else None,
            "check": check_url(seen.pk, self.context) if seen else None,
        }
        told = _of_status(row, connection) if isinstance(row, StatusChange) else _of_event(row, connection)
        return super().to_representation({**about, **told})


def _of_status(row: StatusChange, connection: Connection) -> dict[str, Any]:
    causes = messages.causes(row, connection.exchange_at_site, settings.EGRESS)
    return {
        "kind": "status",
        "code": row.after,
        "before": row.before,
        "title": messages.status_label(row.after),
        "text": "",
        "causes": [{"code": code, "title": title} for code, title in causes],
        "params": {},
        "is_security": False,
    }


def _of_event(row: Any, connection: Connection) -> dict[str, Any]:
    told = messages.event(row, connection.exchange_at_site)
    texts = {"title": told.title, "text": told.text}
    kept = {"code": row.code, "params": row.params, "is_security": row.is_security}
    return {"kind": "event", "before": None, "causes": [], **texts, **kept}


class EventPageSerializer(serializers.Serializer[Any]):
    """The newest first; `next` leads to older ones."""

    next = serializers.SerializerMethodField(help_text="Null on the last page.")
    results = EventSerializer(many=True)

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_next(self, page: dict[str, Any]) -> str | None:
        place: Place | None = page["older"]
        return events_url(self.context["connection"].pk, place, self.context) if place else None


class HistorySerializer(serializers.Serializer[Any]):
    days = DaySerializer(many=True, help_text="The oldest first, without a gap.")
    answered = serializers.CharField(
        help_text="How often the exchange answered, and the key worked when it did, in words; empty without any check."
    )
    latency = LatencySerializer()
    events = EventPageSerializer()
