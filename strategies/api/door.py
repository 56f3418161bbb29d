"""What all views here share: strategies of the signed-in person only, shown as they are stored now."""

from typing import Any

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from accounts.door import PersonalDoor
from connections.models import Check
from strategies.models import Strategy
from strategies.models.strategy import StrategyQuerySet
from strategies.serializers import StrategyDetailSerializer


class Door(PersonalDoor):
    def rows(self) -> StrategyQuerySet:
        """Return the person's strategies, with what showing them needs."""
        waiting = Prefetch(
            "connection__checks", Check.objects.filter(finished_at=None), to_attr="open_checks"
        )
        return Strategy.objects.for_user(self.person).prefetch_related(waiting)

    def row(self) -> Strategy:
        """Return the strategy that the address names, or answer 404."""
        return get_object_or_404(Strategy.objects.for_user(self.person), pk=self.kwargs["id"])

    def shown(self, pk: int) -> dict[str, Any]:
        """Return a strategy as it is stored now."""
        row = get_object_or_404(self.rows(), pk=pk)
        return dict(StrategyDetailSerializer(row, context=self.get_serializer_context()).data)
