"""The walk-through of docs/adding-an-exchange.md, replayed: its two files in a copy of the tree, put to the tests."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from backfuture.dev.services import ROOT
from tests.stack.environment import SETTINGS

GUIDE = ROOT / "docs" / "adding-an-exchange.md"
NOT_COPIED = (
    ".git",
    ".venv",
    "var",
    "staticfiles",
    "__pycache__",
    "*_cache",
    ".hypothesis",
    "locale",
    ".env",
)
# What each exchange file has to pass, all stories of its twin through a check, and a connect by API.
SUITES = (
    "tests/connections/exchanges/test_conformance.py",
    "tests/connections/test_stories.py",
    "tests/api/test_connect_everywhere.py",
    "tests/test_architecture.py",
)


def told() -> dict[str, str]:
    """Return the files of the walk-through: a path on a line of its own, and the block after it."""
    found = re.findall(
        r"^`([\w/]+\.py)`:\n\n```python\n(.*?)^```$", GUIDE.read_text(), re.DOTALL | re.MULTILINE
    )
    return dict(found)


CODE = Path(next(iter(told()))).stem


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project, committed, and the files of the walk-through beside it."""
    copy = tmp_path_factory.mktemp("walk") / "project"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*NOT_COPIED))
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "As it is"]):
        git(copy, *arguments)
    for path, text in told().items():
        (copy / path).write_text(text)
    return copy


def git(tree: Path, *arguments: str) -> str:
    someone = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com"]
    return subprocess.check_output(["git", *someone, *arguments], cwd=tree, text=True)


def run(tree: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run a module of this Python in the copy, without anything of this test run."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
    own.pop(SETTINGS, None)
    own |= {"DATABASE_URL": "sqlite://", "PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=tree, env=own, capture_output=True, text=True)


def test_an_eleventh_exchange_is_one_file_and_its_twin(tree: Path) -> None:
    done = run(tree, "pytest", "-q", "-p", "no:cacheprovider", *SUITES, "-k", CODE)
    assert done.returncode == 0, done.stdout
    assert int(re.findall(r"(\d+) passed", done.stdout)[0]) >= 20, "conformance, stories, connect"
    changed = {line[3:] for line in git(tree, "status", "--porcelain", "--untracked-files=all").splitlines()}
    assert changed == {f"connections/exchanges/{CODE}.py", f"sandbox/exchanges/{CODE}.py"}
    assert changed == set(told())


def test_its_files_are_written_like_all_others(tree: Path) -> None:
    for arguments in (("check", "--no-cache"), ("format", "--check", "--no-cache")):
        done = run(tree, "ruff", *arguments, *told())
        assert done.returncode == 0, done.stdout


def test_without_recorded_answers_the_build_fails(tree: Path) -> None:
    suite = "tests/connections/exchanges/test_covered.py::test_every_file_is_recorded_with_sources"
    done = run(tree, "pytest", "-q", "-p", "no:cacheprovider", f"{suite}[{CODE}]")
    assert done.returncode == 1, done.stdout
    assert f"golden/{CODE}.json" in done.stdout


def test_the_exercise_is_not_offered_to_anybody() -> None:
    assert not any((ROOT / path).exists() for path in told())
