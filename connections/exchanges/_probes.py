"""The questions of a check: what is asked, and the one target that each of them may reach."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from connections.findings import Market, Permission


class ProbeKind(StrEnum):
    """What is asked: of `key_info` the passport is made, the others prove one ability each."""

    KEY_INFO = "key_info"
    BALANCE = "balance"
    ORDERS = "orders"
    POSITIONS = "positions"
    TRADE = "trade"
    DETAIL = "detail"


@dataclass(frozen=True)
class Probe:
    """One question: ccxt's implicit method, and the (method, host, path) it may reach, nothing else.

    `params` gets the API key, because some exchanges want it named in the question. A part `*` of the path stands for
    a number. `first` is asked before where its answer holds more parameters; `learned` reads them, and raises
    LookupError or TypeError where they are missing.
    """

    kind: ProbeKind
    call: str
    method: str
    host: str
    path: str
    market: Market | None = None
    proves: Permission | None = None
    params: Callable[[str], dict[str, Any]] = lambda api_key: {}
    first: "Probe | None" = None
    learned: Callable[[Any], dict[str, Any]] = lambda body: {}

    def chain(self) -> "Iterator[Probe]":
        """Yield this question and those that are asked before it."""
        yield self
        if self.first is not None:
            yield from self.first.chain()

    @classmethod
    def at(cls, kind: ProbeKind, call: str, target: str, *rest: Any, **named: Any) -> Self:
        """Return the probe of a target written as one, such as "GET api.example.com/v1/key"."""
        method, _, address = target.partition(" ")
        host, slash, path = address.partition("/")
        return cls(kind, call, method, host, slash + path, *rest, **named)


def asking(**params: Any) -> Callable[[str], dict[str, Any]]:
    """Return the params of a probe that asks the same with every key."""
    return lambda api_key: dict(params)
