"""Starting, ending and staying silent."""

import os
import signal
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest

from sandbox.keys import credentials
from tests.sandbox.client import Client
from tests.sandbox.conftest import ROOT, started
from tests.sandbox.every import ASKED, balance, introspect


def run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "sandbox", *arguments]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        check=False,
        text=True,
        timeout=10,
    )


def test_a_taken_port_is_said_in_one_line(sandbox_server: Client) -> None:
    port = str(urlsplit(sandbox_server.url).port)
    for done in (run("--port", port), run("serve", SANDBOX_PORT=port)):
        assert done.returncode == 1
        assert done.stdout == ""
        assert done.stderr.count("\n") == 1
        assert f"127.0.0.1:{port}" in done.stderr
        assert "--port or SANDBOX_PORT" in done.stderr


@pytest.mark.parametrize(("arguments", "name"), [(["--port", "65536"], "--port"), ([], "SANDBOX_PORT")])
def test_a_port_that_is_none(arguments: list[str], name: str) -> None:
    done = run(*arguments, SANDBOX_PORT="eighty")
    assert done.returncode == 1
    assert done.stderr.startswith(f"{name} is '")


@pytest.mark.parametrize("wanted", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("arguments", [["--port", "0"], ["serve", "--port", "0", "--no-limits"]])
def test_a_signal_ends_it_at_once(wanted: signal.Signals, arguments: list[str]) -> None:
    process, url = started(*arguments)
    server = Client(url)
    assert server.send("GET", "/").status == 200
    assert server.control("GET", "/exchanges/mexc").json["limits"] is ("--no-limits" not in arguments)
    began = time.monotonic()
    process.send_signal(wanted)
    assert process.wait(5) == 0
    assert time.monotonic() - began < 1
    assert process.stdout is not None
    assert process.stdout.read() == ""
    process.stdout.close()


def test_it_listens_on_loopback_only() -> None:
    process, url = started("--port", "0")
    try:
        wanted = f":{urlsplit(url).port:04X}"
        with open("/proc/net/tcp") as table:
            listening = [
                row.split()[1] for row in table if row.split()[3] == "0A" and row.split()[1].endswith(wanted)
            ]
        assert listening == [f"0100007F{wanted}"]
    finally:
        process.terminate()
        process.communicate(timeout=5)


def test_no_credential_is_ever_logged() -> None:
    process, url = started("--port", "0")
    server = Client(url)
    keys = [credentials(exchange, story) for exchange in ASKED for story in ("healthy", "wrong-secret")]
    for key in keys:
        introspect(server, key)
        balance(server, key)
        server.tell(key, story="frozen-account")
        introspect(server, key)
        server.send(
            "GET", f"/api.mexc.com/api/v3/account?signature={key.secret}&broken=%zz", X_MEXC_APIKEY=key.secret
        )
        server.send("BREW", f"/{key.api_key}", key.secret)
    process.terminate()
    log, _ = process.communicate(timeout=5)
    assert process.returncode == 0
    for key in keys:
        for value in filter(None, (key.api_key, key.secret, key.passphrase)):
            assert value not in log
    assert log == ""
