"""The sandbox as another company's server: a process of its own on a free port, spoken to over HTTP only."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.client import Client

ROOT = Path(__file__).parents[2]


def started(*arguments: str) -> tuple["subprocess.Popen[str]", str]:
    """Start a sandbox and return it with its address once it answers."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sandbox", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert "http://127.0.0.1:" in line, line
    return process, line.split()[-1]


@pytest.fixture(scope="session")
def sandbox_process() -> Iterator[Client]:
    process, url = started("--port", "0", "--no-limits")
    yield Client(url)
    process.terminate()
    process.wait(5)


@pytest.fixture
def sandbox_server(sandbox_process: Client) -> Client:
    """Return a client of the running sandbox, with everything in its first state."""
    sandbox_process.control("DELETE", "")
    return sandbox_process
