"""What is stored of a connection. Lists read Connection alone; secrets live in a table of their own."""

from connections.models.check import Check, StatusChange
from connections.models.connection import Connection
from connections.models.credentials import Credentials, Role, hash_key, hint_of
from connections.models.foreign_address import ForeignAddress
from connections.models.history import Day, Event
from connections.models.incident import Affected, Incident, Pulse
from connections.models.key_pair import KeyPair

__all__ = (
    "Affected",
    "Check",
    "Connection",
    "Credentials",
    "Day",
    "Event",
    "ForeignAddress",
    "Incident",
    "KeyPair",
    "Pulse",
    "Role",
    "StatusChange",
    "hash_key",
    "hint_of",
)
