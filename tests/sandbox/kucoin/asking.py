"""Ask KuCoin as its documents say; the client itself signs."""

from sandbox.keys import Key
from tests.sandbox.client import Client, Reply


def introspect(server: Client, key: Key) -> Reply:
    return server.kucoin(key, "/api/v1/user/api-key")


def balance(server: Client, key: Key) -> Reply:
    return server.kucoin(key, "/api/v1/accounts")


def is_fine(reply: Reply) -> bool:
    return reply.status == 200 and reply.code == "200000"
