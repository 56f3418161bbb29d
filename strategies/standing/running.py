"""What runs on a connection, for whoever wants to take it away."""

from collections.abc import Collection

from django.db.models import Q

from strategies.models import State, Strategy


def running_on(connection_ids: Collection[int]) -> dict[int, list[str]]:
    """Return, by connection, the names of the strategies that run there, may return, or wait to be enabled."""
    holding = Q(state__in=(State.ENABLED, State.SUSPENDED)) | Q(enable_requested_at__isnull=False)
    rows = Strategy.objects.filter(holding, connection__in=connection_ids).order_by("name", "pk")
    found: dict[int, list[str]] = {}
    for connection_id, name in rows.values_list("connection_id", "name"):
        found.setdefault(connection_id, []).append(name)
    return found
