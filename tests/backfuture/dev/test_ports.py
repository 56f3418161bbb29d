"""A port is free, or somebody listens on it."""

import socket

import pytest

from backfuture.dev import ports, ready


@pytest.mark.parametrize("host", [ports.LOOPBACK, "0.0.0.0"])
def test_a_port_somebody_listens_on_is_taken(host: str) -> None:
    port = ports.free_port()
    assert not ports.is_taken(port)
    with socket.socket() as server:
        server.bind((host, port))
        server.listen()
        assert ports.is_taken(port)
        ready.wait_for_port(port)
    assert not ports.is_taken(port)


def test_waiting_for_nobody_ends_with_a_reason() -> None:
    port = ports.free_port()
    with pytest.raises(ready.NotReady, match=f"port {port} after"):
        ready.wait_for_port(port, seconds=0.1)


def test_waiting_for_somebody_who_died_ends_at_once() -> None:
    def gone() -> None:
        raise RuntimeError("gone")

    with pytest.raises(RuntimeError, match="gone"):
        ready.wait_for_port(ports.free_port(), seconds=60, check=gone)
