"""What runs on a connection, for whoever wants to take it away."""

from django.db.models import Q

from strategies.models import State, Strategy


def running_on(connection_id: int) -> list[str]:
    """Return the names of the strategies that run there, may return at any moment, or wait to be enabled."""
    holding = Q(state__in=(State.ENABLED, State.SUSPENDED)) | Q(enable_requested_at__isnull=False)
    rows = Strategy.objects.filter(holding, connection=connection_id)
    return list(rows.order_by("name", "pk").values_list("name", flat=True))
