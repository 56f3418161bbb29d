"""What all views here share: strategies of the signed-in person only, shown as they are stored now."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from accounts.door import PersonalDoor
from connections.models import Check
from strategies import services
from strategies.models import Strategy
from strategies.models.strategy import StrategyQuerySet
from strategies.problems import Refused
from strategies.serializers import StrategyDetailSerializer, sorted_out


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

    def settings_of(
        self, body: Mapping[str, Any], besides: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return the settings of a body; raises Refused where it holds something unknown.

        The rest of it is looked at all the same (over `besides`): problems come all at once.
        """
        raw, unknown = sorted_out(body)
        if unknown:
            seen = services.look(self.person, {**(besides or {}), **raw})
            raise Refused([*unknown, *seen.problems, *(one for pair in seen.pairs for one in pair.problems)])
        return raw
