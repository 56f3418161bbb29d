"""One question about a key and one about its money, for every exchange, so that a test need not know how.

Every twin has `introspect`, `balance` and `is_fine` in its own `asking.py`; without one its tests fail.
"""

import importlib
from types import ModuleType

import pytest

from sandbox.exchanges import known
from sandbox.keys import Key, stories_of
from sandbox.stories import STORIES
from tests.sandbox.client import Client, Reply

ASKED = sorted(known())
EVERY = pytest.mark.parametrize("exchange", ASKED)


def introspect(server: Client, key: Key) -> Reply:
    reply: Reply = _asking(key.exchange).introspect(server, key)
    return reply


def balance(server: Client, key: Key) -> Reply:
    reply: Reply = _asking(key.exchange).balance(server, key)
    return reply


def is_fine(exchange: str, reply: Reply) -> bool:
    """Say whether an answer is a success; some exchanges refuse with HTTP 200 and a code."""
    fine: bool = _asking(exchange).is_fine(reply)
    return fine


def with_secrets(exchange: str) -> list[str]:
    """Return the stories whose keys sign with a secret."""
    return [story for story in stories_of(exchange) if not STORIES[story].private_key]


def _asking(exchange: str) -> ModuleType:
    return importlib.import_module(f"{__package__}.{exchange}.asking")
