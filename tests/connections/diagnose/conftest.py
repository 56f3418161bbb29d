"""The support tool, run as support runs it: lines on standard input, lines on standard output."""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command

from tests.connections.diagnose.lines import Lines, Run


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the command over lines: objects, text or raw bytes."""

    def diagnose(*lines: Any, **options: Any) -> Lines:
        raw = [one if isinstance(one, bytes) else _text(one).encode() for one in lines]
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\n".join(raw))))
        out = io.StringIO()
        call_command("diagnose", stdout=out, **options)
        return [json.loads(line) for line in out.getvalue().splitlines()]

    return diagnose


def _text(line: Any) -> str:
    return line if isinstance(line, str) else json.dumps(line)
