"""A folder is the list."""

import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from backfuture.lib.registry import RegistryError, discover

_numbers = count(1)
BASE = "class Animal:\n    code = ''\n"
CAT = "from {package}.base import Animal\nclass Cat(Animal):\n    code = 'cat'\n"
Folder = Callable[..., tuple[str, type[object]]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Folder]:
    """Return what writes a package of these files and gives its name and base class."""
    monkeypatch.syspath_prepend(str(tmp_path))
    name = f"animals{next(_numbers)}"

    def write(**files: str) -> tuple[str, type[object]]:
        (tmp_path / name).mkdir()
        for file, text in {"__init__": "", "base": BASE, **files}.items():
            (tmp_path / name / f"{file}.py").write_text(text.replace("{package}", name))
        __import__(f"{name}.base")
        kind: type[object] = sys.modules[f"{name}.base"].Animal
        return name, kind

    yield write
    for module in [one for one in sys.modules if one.partition(".")[0] == name]:
        del sys.modules[module]


def test_every_file_is_an_entry(folder: Folder) -> None:
    dog = "from {package}.base import Animal\nclass Dog(Animal):\n    code = 'dog'\n"
    found = discover(*folder(dog=dog, cat=CAT, _helper="raise RuntimeError\n"))
    assert list(found) == ["cat", "dog"]
    assert type(found["dog"]).__name__ == "Dog"


def test_it_is_read_once_and_nobody_can_change_it(folder: Folder) -> None:
    package, kind = folder(cat=CAT)
    first = discover(package, kind)
    first.clear()
    second = discover(package, kind)
    assert second["cat"] is discover(package, kind)["cat"]


def test_what_is_only_imported_does_not_count(folder: Folder) -> None:
    lion = CAT.replace("Cat(", "_Feline(").replace("'cat'", "''")
    lion += "class Lion(_Feline):\n    code = 'lion'\n"
    assert list(discover(*folder(lion=lion, cat=CAT))) == ["cat", "lion"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "found 0"),
        (CAT + "class Tom(Animal):\n    code = 'tom'\n", "found 2"),
        (CAT.replace("'cat'", "''"), "has no `code`"),
        (CAT.replace("Cat(", "Other("), "taken by"),
    ],
)
def test_a_wrong_file_is_named(folder: Folder, text: str, reason: str) -> None:
    package, kind = folder(cat=CAT, wrong=text)
    with pytest.raises(RegistryError, match=rf"{package}\.wrong: .*{reason}"):
        discover(package, kind)
