"""Tell support what an exchange's answer means, with the very code of the check."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.core.management.base import BaseCommand

from connections import exchanges
from connections.exchanges._dialect import parse
from connections.exchanges._guard import error_class
from connections.exchanges.base import Exchange
from connections.findings import Market, Permission, Refusal
from connections.management import doubts

Line = Mapping[str, Any]


class Malformed(Exception):
    """Raised for a line that cannot be read; the text names the field and what belongs there."""


class Command(BaseCommand):
    help = (
        "Read JSON lines from standard input, write one JSON line for each.\n"
        'Without options: {"exchange","market","http_status","body","during","transport"} is a refusal.\n'
        'With --passport: {"exchange","endpoint","body","own_key"} is an answer that may describe a key.\n'
        'A line that cannot be read gives {"error"} and the next one is read.\n'
        "A field or a word that is not known changes no answer; a warning on standard error names the field."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--passport", action="store_true", help="read what an answer says of a key")

    def handle(self, *args: Any, **options: Any) -> None:
        answer, doubtful = (
            (passport, doubts.of_passport) if options["passport"] else (diagnosis, doubts.of_refusal)
        )
        for number, text in _lines():
            told = _answered(answer, number, text)
            if "error" not in told:
                for doubt in doubtful(_object(text)):
                    self.stderr.write(f"line {number}: {doubt}")
            self.stdout.write(json.dumps(told))
            self.stdout.flush()


def diagnosis(line: Line) -> dict[str, Any]:
    """Return why an exchange refused; what `market` and `during` do not know counts as not said."""
    exchange = _exchange(line)
    body, status = _body_text(line), _status(line)
    transport = _text(line, "transport")
    name = "" if transport else error_class(exchange, status, body)
    market = _text(line, "market").lower()
    market = Market.FUTURES if market in doubts.FUTURES else market
    refusal = Refusal(status, body, name, transport or None)
    found = exchange.diagnose(refusal, market if market in exchange.markets else None, _text(line, "during"))
    return {
        "category": found.category,
        "scope": found.scope,
        "reason": found.reason,
        "ambiguous": found.is_ambiguous,
        "candidates": list(found.candidates),
        "exchange_ip": found.exchange_ip,
        "transient": found.is_transient,
    }


def passport(line: Line) -> dict[str, Any]:
    """Return what an answer says of a key."""
    body = line.get("body")
    if isinstance(body, str):
        body = parse(body)  # a page, or nothing, says nothing of a key
    found = _exchange(line).passport_at(_text(line, "endpoint"), body, _text(line, "own_key"))
    return {
        "permissions": {name: found.grants(name) for name in Permission},
        "ip_restricted": found.ip_restricted,
        "ip_list": None if found.ip_list is None else list(found.ip_list),
        "expires_at": found.expires_at.isoformat() if found.expires_at else None,
    }


def _lines() -> Iterator[tuple[int, str]]:
    """Yield (number, text) of the lines that hold something; bytes that are no text are replaced."""
    for number, raw in enumerate(sys.stdin.buffer, start=1):
        text = raw.decode("utf-8", "replace").strip()
        if text:
            yield number, text


def _answered(answer: Callable[[Line], dict[str, Any]], number: int, text: str) -> dict[str, Any]:
    try:
        return answer(_object(text))
    except Malformed as error:
        return {"error": f"line {number}: {error}"}


def _object(text: str) -> Line:
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        line = None
    if not isinstance(line, dict):
        raise Malformed("the line must be a JSON object")
    return line


def _exchange(line: Line) -> Exchange:
    code = _text(line, "exchange").lower()
    known = exchanges.every()
    if code not in known:
        raise Malformed(f"exchange must be one of {', '.join(known)}")
    return known[code]


def _status(line: Line) -> int | None:
    status = line.get("http_status")
    if status is None:
        return None
    if isinstance(status, bool) or not str(status).isdecimal():
        raise Malformed("http_status must be a number or null")
    return int(status)


def _body_text(line: Line) -> str:
    """Return the answer as it came; one that was pasted as JSON and not as text is as good."""
    body = line.get("body")
    if body is None:
        return ""
    return body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)


def _text(line: Line, name: str) -> str:
    value = line.get(name)
    if value is not None and not isinstance(value, str):
        raise Malformed(f"{name} must be a text or null")
    return value or ""
