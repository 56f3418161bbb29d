"""One order of locks for everybody: the connection, then what stands on it."""

from connections.models import Connection
from strategies.models import Strategy


def locked(pk: int, also: Connection | None = None) -> Strategy:
    """Return a strategy as it is now, with its connection, both locked until the transaction ends.

    `also` is the connection that it is to go to, locked at the same time.
    """
    connection_id = Strategy.objects.values_list("connection_id", flat=True).get(pk=pk)
    wanted = [pk for pk in (connection_id, also.pk if also else None) if pk is not None]
    connections = {row.pk: row for row in Connection.objects.in_order().filter(pk__in=wanted)}
    strategy = Strategy.objects.select_for_update(of=("self",)).select_related("user").get(pk=pk)
    if strategy.connection_id != connection_id:  # it went to another connection meanwhile
        return locked(pk, also)
    strategy.connection = connections.get(connection_id or 0)
    return strategy
