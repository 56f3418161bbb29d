"""From a form as it was posted to raw settings."""

from collections.abc import Mapping, Sequence
from typing import Any


def raw_of(query: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return raw settings; a field that was left empty is absent, so that its default holds."""
    return {name: values[-1] for name, values in query.items() if values}
