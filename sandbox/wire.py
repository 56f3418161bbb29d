"""One request and one answer, as the rest of the sandbox sees them."""

from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from http import HTTPStatus

import orjson

from sandbox.parameters import parsed

JSON = b"application/json;charset=UTF-8"
HTML = b"text/html; charset=utf-8"

_REASONS = {int(status): status.phrase.encode() for status in HTTPStatus}


class Ending(Enum):
    """How an answer reaches the client: whole, cut off in the middle, or not at all."""

    WHOLE = "whole"
    MIDWAY = "midway"
    SILENT = "silent"


@dataclass
class Request:
    """`host` is the first part of the path (the exchange's real host name), `path` begins after it."""

    method: str
    host: str
    path: str
    query: str
    headers: dict[bytes, bytes]
    body: bytes
    address: str

    def header(self, name: bytes) -> str:
        """Return a header by its lower-case name, or nothing."""
        return self.headers.get(name, b"").decode("latin-1")

    @cached_property
    def params(self) -> dict[str, str]:
        """Parameters of the query and of the body, form or JSON; where both name one, the query's is taken."""
        if not self.body:
            return parsed(self.query)
        in_body = {name: str(value) for name, value in self.json.items()} or parsed(
            self.body.decode("latin-1")
        )
        return in_body | parsed(self.query)

    @cached_property
    def json(self) -> dict[str, object]:
        """The object in a JSON body; empty when the body is anything else."""
        try:
            body = orjson.loads(self.body)
        except orjson.JSONDecodeError:
            return {}
        return body if isinstance(body, dict) else {}


@dataclass(frozen=True, slots=True)
class Answer:
    """`headers` are ready-made lines; `delay_ms` is the time that passes before the first byte."""

    body: bytes
    status: int = 200
    headers: bytes = b""
    content_type: bytes = JSON
    delay_ms: int = 0
    ending: Ending = Ending.WHOLE

    def but(self, **changes: object) -> "Answer":
        return replace(self, **changes)  # type: ignore[arg-type]

    def encoded(self, keep_alive: bool) -> bytes:
        """Return the bytes for the wire; an answer cut off midway announces more than it carries."""
        head = b"HTTP/1.1 %d %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s%s\r\n" % (
            self.status,
            _REASONS.get(self.status, b"Unknown"),
            self.content_type,
            len(self.body),
            self.headers,
            b"" if keep_alive else b"Connection: close\r\n",
        )
        if self.ending is Ending.MIDWAY:
            return head + self.body[: len(self.body) // 2]
        return head + self.body


def in_json(data: object, status: int = 200) -> Answer:
    return Answer(orjson.dumps(data), status)
