"""What a change of settings changed, for the history."""

from collections.abc import Mapping
from typing import Any


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return [before, after] of each setting that differs; of nested ones by their path."""
    flat_before, flat_after = _flat(before), _flat(after)
    names = dict.fromkeys((*flat_before, *flat_after))
    pairs = {name: [flat_before.get(name), flat_after.get(name)] for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _flat(settings: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in settings.items():
        inside = value.items() if isinstance(value, Mapping) else ()
        found |= {f"{name}.{part}": one for part, one in inside} if inside else {name: value}
    return found
