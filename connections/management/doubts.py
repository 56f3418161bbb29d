"""What of a pasted line was probably meant otherwise: it changes no answer, and whoever pasted it should know."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from connections.exchanges._diagnosis import DURING
from connections.findings import Market

FUTURES = frozenset({"futures", "future", "swap", "contract"})
_WORDS = {
    "market": frozenset({*(str(market) for market in Market), *FUTURES}),
    "during": DURING,
    "transport": frozenset({"timeout", "connection", "proxy", "shape"}),
}
_OF_REFUSAL = ("exchange", "market", "http_status", "body", "during", "transport")
_OF_PASSPORT = ("exchange", "endpoint", "body", "own_key")
# Anything else may be a key at the wrong place, and is not repeated.
_PLAIN = re.compile(r"[A-Za-z_-]{1,20}")


def of_refusal(line: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence for every field and every word that is not known; the words themselves are not repeated."""
    yield from _unknown(line, _OF_REFUSAL)
    for name, words in _WORDS.items():
        said = line.get(name)
        if isinstance(said, str) and said and _folded(name, said) not in words:
            yield f"{name} is none of the words known here: {', '.join(sorted(words))}"


def of_passport(line: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence for every field that is not known."""
    yield from _unknown(line, _OF_PASSPORT)


def _folded(name: str, said: str) -> str:
    """Return a word as it is compared: of a market, capitals say the same."""
    return said.lower() if name == "market" else said


def _unknown(line: Mapping[str, Any], known: tuple[str, ...]) -> Iterator[str]:
    for name in line:
        if name not in known:
            called = f"the field {name}" if _PLAIN.fullmatch(name) else "a field"
            yield f"{called} is not known and was not read; known are {', '.join(known)}"
