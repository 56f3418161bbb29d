"""Put codes and measured values into the words of the reader; numbers become text."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from strategies.ladder.cautions import Caution
from strategies.ladder.plain import plain
from strategies.messages import cautions as caution_words
from strategies.messages import labels
from strategies.messages import problems as problem_words
from strategies.messages import reasons as reason_words
from strategies.models import Revision
from strategies.problems import Problem
from strategies.reasons import Reason
from strategies.serializers.echo import echoed

# The settings that are made of several.
_OBJECTS = ("recovery.", "addon_zone.")


def reasons(found: Iterable[Reason], exchange: str) -> list[dict[str, Any]]:
    return [_reason(one, exchange) for one in found]


def problems(found: Iterable[Problem], quote: str = "") -> list[dict[str, Any]]:
    return [_problem(one, quote) for one in found]


def cautions(found: Iterable[Caution], quote: str) -> list[dict[str, Any]]:
    return [_caution(one, quote) for one in found]


def changes(revision: Revision) -> list[dict[str, Any]]:
    """Return which settings were what before; the values as they are stored."""
    return [
        {"field": field, "label": str(labels.field_label(field)), "before": before, "after": after}
        for field, (before, after) in revision.changes.items()
    ]


def _reason(reason: Reason, exchange: str) -> dict[str, Any]:
    worded = reason_words.word(reason, exchange)
    texts = {"title": str(worded.title), "fix": str(worded.fix)}
    return {"code": reason.code, **texts, "params": dict(reason.params)}


def _problem(problem: Problem, quote: str) -> dict[str, Any]:
    # The sentence is made of what may be shown, so that the rest is not in it either.
    shown = replace(problem, value=echoed(problem.value))
    place = shown.field
    if shown.code == "unknown_field":
        # Its name may be a secret at the wrong place; what it stands in is ours.
        place = shown.field.rpartition(".")[0] if shown.field.startswith(_OBJECTS) else ""
        shown = replace(shown, field="")
    return {
        "field": place,
        "code": shown.code,
        "value": shown.value,
        "allowed": shown.allowed,
        "rung": plain(shown.rung),
        "text": str(problem_words.word(shown, quote)),
    }


def _caution(caution: Caution, quote: str) -> dict[str, Any]:
    return {
        "code": caution.code,
        "field": caution.about,
        "rung": plain(caution.rung),
        "values": {name: plain(value) for name, value in caution.values.items()} | caution.names,
        "text": str(caution_words.word(caution, quote)),
    }
