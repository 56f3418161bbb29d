"""One question about a key and one about its money, for every exchange, so that a test need not know how.

An exchange joins in with `introspect` and `balance` in its own `asking.py`; the oldest two have theirs in the client.
"""

import importlib
import importlib.util

import pytest

from sandbox.exchanges import known
from sandbox.keys import Key, stories_of
from sandbox.stories import STORIES
from tests.sandbox.client import Client, Reply

_OLDEST = ("kucoin", "mexc")


def _can_ask(code: str) -> bool:
    name = f"{__package__}.{code}"
    if not importlib.util.find_spec(name) or not importlib.util.find_spec(f"{name}.asking"):
        return False
    return hasattr(importlib.import_module(f"{name}.asking"), "introspect")


ASKED = [code for code in sorted(known()) if code in _OLDEST or _can_ask(code)]
EVERY = pytest.mark.parametrize("exchange", ASKED)


def introspect(server: Client, key: Key) -> Reply:
    return _asked("introspect", server, key)


def balance(server: Client, key: Key) -> Reply:
    return _asked("balance", server, key)


def _asked(what: str, server: Client, key: Key) -> Reply:
    if key.exchange in _OLDEST:
        return Client.introspect(server, key) if what == "introspect" else Client.balance(server, key)
    asking = importlib.import_module(f"{__package__}.{key.exchange}.asking")
    reply: Reply = getattr(asking, what)(server, key)
    return reply


def is_fine(reply: Reply) -> bool:
    """Say whether an answer is a success; some exchanges refuse with HTTP 200 and a code."""
    code = reply.json.get("retCode", reply.json.get("code")) if reply.text.startswith("{") else None
    return reply.status == 200 and str(code) in {"None", "0", "00000", "200", "200000"}


def with_secrets(exchange: str) -> list[str]:
    """Return the stories whose keys sign with a secret."""
    return [story for story in stories_of(exchange) if not STORIES[story].private_key]
