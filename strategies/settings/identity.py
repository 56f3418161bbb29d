"""Whose money, on what: the name, the connection and the pairs."""

from collections.abc import Iterator, Sequence
from typing import Any

from backfuture.lib.text import clean
from strategies.problems import Problem
from strategies.settings.known import MOST_PAIRS, NAME_LIMIT

_MOST_ID = 2**63 - 1
# As long as their columns are.
_SYMBOL_LIMIT, _CURRENCY_LIMIT = 60, 30


def read_name(raw: Any) -> tuple[str, list[Problem]]:
    """Return the name on one line, without characters that cannot be seen."""
    if raw is not None and not isinstance(raw, str):
        return "", [Problem("name", "not_a_text")]
    name = clean(raw or "", 10 * NAME_LIMIT, one_line=True)
    if len(name) > NAME_LIMIT:
        return name[:NAME_LIMIT], [Problem("name", "too_long", len(name), f"1..{NAME_LIMIT}")]
    return name, [] if name else [Problem("name", "required")]


def read_connection(raw: Any) -> tuple[int | None, list[Problem]]:
    """Return the id of the connection; whose it is must be asked elsewhere."""
    if raw is None:
        return None, [Problem("connection", "required")]
    if isinstance(raw, str) and raw.isascii() and raw.isdigit() and len(raw) < 20:
        raw = int(raw)
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 < raw <= _MOST_ID:
        return None, [Problem("connection", "connection_unknown", raw)]
    return raw, []


def read_pairs(raw: Any, market_type: str | None) -> tuple[tuple[str, ...], list[Problem]]:
    """Return the symbols as the exchange's library writes them: BTC/USDT, of futures BTC/USDT:USDT."""
    many = f"1..{MOST_PAIRS}"
    if raw is None:
        return (), [Problem("pairs", "required", None, many)]
    if isinstance(raw, str) or not isinstance(raw, Sequence):
        return (), [Problem("pairs", "not_a_list", raw, many)]
    if not 1 <= len(raw) <= MOST_PAIRS:
        return (), [Problem("pairs", "too_many" if raw else "required", len(raw), many)]
    found = [_symbol(one, market_type) for one in raw]
    pairs = tuple(one for one in found if isinstance(one, str))
    problems = [one for one in found if isinstance(one, Problem)]
    return tuple(dict.fromkeys(pairs)), [*problems, *_together(pairs)]


def currency(pair: str) -> str:
    """Return what a pair is paid in: of futures it is what it settles in too."""
    return pair.partition("/")[2].partition(":")[0]


def _symbol(raw: Any, market_type: str | None) -> str | Problem:
    symbol = raw.strip().upper() if isinstance(raw, str) else ""
    base, _, rest = symbol.partition("/")
    quote, colon, settle = rest.partition(":")
    wanted = "BASE/QUOTE:QUOTE" if market_type == "futures" else "BASE/QUOTE"
    is_shaped = all(_is_currency(part) for part in (base, quote, *([settle] if colon else [])))
    if not is_shaped or len(symbol) > _SYMBOL_LIMIT:
        return Problem("pairs", "not_a_pair", symbol or str(raw), wanted)
    if market_type == "futures":
        # Linear only: what it settles in must be what it is priced in.
        return (
            Problem("pairs", "not_linear", symbol, wanted)
            if settle not in ("", quote)
            else f"{base}/{quote}:{quote}"
        )
    return Problem("pairs", "not_spot", symbol, wanted) if colon and market_type else symbol


def _is_currency(part: str) -> bool:
    is_plain = part.isprintable() and not any(one in "/:,;" or one.isspace() for one in part)
    return is_plain and 0 < len(part) <= _CURRENCY_LIMIT


def _together(pairs: Sequence[str]) -> Iterator[Problem]:
    for pair in dict.fromkeys(pair for pair in pairs if pairs.count(pair) > 1):
        yield Problem("pairs", "repeated", pair)
    quotes = tuple(dict.fromkeys(map(currency, pairs)))
    if len(quotes) > 1:
        yield Problem("pairs", "quotes_differ", ", ".join(quotes), quotes[0])
