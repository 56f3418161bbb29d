"""From a form as it was posted to raw settings."""

import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from strategies.settings.known import FIELDS, RECOVERY, RECOVERY_SWITCH, TP_STEP, ZONE

_LISTS = ("pairs", "custom_steps")
_BETWEEN = re.compile(r"[\s,;]+")


def raw_of(query: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return raw settings of a whole form; what was left empty is None, a box without a tick is False.

    Names that are none of ours are left out: a form brings its own.
    """
    raw: dict[str, Any] = {name: _typed(query, name) for name in (*FIELDS, "name", "connection")}
    raw |= {name: _BETWEEN.split(text) if (text := _typed(query, name)) else None for name in _LISTS}
    raw["addon_zone"] = {name: _typed(query, f"addon_zone.{name}") for name in ZONE}
    raw["recovery"] = {name: _typed(query, f"recovery.{name}") for name in RECOVERY}
    raw["recovery"][RECOVERY_SWITCH] = _is_ticked(query, f"recovery.{RECOVERY_SWITCH}")
    raw["is_returning"] = _is_ticked(query, "is_returning")
    raw["tp_steps"] = _tp_steps(query)
    return raw


def _typed(query: Mapping[str, Sequence[str]], name: str) -> str | None:
    return next((text.strip() for text in reversed(query.get(name) or ()) if text.strip()), None)


def _is_ticked(query: Mapping[str, Sequence[str]], name: str) -> bool:
    return (_typed(query, name) or "off").lower() in {"on", "true", "1"}


def _tp_steps(query: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    """Return the rows of which at least one of the two was filled in."""
    rows = zip_longest(*(query.get(f"tp_steps.{name}") or () for name in TP_STEP), fillvalue="")
    return [dict(zip(TP_STEP, map(str.strip, row), strict=True)) for row in rows if "".join(row).strip()]
