"""Names that mean nothing: a slip would silently leave a default in force."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from backfuture.lib.text import clean
from strategies.problems import Problem

_NAME_LIMIT, _MOST = 60, 20


def unknown(raw: Mapping[str, Any], known: Sequence[str], path: str = "") -> list[Problem]:
    """Return a problem for each unknown name, with the known one that it may have been meant for."""
    found = [clean(str(name), _NAME_LIMIT, one_line=True) for name in raw if name not in known]
    return [
        Problem(path + name, "unknown_field", None, "".join(get_close_matches(name, known, 1)))
        for name in found[:_MOST]
    ]
