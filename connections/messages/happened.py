"""One event on its way into words, with the values that its sentences name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connections.exchanges.base import Exchange
from connections.messages.labels import permission_label
from connections.messages.sentence import Sentence, machine, say, several


@dataclass(frozen=True)
class Happened:
    params: Mapping[str, Any]
    exchange: Exchange

    def say(self, text: str, **values: str | int) -> Sentence:
        return say(text, **{"exchange": self.exchange.name, **values})

    def listed(self, name: str) -> Sentence:
        return several([str(one) for one in self.params.get(name) or ()])

    def ending(self, name: str) -> Sentence:
        """Return an account's number as people compare it: by its last characters."""
        return machine(f"…{str(self.params.get(name) or '')[-4:]}")

    @property
    def rights(self) -> str:
        return str(several([permission_label(one) for one in self.params.get("rights") or ()], say))
