"""The control door: what tests and benchmarks change while the sandbox runs. JSON, loopback only.

POST /_sandbox/keys (registers a public key), PUT and GET /_sandbox/keys/{api_key},
PUT and GET /_sandbox/exchanges/{code}, DELETE /_sandbox.
Keys and exchanges take `fault`, by which an edge answers in the exchange's place (faults.py).
"""

import re
from collections.abc import Callable
from dataclasses import asdict
from urllib.parse import unquote

import orjson

from sandbox.accounts import Account
from sandbox.exchanges.base import Exchange
from sandbox.faults import FAULTS
from sandbox.state import MODES
from sandbox.stories import STORIES
from sandbox.wire import Answer, Request, in_json

_LONGEST_MS = 600_000
_NAMES = ("127.0.0.1", "localhost", "[::1]")


class Wrong(Exception):
    """A request that cannot be done; `status` and a sentence that names the way out."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def answer(request: Request, exchanges: dict[str, Exchange], reset: Callable[[], None]) -> Answer:
    kind, _, name = request.path.removeprefix("/").partition("/")
    try:
        _ensure_local(request)
        if (request.method, kind) == ("DELETE", ""):
            reset()
            return in_json({"reset": True})
        if (request.method, kind, name) == ("POST", "keys", ""):
            return _register(exchanges, request)
        if kind == "keys":
            # A key may be a path of its own; a client that quotes it means the same key.
            return _key(exchanges, request, unquote(name))
        if kind == "exchanges":
            return _exchange(exchanges, request, name)
    except Wrong as wrong:
        return in_json({"error": str(wrong)}, wrong.status)
    return in_json(
        {
            "error": "There are POST /_sandbox/keys, /_sandbox/keys/{api_key}, /_sandbox/exchanges/{code}, "
            "DELETE /_sandbox."
        },
        404,
    )


def _ensure_local(request: Request) -> None:
    """Refuse other names than this machine's: a web page may let its own name point here, and then speak to us."""
    if re.sub(r":\d+$", "", request.header(b"host").lower()) not in _NAMES:
        raise Wrong(403, f"The control door answers to {', '.join(_NAMES)} only.")


def _register(exchanges: dict[str, Exchange], request: Request) -> Answer:
    """Hand out an API key for a public key, as an exchange does; it is forgotten when the sandbox stops."""
    sent = _sent(request, ("exchange", "story", "public_key"))
    exchange = exchanges.get(str(sent.get("exchange")))
    if exchange is None:
        raise Wrong(400, f"exchange: one of {', '.join(exchanges)}.")
    story, stories = sent.get("story", "healthy"), _stories(exchange)
    if story not in stories:
        raise Wrong(400, f"story: {exchange.name} can tell {', '.join(stories)}.")
    try:
        account = exchange.register(str(story), str(sent.get("public_key")))
    except ValueError as error:
        raise Wrong(400, str(error)) from None
    return in_json({"api_key": account.api_key}, 201)


def _stories(exchange: Exchange) -> list[str]:
    return [name for name, story in STORIES.items() if exchange.tells(story)]


def _key(exchanges: dict[str, Exchange], request: Request, api_key: str) -> Answer:
    found = ((exchange, exchange.account(api_key)) for exchange in exchanges.values())
    owner = next(((exchange, account) for exchange, account in found if account), None)
    if owner is None:
        codes = ", ".join(exchanges)
        raise Wrong(
            404, f"No exchange of the sandbox ({codes}) made this key. `python -m sandbox keys` lists keys."
        )
    exchange, account = owner
    if request.method == "PUT":
        _change_key(exchange, account, _sent(request, ("story", "latency_ms", "fault")))
    elif request.method != "GET":
        raise Wrong(405, "A key knows GET and PUT.")
    return in_json(account.described())


def _change_key(exchange: Exchange, account: Account, sent: dict[str, object]) -> None:
    latency_ms = _milliseconds(sent, "latency_ms") if "latency_ms" in sent else None
    fault = _fault(sent, account.fault)
    if "story" in sent:
        stories = _stories(exchange)
        if sent["story"] not in stories:
            raise Wrong(400, f"story: {exchange.name} can tell {', '.join(stories)}.")
        account.tell(str(sent["story"]))
    if latency_ms is not None:
        account.latency_ms = latency_ms
    account.fault = fault


def _exchange(exchanges: dict[str, Exchange], request: Request, code: str) -> Answer:
    exchange = exchanges.get(code)
    if exchange is None:
        raise Wrong(404, f"There is no exchange {code!r}. There are: {', '.join(exchanges)}.")
    settings = exchange.state.settings
    if request.method == "PUT":
        sent = _sent(request, tuple(asdict(settings)))
        changed = _checked(sent)
        for name, value in changed.items():
            setattr(settings, name, value)
    elif request.method != "GET":
        raise Wrong(405, "An exchange knows GET and PUT.")
    return in_json(asdict(settings) | {"counters": asdict(exchange.state.counters)})


def _checked(sent: dict[str, object]) -> dict[str, object]:
    if "mode" in sent and sent["mode"] not in MODES:
        raise Wrong(400, f"mode: one of {', '.join(MODES)}.")
    if "limits" in sent and not isinstance(sent["limits"], bool):
        raise Wrong(400, "limits: true or false.")
    if "latency_ms" in sent:
        _milliseconds(sent, "latency_ms")
    _fault(sent, "")
    offset = sent.get("clock_offset_ms", 0)
    if not isinstance(offset, int) or isinstance(offset, bool):
        raise Wrong(400, "clock_offset_ms: a whole number, negative for a clock that is late.")
    return sent


def _fault(sent: dict[str, object], current: str) -> str:
    fault = sent.get("fault", current)
    if fault not in FAULTS:
        raise Wrong(400, f"fault: one of {', '.join(filter(None, FAULTS))}, or an empty text for none.")
    return str(fault)


def _milliseconds(sent: dict[str, object], name: str) -> int:
    value = sent[name]
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LONGEST_MS:
        raise Wrong(400, f"{name}: a whole number of milliseconds, 0 to {_LONGEST_MS}.")
    return value


def _sent(request: Request, names: tuple[str, ...]) -> dict[str, object]:
    """Return the JSON object of a request; raises Wrong for anything but the names that exist."""
    try:
        sent = orjson.loads(request.body)
    except orjson.JSONDecodeError:
        sent = None
    if not isinstance(sent, dict):
        raise Wrong(400, f"Send a JSON object with any of: {', '.join(names)}.")
    if unknown := sorted(set(sent) - set(names)):
        raise Wrong(400, f"There is no {', '.join(unknown)}. There are: {', '.join(names)}.")
    return sent
