"""Ask MEXC as its documents say; the client itself signs."""

from sandbox.keys import Key
from tests.sandbox.client import Client, Reply


def introspect(server: Client, key: Key) -> Reply:
    return server.mexc(key, "/api/v3/apiKeyInfo", accessKey=key.api_key)


def balance(server: Client, key: Key) -> Reply:
    return server.mexc(key, "/api/v3/account")


def is_fine(reply: Reply) -> bool:
    return reply.status == 200
