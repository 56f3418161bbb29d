"""A strategy as the API shows it: its settings, its state, and what is in its way."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from connections.serializers.addresses import check_url
from connections.serializers.parts import MARKETS, Moment
from strategies import services
from strategies.messages import labels
from strategies.models import State, Strategy
from strategies.models.strategy import STATUSES
from strategies.serializers import schemas, wording
from strategies.serializers.parts import ReasonSerializer, WarningSerializer

_IDLE = frozenset({State.DRAFT, State.DISABLED, State.SUSPENDED})
# Columns of their own hold these.
_BESIDES = frozenset({"name", "connection", "is_returning"})


class StrategySerializer(serializers.Serializer[Strategy]):
    """One strategy."""

    # The rows come with their connection selected and its open check prefetched to `open_checks`.
    id = serializers.IntegerField(read_only=True)
    name = serializers.CharField(read_only=True)
    connection = serializers.IntegerField(
        source="connection_id", read_only=True, allow_null=True, help_text="Null once it is disconnected."
    )
    connection_name = serializers.SerializerMethodField()
    exchange = serializers.CharField(read_only=True)
    market_type = serializers.ChoiceField(MARKETS, read_only=True)
    quote = serializers.CharField(read_only=True)
    settings = serializers.SerializerMethodField()
    is_returning = serializers.BooleanField(read_only=True)
    version = serializers.IntegerField(read_only=True, help_text="Of the settings; it rises by each change.")
    state = serializers.ChoiceField(State.values, read_only=True)
    status = serializers.ChoiceField(
        STATUSES, read_only=True, help_text="What to show: the state unless something hides it."
    )
    status_label = serializers.SerializerMethodField()
    since = Moment(source="state_at")
    reasons = serializers.SerializerMethodField(help_text="Why it is suspended, or was not enabled.")
    is_waiting = serializers.SerializerMethodField(help_text="Whether it will be enabled after a check.")
    check = serializers.SerializerMethodField(help_text="The check it waits for, while that is open.")
    created_at = Moment()
    updated_at = Moment()

    @extend_schema_field({"type": ["string", "null"]})
    def get_connection_name(self, strategy: Strategy) -> str | None:
        return strategy.connection.name if strategy.connection else None

    @extend_schema_field(schemas.stored())
    def get_settings(self, strategy: Strategy) -> dict[str, Any]:
        return {name: value for name, value in strategy.settings.items() if name not in _BESIDES}

    def get_status_label(self, strategy: Strategy) -> str:
        return str(labels.state_label(strategy.status))

    @extend_schema_field(ReasonSerializer(many=True))
    def get_reasons(self, strategy: Strategy) -> Any:
        return wording.reasons(strategy.reasons, strategy.exchange)

    def get_is_waiting(self, strategy: Strategy) -> bool:
        return strategy.enable_requested_at is not None

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_check(self, strategy: Strategy) -> str | None:
        if strategy.enable_requested_at is None or strategy.connection is None:
            return None
        open_checks = strategy.connection.open_checks  # type: ignore[attr-defined]  # prefetched
        return check_url(open_checks[0].pk, self.context) if open_checks else None


class StrategyDetailSerializer(StrategySerializer):
    """One strategy, with what is in the way of enabling it now."""

    readiness = serializers.SerializerMethodField(help_text="Empty where nothing is in the way, or it runs.")
    warnings = serializers.SerializerMethodField(
        help_text="What to know of running it on its connection; those of its settings are the preview's."
    )

    @extend_schema_field(ReasonSerializer(many=True))
    def get_readiness(self, strategy: Strategy) -> Any:
        return wording.reasons(
            services.readiness(strategy) if strategy.state in _IDLE else (), strategy.exchange
        )

    @extend_schema_field(WarningSerializer(many=True))
    def get_warnings(self, strategy: Strategy) -> Any:
        return wording.cautions(services.cautions_of(strategy.connection), strategy.quote)
