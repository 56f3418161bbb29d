"""What is stored of a connection. Lists read Connection alone; secrets live in a table of their own."""

from connections.models.check import Check, StatusChange
from connections.models.connection import Connection
from connections.models.credentials import Credentials, Role, hash_key

__all__ = ("Check", "Connection", "Credentials", "Role", "StatusChange", "hash_key")
