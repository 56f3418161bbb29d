"""Say why an exchange refused: its own code first, its words next, ccxt's class, the HTTP status last."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from backfuture.lib.text import clean
from connections.exchanges import _dialect, _pages, _phrases
from connections.exchanges import _meanings as means
from connections.exchanges._dialect import Meaning
from connections.findings import OUR_WAY, Category, Diagnosis, Market, Refusal

if TYPE_CHECKING:
    from connections.exchanges.base import Exchange

# What was being done, in the words of the probes and of the support tool alike.
_DURING = {"trade": "order", "key-info": "key_info", "detail": "key_info", "account": "balance"}
_SCOPES = {"positions": "futures", "balance": "read", "orders": "read", "key_info": "read"}
DURING = frozenset({*_DURING, *_DURING.values(), *_SCOPES, "order", "unknown"})
_NAMES_ADDRESS = frozenset({Category.IP_NOT_ALLOWED, Category.ACCOUNT_RESTRICTED})
_GATEWAY_KEYS = ("message", "msg", "title", "detail", "body", "response")
_CLOCK_OFF = 30  # seconds between the date of an answer and our clock, beyond which the clock is the cause


@dataclass(frozen=True)
class _Answer:
    """What could be read of an answer: the exchange's code and message, or only words.

    `is_whole` says that it is JSON as it stands or as a text quotes it, not broken off, and not a page.
    """

    code: str
    message: str
    words: str
    is_whole: bool = False
    is_fine: bool = False


def diagnose(exchange: "Exchange", refusal: Refusal, market: str | None, during: str) -> Diagnosis:
    """Return the diagnosis of one refusal; it never raises, whatever the answer holds."""
    if refusal.transport:
        # Where our own proxy turned us away, the exchange was not even asked.
        return Diagnosis(
            Category.EXCHANGE_UNAVAILABLE, reason=OUR_WAY if refusal.transport == OUR_WAY else None
        )
    during = _DURING.get(during, str(during))
    answer = _read(exchange, refusal.body)
    meaning = _meaning(exchange, refusal, answer)
    if answer.code in exchange.order_codes and during not in {"order", "unknown"}:
        meaning = Meaning(Category.UNKNOWN)
    meaning = exchange.refine(meaning, during, answer.code)
    if Category.CLOCK_SKEW in meaning.others and (refusal.clock_off or 0) > _CLOCK_OFF:
        meaning = means.CLOCK  # of what one word may mean, this can be seen
    scope = meaning.scope
    if meaning.category is Category.NO_PERMISSION and scope is None:
        scope = _scope(market, during)
    names_address = _NAMES_ADDRESS & {meaning.category, *meaning.others} and not _pages.is_page(refusal.body)
    return Diagnosis(
        meaning.category,
        scope,
        meaning.reason,
        meaning.others,
        _dialect.address_in(answer.words) if names_address else None,
        "" if _is_cut_success(refusal, answer) else clean(answer.message),
        clean(answer.code, 40),
        is_edge=Category.ACCOUNT_RESTRICTED in {meaning.category, *meaning.others}
        and _is_edge(exchange, refusal, answer),
    )


def _is_cut_success(refusal: Refusal, answer: _Answer) -> bool:
    """Say whether what was asked for broke off: the private answer to our question is no message to anybody."""
    is_success = refusal.status is not None and refusal.status < 400
    return is_success and not answer.is_whole and refusal.body.lstrip()[:1] in {"{", "["}


def _is_edge(exchange: "Exchange", refusal: Refusal, answer: _Answer) -> bool:
    """Say whether it is not the exchange that speaks; it gives what it says of an account a code of its own.

    Binance refuses addresses by country with 451 and {"code": 0, "msg": "... from a restricted location ..."}.
    """
    if refusal.status == 451:
        return answer.code not in exchange.errors
    return not answer.code and _pages.is_page(refusal.body)


def _read(exchange: "Exchange", body: str) -> _Answer:
    """Find the exchange's own error in an answer, however it was wrapped."""
    whole = _dialect.whole(body)
    if isinstance(whole, dict) and _is_fine(exchange, whole):
        return _Answer("", "", "", is_whole=True, is_fine=True)
    objects = list(_dialect.nested(_dialect.parse(body)))
    for one in objects:
        error = exchange.error_in(one)
        if error:
            return _Answer(
                error[0], error[1], error[1] or body, is_whole=whole is not None or _is_quoted(body)
            )
    if whole is not None:
        words = _dialect.without_urls(_message(exchange, objects))
        return _Answer("", words, words, is_whole=True, is_fine=not words)
    if _pages.is_page(body):
        return _Answer("", "", body)
    words = _dialect.without_urls(body)
    return _Answer(_dialect.code_in(words, exchange.errors), words, words)


def _message(exchange: "Exchange", objects: list[dict[str, Any]]) -> str:
    """Return what an answer without a code says: in the exchange's field, or in one that gateways use."""
    keys = (*exchange.message_keys, "error")
    found = next((str(one[key]) for one in objects for key in keys if one.get(key)), "")
    # {"title": "Error 1015: You are being rate limited", "detail": "..."}
    said = (objects[0].get(key) for key in _GATEWAY_KEYS) if objects else ()
    return found or " ".join(one for one in said if isinstance(one, str))


def _is_quoted(body: str) -> bool:
    """Say whether a text, such as that of an exception, quotes an answer to its end."""
    return not _pages.is_page(body) and _dialect.is_first_object_whole(body)


def _is_fine(exchange: "Exchange", answer: Mapping[str, Any]) -> bool:
    """Say whether an answer calls itself a success: then what is inside it is no error."""
    said = any(str(answer.get(key)) in exchange.ok_codes for key in exchange.code_keys)
    return said and exchange.error_in(answer) is None


def _meaning(exchange: "Exchange", refusal: Refusal, answer: _Answer) -> Meaning:
    """Return the best supported meaning, from the most to the least specific evidence."""
    status = refusal.status or _dialect.status_in(refusal.body)
    is_success = refusal.status is not None and refusal.status < 400
    if is_success and not answer.is_whole and answer.code not in exchange.errors:
        # A success that breaks off: its words are those of an answer, not of a refusal. Words alone are no answer.
        told = None if set("{[<") & set(refusal.body) else _by_words(exchange, answer)
        return told or _pages.by_page(refusal.body) or means.UNAVAILABLE
    if answer.code:
        told = _by_code(exchange, answer) or _by_words(exchange, answer)
        return told or _by_rest(refusal, status, is_coded=True)
    if answer.is_fine and (status is None or status < 400):
        return Meaning(Category.NONE)
    if not refusal.body.strip() or _pages.is_page(refusal.body):
        return _pages.by_page(refusal.body) or _pages.by_status(status) or means.UNAVAILABLE
    return _by_words(exchange, answer) or _by_rest(refusal, status)


def _by_code(exchange: "Exchange", answer: _Answer) -> Meaning | None:
    nuance = _phrases.by_phrase(answer.words, exchange.nuances.get(answer.code, ()))
    return nuance or exchange.errors.get(answer.code)


def _by_words(exchange: "Exchange", answer: _Answer) -> Meaning | None:
    return _phrases.by_phrase(answer.words, exchange.phrases) or _phrases.by_phrase(answer.words)


def _by_rest(refusal: Refusal, status: int | None, *, is_coded: bool = False) -> Meaning:
    """Judge by ccxt's class and the status, where neither code nor words are known."""
    if status in {418, 429, 451} or (status is not None and status >= 500):
        return _pages.by_status(status) or means.UNAVAILABLE
    if status is not None and not is_coded:
        # A success that is not the exchange's JSON, or an error that is not: nothing was said of the key.
        return _pages.by_status(status) or means.UNAVAILABLE
    name = refusal.error_class or _dialect.class_in(refusal.body)
    if is_coded and status is not None and name == "ExchangeNotAvailable":
        # ccxt says this of a status like 400 alone; a code that nobody knows is no outage.
        return Meaning(Category.UNKNOWN)
    by_class = _dialect.by_class(name)
    return by_class or Meaning(Category.UNKNOWN)


def _scope(market: str | None, during: str) -> str | None:
    """Return the right a refusal is about: reading, unless an order was tried or futures were asked."""
    if market == Market.FUTURES:
        return "futures"
    if during == "order":
        return "spot"
    return _SCOPES.get(during, str(market) if market else None)
