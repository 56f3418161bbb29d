"""One order of locks for everybody: the connection, then what stands on it."""

from connections.models import Connection
from strategies.models import Strategy


def locked(pk: int) -> Strategy:
    """Return a strategy as it is now, with its connection, both locked until the transaction ends."""
    connection_id = Strategy.objects.values_list("connection_id", flat=True).get(pk=pk)
    connection = Connection.objects.select_for_update().filter(pk=connection_id).first()
    strategy = Strategy.objects.select_for_update(of=("self",)).select_related("user").get(pk=pk)
    if strategy.connection_id != connection_id:  # it went to another connection meanwhile
        return locked(pk)
    strategy.connection = connection
    return strategy
