"""Log lines that say what they belong to: a check, a task, a request. Nothing else of a record is written.

Libraries for JSON logs write whatever was passed as `extra`: Django passes the whole request there, Celery a task's
arguments. What is written here is a list, so that nothing gets in by being passed along.
"""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

# Name in the log: the id of what is being done. asyncio keeps them apart per task, threads per thread.
_IDS: dict[str, ContextVar[str]] = {
    name: ContextVar(f"log_{name}", default="") for name in ("check", "task", "request")
}


@contextmanager
def about(**ids: str) -> Iterator[None]:
    """Name what is done within the block in every line: about(check="17-3fa9c2d1")."""
    tokens = [(_IDS[name], _IDS[name].set(value)) for name, value in ids.items()]
    try:
        yield
    finally:
        for variable, token in tokens:
            variable.reset(token)


def name(kind: str, value: str) -> None:
    """Name what is done from now on; where there is a block, `about` is better."""
    _IDS[kind].set(value)


def named(kind: str) -> str:
    """Return the id that lines carry now; empty where there is none."""
    return _IDS[kind].get()


class Lines(logging.Formatter):
    """One line for people, with the ids at its end."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s%(ids)s")

    def format(self, record: logging.LogRecord) -> str:
        record.ids = "".join(f" {kind}={value}" for kind, value in _current().items())
        return super().format(record)


class Json(logging.Formatter):
    """One JSON object a line, for machines."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
            **_current(),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _current() -> dict[str, str]:
    found = {kind: variable.get() for kind, variable in _IDS.items()}
    return {kind: value for kind, value in found.items() if value}
