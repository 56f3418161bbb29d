"""What a list of strategies may be asked for."""

from typing import Any

from rest_framework import serializers

from strategies.models import State
from strategies.models.strategy import StrategyQuerySet

_MOST = 2**63 - 1  # larger numbers are no ids anywhere


class StrategyQuerySerializer(serializers.Serializer[Any]):
    state = serializers.ChoiceField(
        State.values, required=False, help_text="Only those in this state; all but archived ones if left out."
    )
    connection = serializers.IntegerField(
        min_value=1, max_value=_MOST, required=False, help_text="Only those on this connection."
    )

    def chosen(self, rows: StrategyQuerySet) -> StrategyQuerySet:
        """Return the rows that are asked for."""
        asked: dict[str, Any] = self.validated_data
        rows = rows.filter(state=asked["state"]) if "state" in asked else rows.kept()
        return rows.filter(connection=asked["connection"]) if "connection" in asked else rows
