"""Weigh evidence: which causes remain, in which order, and what speaks for and against each."""

from collections.abc import Iterable, Sequence

from connections.findings import Category, Cause, Evidence
from connections.resolver.rules import RULES, Rule

_NOTHING = Rule()


def ranked(
    candidates: Sequence[Category], evidence: Iterable[Evidence]
) -> tuple[tuple[Cause, ...], tuple[Cause, ...]]:
    """Return (causes that remain, ranked; causes ruled out with why), each candidate in exactly one of them.

    Equal causes keep the order of the candidates. Evidence that rules out every cause contradicts itself, or the
    answer: then nothing is ruled out.
    """
    found = list(evidence)
    out = {one: [seen for seen in found if one in _rule(seen).rules_out] for one in dict.fromkeys(candidates)}
    is_contradiction = all(out.values())
    remaining = [one for one in out if is_contradiction or not out[one]]
    remaining.sort(key=lambda one: -_weight(one, found))
    causes = tuple(_cause(one, found) for one in remaining)
    ruled_out = tuple(Cause(one, against=tuple(out[one])) for one in out if one not in remaining)
    return causes, ruled_out


def _cause(category: Category, found: Sequence[Evidence]) -> Cause:
    weights = [(one, _rule(one).weights.get(category, 0)) for one in found]
    speaks_for = tuple(one for one, weight in weights if weight > 0)
    return Cause(category, None, speaks_for, tuple(one for one, weight in weights if weight < 0))


def _weight(category: Category, found: Iterable[Evidence]) -> int:
    return sum(_rule(one).weights.get(category, 0) for one in found)


def _rule(evidence: Evidence) -> Rule:
    return RULES.get(evidence.code, _NOTHING)
