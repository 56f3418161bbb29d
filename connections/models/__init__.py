"""What is stored of a connection. Lists read Connection alone; secrets live in a table of their own."""

from connections.models.check import Check, StatusChange
from connections.models.connection import Connection
from connections.models.credentials import Credentials, Role, hash_key, hint_of
from connections.models.key_pair import KeyPair

__all__ = ("Check", "Connection", "Credentials", "KeyPair", "Role", "StatusChange", "hash_key", "hint_of")
