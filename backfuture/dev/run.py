"""`make run`: everything the product needs, on this machine, until Ctrl-C."""

import os
import shlex
import subprocess
import sys
import threading
import time
from pathlib import Path

from backfuture.dev import catalogues, guardian, lock, places, ports, ready, redis_server, services
from backfuture.dev.child import Child, Ended
from backfuture.dev.supervisor import Supervisor, end_in_silence
from backfuture.lib import beside

_REASONS = (places.Unusable, lock.Taken, ports.NoPort, redis_server.NoServer, ready.NotReady, Ended)


def main() -> int:
    try:
        found = places.read()
        with lock.held(found.var_dir / "running.lock"):
            found.check()
            return _run(found)
    except _REASONS as reason:
        print(f"Not started: {reason}", file=sys.stderr)
        return 1


def _run(found: places.Places) -> int:
    catalogues.compile_changed()
    register = found.var_dir / "running"
    guardian.end_noted(register)
    watching = guardian.start(register)
    redis, is_ending = _redis(found, register), threading.Event()
    if redis is not None:
        threading.Thread(target=tell_of_end, args=(redis, is_ending), daemon=True).start()
    beside.note(found.var_dir, found.environment)
    try:
        return _run_beside_redis(found, register)
    finally:
        is_ending.set()
        beside.forget(found.var_dir)
        if redis is not None:
            redis.stop()  # last: the others still talk to it while they end
        guardian.end_noted(register)
        watching.kill()


def _redis(found: places.Places, register: Path) -> Child | None:
    if found.own_redis_port is None:
        return None
    command = redis_server.command(found.own_redis_port, found.var_dir / "redis", durable=True)
    redis = Child("redis", command, found.var_dir / "logs" / "redis", register=register).start()
    ready.wait_for_port(found.own_redis_port, check=redis.check_alive)
    return redis


def tell_of_end(redis: Child, is_ending: threading.Event, every: float = 1.0) -> None:
    """Say that our Redis ended by itself: everything else goes on, and complains of it in other words."""
    while not is_ending.wait(every):
        try:
            redis.check_alive()
        except Ended as reason:
            print(
                f"{reason}\nNothing is checked without it: Ctrl-C, then start again.",
                file=sys.stderr,
                flush=True,
            )
            return


def _run_beside_redis(found: places.Places, register: Path) -> int:
    environment = dict(services.environment(**found.environment))
    prepare = [sys.executable, "-m", "backfuture.dev.prepare"]
    prepared = subprocess.run(prepare, cwd=services.ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    if prepared.returncode:
        print(prepared.stdout, end="")
        return prepared.returncode
    supervisor = _supervisor(found, register, environment)
    threading.Thread(target=_end_with_starter, args=(os.getppid(), sys.stdout.isatty()), daemon=True).start()
    return supervisor.run(lambda: _announce(found, prepared.stdout))


def _supervisor(found: places.Places, register: Path, environment: dict[str, str]) -> Supervisor:
    supervisor = Supervisor(register, environment)
    for name, command in services.commands().items():
        supervisor.add(name, command)
    if found.sandbox_port:
        supervisor.add("sandbox", shlex.join(["exec", *services.sandbox(found.sandbox_port)]))
    return supervisor


def _announce(found: places.Places, people: str) -> None:
    """Say where everything is once it answers."""
    try:
        ready.wait_for_page(f"http://{ports.LOOPBACK}:{found.port}/accounts/login/")
        ready.wait_for_workers(found.redis_url, {"people", "watch", "chores"})
        if found.sandbox_port:
            ready.wait_for_port(found.sandbox_port)
    except ready.NotReady as reason:
        print(f"Not ready: {reason}", file=sys.stderr, flush=True)
    else:
        print(_welcome(found, people), flush=True)


def _welcome(found: places.Places, people: str) -> str:
    lines = ["", f"BackFuture AI is ready: {found.site_url}", *people.splitlines()]
    if found.sandbox_port:
        lines.append(f"Sandbox keys to paste: {found.sandbox_url}  (never a real key)")
    mails = found.var_dir / "mail"
    return "\n".join([*lines, f"Mails are printed here and kept in {mails}", "Ctrl-C ends everything.", ""])


def _end_with_starter(parent: int, has_terminal: bool) -> None:
    """Stop when the `make` that started us is gone, or our terminal.

    Neither need ever reach us as a signal: make that is killed takes nobody along, and make that is alone in its
    terminal is told of its end, waits for us, and tells us nothing.
    """
    is_made = "MAKELEVEL" in os.environ
    while (os.getppid() == parent or not is_made) and os.isatty(sys.stdout.fileno()) == has_terminal:
        time.sleep(1)
    end_in_silence()


if __name__ == "__main__":
    sys.exit(main())
