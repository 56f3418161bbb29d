"""What support sees: connections, their checks and their history, nothing of their credentials."""

from connections.admin.connection import ConnectionAdmin
from connections.admin.event import EventAdmin
from connections.admin.foreign_address import ForeignAddressAdmin
from connections.admin.incident import IncidentAdmin
from connections.admin.users import ConnectionInline

__all__ = ("ConnectionAdmin", "ConnectionInline", "EventAdmin", "ForeignAddressAdmin", "IncidentAdmin")
