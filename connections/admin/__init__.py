"""What support sees: connections, their checks and their history, nothing of their credentials."""

from connections.admin.connection import ConnectionAdmin
from connections.admin.incident import IncidentAdmin
from connections.admin.users import ConnectionInline

__all__ = ("ConnectionAdmin", "ConnectionInline", "IncidentAdmin")
