"""The product as a bench needs it: real processes on a database that the bench itself reads too."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command

from backfuture.dev import ready, redis_server, services
from backfuture.dev.child import Child
from tests.stack.children import Children
from tests.stack.sandbox import Sandbox

_WORKERS = {"people", "watch"}


@dataclass
class Product:
    """Running processes by name, and the sandbox that they talk to."""

    processes: dict[str, Child]
    sandbox: Sandbox

    def memory(self, name: str) -> float:
        """Return the memory of a process and its children in MB, pages they share counted once."""
        return sum(map(_proportional, self._pids(name))) / 1024

    def cpu(self, name: str) -> float:
        """Return the seconds of CPU that a process and its children have used."""
        return sum(map(_spent, self._pids(name)))

    def _pids(self, name: str) -> list[int]:
        leader = self.processes[name].pid
        found = (one for one in Path("/proc").iterdir() if one.name.isdigit())
        return [int(one.name) for one in found if _group(one) == leader]

    @contextmanager
    def workers(self, **environment: str) -> Iterator[None]:
        """Run the workers with other settings for a while, and two of those that nobody waits for."""
        before = {name: self.processes[name].environment or {} for name in _WORKERS}
        self._restart({name: {**values, **environment} for name, values in before.items()})
        watch = self.processes["watch"]
        another = replace(watch, name="watch 2", log=watch.log.with_name("watch-2")).start()
        self.processes[another.name] = another
        try:
            yield
        finally:
            self.processes.pop(another.name).stop()
            self._restart(before)

    def _restart(self, environments: Mapping[str, Mapping[str, str]]) -> None:
        for name, environment in environments.items():
            self.processes[name].stop()
            self.processes[name].environment = environment
            self.processes[name].start()
        ready.wait_for_workers(settings.REDIS_URL, _WORKERS, check=self.processes["people"].check_alive)


@contextmanager
def running_product() -> Iterator[Product]:
    """Start Redis, the sandbox, the web and both workers; no beat, so that nothing unasked is measured."""
    folder = Path(settings.VAR_DIR)
    call_command("migrate", verbosity=0)
    commands = {name: services.shell(services.commands()[name]) for name in ("web", *_WORKERS)}
    commands["redis"] = redis_server.command(_port(settings.REDIS_URL), folder / "redis", durable=False)
    commands["sandbox"] = services.sandbox(_port(settings.SANDBOX_URL), "--no-limits")
    children = Children(folder, {"PORT": str(_port("http://127.0.0.1:18765"))})
    processes = {name: children.child(name, command) for name, command in commands.items()}
    try:
        for name in ("redis", "sandbox", "web", *_WORKERS):
            processes[name].start()
        ready.wait_for_port(_port(settings.SANDBOX_URL), check=processes["sandbox"].check_alive)
        ready.wait_for_page("http://127.0.0.1:18765/accounts/login/", check=processes["web"].check_alive)
        ready.wait_for_workers(settings.REDIS_URL, _WORKERS, check=processes["people"].check_alive)
        yield Product(processes, Sandbox(settings.SANDBOX_URL))
    finally:
        for name in ("web", *_WORKERS, "sandbox", "redis"):
            processes[name].stop()


def _port(url: str) -> int:
    return urlsplit(url).port or 0


def _group(process: Path) -> int | None:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[2])
    except OSError:
        return None  # it ended while we looked


def _spent(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0  # it ended while we looked
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
