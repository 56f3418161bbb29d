"""The row that somebody works on, locked: gone meanwhile, it is answered like one of somebody else."""

from django.shortcuts import get_object_or_404

from connections.models import Connection


def locked(connection: Connection) -> Connection:
    """Return a connection as it is now, locked until the transaction ends; raises Http404."""
    return get_object_or_404(Connection.objects.select_for_update(of=("self",)), pk=connection.pk)
