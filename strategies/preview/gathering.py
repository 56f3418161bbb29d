"""Every problem of a preview in one list, for whoever refuses to save."""

from decimal import Decimal

from strategies.fields import number
from strategies.preview.result import Preview
from strategies.problems import Problem


def problems_of(found: Preview) -> tuple[Problem, ...]:
    """Return all problems, those of pairs too; of one that several pairs have only the strictest."""
    strictest: dict[tuple[object, ...], Problem] = {}
    for problem in (*found.problems, *(one for pair in found.pairs for one in pair.problems)):
        # A problem of the pairs is about each of them; any other is about the field, wherever it was met.
        key = (problem.field, problem.code, problem.value if problem.field == "pairs" else None)
        if key not in strictest or _strictness(problem) > _strictness(strictest[key]):
            strictest[key] = problem
    return tuple(strictest.values())


def _strictness(problem: Problem) -> Decimal:
    """Return how much is asked for: the lowest value that would do, or the highest with its sign turned."""
    if problem.allowed.startswith(">= "):
        return number(problem.allowed.removeprefix(">= ")) or Decimal(0)
    return -(number(problem.allowed.rpartition("..")[2]) or Decimal(0))
