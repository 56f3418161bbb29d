"""The shape of the house: sizes, names, who imports whom, and what shared code must not know."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from backfuture.dev.services import ROOT, environment

_SKIPPED = {".venv", ".git", "var", "staticfiles", "migrations", "node_modules"}
_FILE_LINES, _EXCHANGE_LINES, _FUNCTION_LINES = 200, 300, 40
_FORBIDDEN_NAMES = {"utils.py", "selectors.py", "signals.py", "constants.py", "common", "core", "helpers.py"}
_FAKES = {"unittest.mock", "mock", "responses", "aioresponses", "requests_mock", "respx", "vcr", "httpretty"}
_SKIPS = {"skip", "skipif", "xfail", "importorskip"}
_HEAVY = {"ccxt", "aiohttp", "pycurl", "uvloop"}


@cache
def _files(suffix: str = ".py") -> tuple[Path, ...]:
    found = (path.relative_to(ROOT) for path in ROOT.rglob(f"*{suffix}"))
    return tuple(sorted(path for path in found if not _SKIPPED & set(path.parts)))


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(), str(path))


def _nodes(path: Path, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
    return (node for node in ast.walk(_tree(path)) if isinstance(node, kinds))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_there_is_something_to_measure() -> None:
    assert len(_files()) > 100
    assert {"backfuture", "accounts", "connections", "notifications", "sandbox", "tests"} <= {
        path.parts[0] for path in _files()
    }


def test_files_are_short() -> None:
    too_long = {}
    for path in _files():
        limit = _EXCHANGE_LINES if "exchanges" in path.parts else _FILE_LINES
        lines = len((ROOT / path).read_text().splitlines())
        if lines > limit:
            too_long[path.as_posix()] = lines
    assert too_long == {}, "a concept is hiding in each of them"


def test_functions_are_short() -> None:
    too_long = {}
    for path in _files():
        for node in _nodes(path, ast.FunctionDef, ast.AsyncFunctionDef):
            assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > _FUNCTION_LINES:
                too_long[f"{path}:{node.name}"] = lines
    assert too_long == {}


def test_no_drawer_for_everything() -> None:
    assert [path for path in _files() if _FORBIDDEN_NAMES & set(path.parts)] == []


def test_import_contracts_are_kept() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(program), "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


_LOAD_THE_WEB = """
import json, sys
from backfuture.wsgi import application
from django.urls import URLResolver, get_resolver
def walk(patterns):
    return sum(walk(one.url_patterns) if isinstance(one, URLResolver) else bool(one.callback) for one in patterns)
pages = walk(get_resolver().url_patterns)
import strategies.tasks  # what a page queues: its worker loads the libraries, not its import
asked = "strategies.markets.lookup" in sys.modules and "strategies.markets.loading" in sys.modules
print(json.dumps({"pages": pages, "asked": asked, "modules": sorted({name.partition(".")[0] for name in sys.modules})}))
"""


def test_the_web_process_has_no_exchange_library() -> None:
    answer = subprocess.check_output(
        [sys.executable, "-c", _LOAD_THE_WEB], cwd=ROOT, env=environment(), text=True
    )
    loaded = json.loads(answer.splitlines()[-1])
    assert loaded["pages"] > 20
    assert "connections" in loaded["modules"]
    assert loaded["asked"], "markets are looked up in the web process"
    assert _HEAVY & set(loaded["modules"]) == set()


def test_no_error_is_swallowed_without_a_word() -> None:
    silent = []
    for path in _files():
        for node in _nodes(path, ast.ExceptHandler):
            assert isinstance(node, ast.ExceptHandler)
            if all(isinstance(line, ast.Pass) or _is_ellipsis(line) for line in node.body):
                silent.append(f"{path}:{node.lineno}")
    assert silent == []


def _is_ellipsis(line: ast.stmt) -> bool:
    return isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant) and line.value.value is ...


def test_tests_fake_nothing_on_our_side_of_the_wire() -> None:
    tests = [path for path in _files() if path.parts[0] == "tests"]
    assert [str(path) for path in tests if _FAKES & set(_imported(path))] == []
    patched = re.compile(
        r"monkeypatch\.setattr\(\s*[\"']?(ccxt|aiohttp|requests|urllib|httpx|redis|celery)\b"
    )
    assert [str(path) for path in tests if patched.search((ROOT / path).read_text())] == []


def test_no_test_is_skipped() -> None:
    skipped = []
    for path in _files():
        for node in _nodes(path, ast.Attribute):
            assert isinstance(node, ast.Attribute)
            if path.parts[0] == "tests" and node.attr in _SKIPS and "pytest" in ast.unparse(node):
                skipped.append(f"{path}:{node.lineno}")
    assert skipped == []


def _exchange_codes() -> list[str]:
    names = [path.stem for path in (ROOT / "connections" / "exchanges").iterdir()]
    return sorted({name for name in names if not name.startswith(("_", ".")) and name != "base"})


def _shared(path: Path) -> bool:
    own = path.parts[0] in {"sandbox", "tests"} or path.parts[:2] == ("connections", "exchanges")
    return not own or path.name == "base.py" or path.stem.startswith("_")


def _words(path: Path) -> Iterator[str]:
    """Yield every text and every identifier of a file; what is explained in docstrings and comments may name any."""
    tree = _tree(path)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value
        for field in ("id", "attr", "name", "arg", "module"):
            if isinstance(value := getattr(node, field, None), str):
                yield value


@pytest.mark.parametrize("code", _exchange_codes())
def test_shared_code_names_no_exchange(code: str) -> None:
    named = re.compile(rf"(?<![a-z]){code}(?![a-z])", re.IGNORECASE)
    python = [path for path in _files() if _shared(path) and path.parts[0] not in {"sandbox", "tests"}]
    found = {str(path) for path in python if named.search(path.as_posix())}
    found |= {str(path) for path in python if any(named.search(word) for word in _words(path))}
    found |= {
        str(path) for path in _files(".html") + _files(".js") if named.search((ROOT / path).read_text())
    }
    assert found == set()


def test_exchanges_were_found() -> None:
    assert {"kucoin", "mexc"} <= set(_exchange_codes())
