"""The whole product as it runs in earnest: every process of the Procfile, Redis and the sandbox."""

import os
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from backfuture.dev import ready, redis_server, services
from backfuture.dev.child import Child
from backfuture.dev.places import Places
from backfuture.dev.ports import LOOPBACK, free_port
from tests.stack.children import Children
from tests.stack.sandbox import Sandbox

WORKERS = {"people", "watch", "chores"}


@dataclass
class Stack:
    """A running product; processes are named as in the Procfile, and `redis`, `sandbox`."""

    places: Places
    sandbox: Sandbox
    environment: dict[str, str]
    processes: dict[str, Child] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.places.site_url

    @property
    def mail_dir(self) -> Path:
        return self.places.var_dir / "mail"

    @property
    def logs(self) -> str:
        """Return everything any process has said."""
        return "\n".join(child.output for child in self.processes.values())

    def kill(self, name: str) -> None:
        """End a process and its children at once, in the middle of whatever they do."""
        self.processes[name].kill()

    def start(self, name: str) -> None:
        """Start a process and return when it answers."""
        child = self.processes[name].start()
        if name in WORKERS:
            ready.wait_for_workers(self.places.redis_url, {name}, check=child.check_alive)
        elif name == "web":
            ready.wait_for_page(f"{self.url}/accounts/login/", check=child.check_alive)

    def manage(self, *arguments: str) -> str:
        """Run a management command beside the running stack; return what it printed."""
        environment = services.environment(**self.environment)
        return subprocess.check_output(services.manage(*arguments), env=environment, text=True)

    def stop(self) -> None:
        """End everything together, as each takes its time to finish; Redis last."""
        with ThreadPoolExecutor() as pool:
            for _ in pool.map(
                Child.stop, [child for name, child in self.processes.items() if name != "redis"]
            ):
                pass
        self.processes["redis"].stop()


@contextmanager
def running_stack(children: Children, name: str = "stack", **environment: str) -> Iterator[Stack]:
    """Run a stack of its own under `name`, with further settings; it is gone when the block ends."""
    stack = _planned(children.folder / name, environment)
    commands = {key: services.shell(command) for key, command in services.commands().items()}
    redis_port, sandbox_port = stack.places.own_redis_port or 0, stack.places.sandbox_port or 0
    folder = stack.places.var_dir / "redis"
    commands["redis"] = redis_server.command(redis_port, folder, durable=True)
    commands["sandbox"] = services.sandbox(sandbox_port, "--no-limits")
    for key, command in commands.items():
        stack.processes[key] = children.child(f"{name}-{key}", command, **stack.environment)
    try:
        _start_all(stack)
        yield stack
    finally:
        stack.stop()


def _planned(folder: Path, environment: dict[str, str]) -> Stack:
    redis_port, sandbox_url = free_port(), f"http://{LOOPBACK}:{free_port()}"
    places = Places(free_port(), folder, sandbox_url, f"redis://{LOOPBACK}:{redis_port}/0", redis_port)
    database = {"DATABASE_URL": _database_url(folder)}
    return Stack(places, Sandbox(sandbox_url), {**places.environment, **database, **environment})


def _start_all(stack: Stack) -> None:
    stack.start("redis")
    stack.start("sandbox")
    stack.manage("migrate", "--verbosity", "0")
    for child in (stack.processes[name] for name in services.commands()):
        child.start()
    ready.wait_for_page(f"{stack.url}/accounts/login/", check=stack.processes["web"].check_alive)
    ready.wait_for_workers(stack.places.redis_url, WORKERS, check=stack.processes["people"].check_alive)
    ready.wait_for_port(stack.places.sandbox_port or 0, check=stack.processes["sandbox"].check_alive)


def _database_url(folder: Path) -> str:
    """Return a database nobody else uses, on the server the tests were given or in a file."""
    folder.mkdir(parents=True, exist_ok=True)
    given = os.environ["DATABASE_URL"]
    if given.startswith("sqlite"):
        return f"sqlite:///{folder / 'db.sqlite3'}"
    name = f"{folder.name}_{os.getpid()}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlsplit(given)._replace(path=f"/{name}").geturl()


@pytest.fixture(scope="session")
def stack(children: Children) -> Iterator[Stack]:
    """Give the one stack that all end-to-end tests of this process share."""
    with running_stack(children) as stack:
        yield stack
