"""Whether an exchange answers, as far as its connections show."""

from django.db.models import Count, Q

from connections.models import Connection


def health() -> dict[str, str]:
    """Return `up` or `down` by exchange, in one query; an exchange that nobody has asked is missing.

    Down is where more than half of what was asked got no answer: one person's trouble is not the exchange's.
    """
    asked = Connection.objects.filter(Q(checked_at__isnull=False) | Q(unreachable_since__isnull=False))
    counts = (
        asked.order_by()
        .values("exchange")
        .annotate(asked=Count("pk"), silent=Count("pk", filter=Q(unreachable_since__isnull=False)))
    )
    return {row["exchange"]: "down" if 2 * row["silent"] > row["asked"] else "up" for row in counts}
