"""The folder is the list: every module beside this one but `base` is an exchange."""

import functools
import importlib
import pkgutil

from sandbox.exchanges.base import Exchange


def opened() -> dict[str, Exchange]:
    """Return every exchange by its code, each in its first state."""
    modules = (module.name for module in pkgutil.iter_modules(__path__) if module.name != "base")
    found = (importlib.import_module(f"{__name__}.{name}") for name in sorted(modules))
    exchanges = (
        value()
        for module in found
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Exchange) and value.__module__ == module.__name__
    )
    return {exchange.code: exchange for exchange in exchanges}


@functools.cache
def known() -> dict[str, Exchange]:
    """The same, kept: for the shape of keys, which no state changes."""
    return opened()
