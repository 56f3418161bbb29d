"""From what was typed to settings, with everything that is wrong at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from strategies.ladder.terms import Settings
from strategies.problems import Problem


@dataclass(frozen=True, slots=True)
class Chosen:
    """`values` in the units of the formulas, `texts` to be stored, `ladder` None where it cannot be built."""

    values: Mapping[str, Any]
    texts: dict[str, Any]
    problems: tuple[Problem, ...]
    ladder: Settings | None


def read(raw: Mapping[str, Any]) -> Chosen:
    """Return the settings; what is wrong is in `problems`, nothing is raised."""
    return Chosen({}, dict(raw), (), None)
