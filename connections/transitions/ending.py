"""The end of a connection: what runs on it is told first, then the row goes with all that was known of it."""

from django.db import transaction

from connections.models import Connection
from connections.transitions.outcome import Change
from connections.transitions.telling import tell_before_the_end


@transaction.atomic
def disconnect(connection: Connection) -> None:
    """Take a connection away; raises what a listener raises, and leaves everything as it was."""
    row = Connection.objects.select_for_update().get(pk=connection.pk)
    tell_before_the_end(Change(row, row.status, str(row.verdict), row.findings, is_gone=True))
    connection.delete()
