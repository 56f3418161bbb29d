"""A folder is the list: every file of a package declares one class, found without naming it anywhere."""

import inspect
from collections.abc import Hashable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, TypeVar, cast

T = TypeVar("T")


class RegistryError(Exception):
    """Say which file of the folder is wrong and why."""


def discover(package: str, kind: type[T]) -> dict[str, T]:
    """Return one instance per file of `package`, keyed by its `code`, in the order of file names.

    `kind` is the base class, and it lives in the package itself or in its `base.py`; that file and those beginning
    with an underscore are not entries. Reads the folder once per process. Raises RegistryError naming the file that
    declares no class or several, or a `code` taken by another file.
    """
    # A class is hashable whatever mypy makes of a type variable.
    return cast("dict[str, T]", dict(_discover(package, cast("Hashable", kind))))


@cache
def _discover(package: str, kind: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in _files(package):
        entry = _declared(name, kind)
        code = getattr(entry, "code", "")
        if not code:
            raise RegistryError(f"{name}: {type(entry).__name__} has no `code`.")
        if code in found:
            raise RegistryError(f"{name}: the code {code!r} is taken by {type(found[code]).__module__}.")
        found[code] = entry
    return found


def _files(package: str) -> list[str]:
    folder = import_module(package).__path__
    names = sorted(module.name for module in iter_modules(folder))
    return [f"{package}.{name}" for name in names if name != "base" and not name.startswith("_")]


def _declared(name: str, kind: type[Any]) -> Any:
    module = import_module(name)
    own = [
        member
        for member in vars(module).values()
        if inspect.isclass(member) and issubclass(member, kind) and member.__module__ == name
    ]
    # A helper class of the file may sit between the base and the entry: only the last of the line counts.
    last = [one for one in own if not any(other is not one and issubclass(other, one) for other in own)]
    if len(last) != 1:
        raise RegistryError(f"{name}: declare exactly one subclass of {kind.__name__}, found {len(last)}.")
    return last[0]()
