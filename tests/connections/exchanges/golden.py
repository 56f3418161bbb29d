"""Answers that exchanges were seen to give, with where each was seen: facts to read, nothing to run."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from connections import exchanges

Facts = dict[str, Any]
_FOLDER = Path(__file__).parent / "golden"


@dataclass(frozen=True)
class Golden:
    """What is recorded of one exchange; the first passport is its introspection of an ordinary key."""

    rights_field: str
    key_field: str
    credentials: dict[str, list[str]]
    refusals: list[Facts]
    passports: list[Facts]

    def introduction(self, **changed: Any) -> Facts:
        """Return the introspection of an ordinary key with some of its fields changed, without any wrapper."""
        body: Facts = self.passports[0]["body"]
        return {**body.get("data", body), **changed}


@cache
def of(exchange: str) -> Golden:
    """Return what is recorded of an exchange; a file that is missing is an error, not an empty record."""
    return Golden(**json.loads((_FOLDER / f"{exchange}.json").read_text(encoding="utf-8")))


def every(part: str) -> list[tuple[str, Facts]]:
    """Return (exchange, facts) of all exchanges: of their refusals or of their passports."""
    return [(code, facts) for code in exchanges.every() for facts in getattr(of(code), part)]


def name(value: Any) -> str:
    """Return a short name for a parametrised case."""
    return value["source"][:40] if isinstance(value, dict) else str(value)
