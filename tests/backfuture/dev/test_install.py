"""Packages are installed when the requirements changed, and not otherwise."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from backfuture.dev import install


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project that needs nothing, so that installing needs no network."""
    (tmp_path / "backfuture" / "dev").mkdir(parents=True)
    shutil.copy(install.__file__, tmp_path / "backfuture" / "dev" / "install.py")
    (tmp_path / "requirements.txt").write_text("# nothing\n")
    (tmp_path / "requirements-dev.txt").write_text("-r requirements.txt\n")
    return tmp_path


def _install(project: Path, kind: str) -> str:
    """Run the installer as the Makefile does; return what it said."""
    command = [sys.executable, "-S", str(project / "backfuture" / "dev" / "install.py"), kind]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_once_and_again_only_after_a_change(project: Path) -> None:
    assert _install(project, "run").startswith("Installing requirements.txt")
    assert (project / ".venv" / "bin" / "python").exists()
    assert _install(project, "run") == ""
    assert _install(project, "dev").startswith("Installing requirements-dev.txt")
    assert _install(project, "run") == ""
    (project / "requirements.txt").write_text("# nothing, differently\n")
    assert _install(project, "dev").startswith("Installing requirements-dev.txt")
    assert _install(project, "run") == ""


def test_a_failure_is_no_success(project: Path) -> None:
    (project / "requirements.txt").write_text("no such thing at all ==\n")
    with pytest.raises(subprocess.CalledProcessError):
        _install(project, "run")
    with pytest.raises(subprocess.CalledProcessError):
        _install(project, "run")
