"""Ports of this machine: which one is free, which one is taken."""

import random
import socket

LOOPBACK = "127.0.0.1"
# Below the ports the system hands out by itself, so that no outgoing connection takes one we have just chosen.
_FREE = range(20_000, 30_000)


class NoPort(Exception):
    """Raised when there is no port to use; says which and what to do."""


def free_port() -> int:
    """Return a port nobody listens on."""
    for port in random.sample(_FREE, 100):
        if not is_taken(port):
            return port
    raise NoPort(f"No free port between {_FREE.start} and {_FREE.stop}.")


def is_taken(port: int) -> bool:
    """Tell whether a server could not listen on `port`, on this machine or for everybody."""
    return any(not _can_bind(host, port) for host in (LOOPBACK, ""))


def _can_bind(host: str, port: int) -> bool:
    with socket.socket() as probe:
        # As servers do: a port whose last connections are only winding down is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def is_listening(port: int) -> bool:
    """Tell whether a server of this machine accepts connections on `port`."""
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) == 0
