"""The form of a strategy as a page shows it: sections of fields with what was typed and what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from strategies.fields import Choice
from strategies.messages import labels, problems
from strategies.problems import Problem
from strategies.settings.known import FIELDS, MOST_TP_STEPS, RECOVERY
from strategies.shown.preview import id_of
from strategies.shown.sections import SECTIONS, Entry, Section

Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    help: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a field: its code, and what to do."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `value` is exactly what was typed, `parts` the rows of one that has several."""

    name: str
    kind: str
    label: str
    help: str
    unit: str
    value: str
    options: tuple[Option, ...]
    parts: tuple[tuple[str, str], ...]
    flaws: tuple[Flaw, ...]
    markets: str  # "futures" where it has a meaning there only

    @property
    def id(self) -> str:
        return id_of(self.name)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the form; `rare` is folded away, and open where something in it is wrong."""

    code: str
    title: str
    help: str
    fields: tuple[Field, ...]
    rare: tuple[Field, ...]
    is_folded: bool
    markets: str

    @property
    def is_open(self) -> bool:
        return any(field.flaws for field in (*self.rare, *(self.fields if self.is_folded else ())))


def parts(
    typed: Typed, quote: str, wrong: Iterable[Problem], markets: Sequence[str] | None = None
) -> list[Part]:
    """Return the sections; amounts are in `quote`, `markets` are those to choose from, all by default."""
    flaws: dict[str, list[Flaw]] = {}
    for problem in wrong:
        flaws.setdefault(problem.field, []).append(Flaw(problem.code, problems.word(problem)))
    found = [_part(section, typed, quote, flaws) for section in SECTIONS]
    return found if markets is None else [_offering(part, markets) for part in found]


def _offering(part: Part, markets: Sequence[str]) -> Part:
    """Return a section without the markets that there are not where the key belongs."""
    return replace(part, fields=tuple(_only(field, markets) for field in part.fields))


def _only(field: Field, markets: Sequence[str]) -> Field:
    if field.name != "market_type":
        return field
    return replace(field, options=tuple(option for option in field.options if option.value in markets))


def known() -> frozenset[str]:
    """Return the names of all fields that the form has."""
    return frozenset(entry.name for section in SECTIONS for entry in (*section.entries, *section.rare))


def _part(section: Section, typed: Typed, quote: str, flaws: Mapping[str, Sequence[Flaw]]) -> Part:
    return Part(
        section.code,
        str(section.title),
        str(section.help),
        tuple(_field(entry, typed, quote, flaws) for entry in section.entries),
        tuple(_field(entry, typed, quote, flaws) for entry in section.rare),
        section.is_folded,
        section.markets,
    )


def _field(entry: Entry, typed: Typed, quote: str, flaws: Mapping[str, Sequence[Flaw]]) -> Field:
    value = (typed.get(entry.name) or [""])[-1]
    return Field(
        name=entry.name,
        kind=entry.kind,
        label=labels.field_label(entry.name),
        help=labels.field_help(entry.name),
        unit=quote if entry.unit == "quote" else str(entry.unit),
        value=value,
        options=tuple(_options(entry, value)),
        parts=_rows(entry.name, typed) if entry.kind == "steps" else (),
        flaws=tuple(dict.fromkeys(flaws.get(entry.name, ()))),
        markets=entry.markets,
    )


def _options(entry: Entry, value: str) -> Iterable[Option]:
    field = FIELDS.get(entry.name) or RECOVERY.get(entry.name.removeprefix("recovery."))
    for name in field.options if isinstance(field, Choice) else ():
        label, told = labels.choice_label(entry.name, name), labels.choice_help(entry.name, name)
        yield Option(name, label, told, name == value)


def _rows(name: str, typed: Typed) -> tuple[tuple[str, str], ...]:
    """Return the rows of a field with two columns, empty ones at the end."""
    filled = list(zip_longest(typed.get(f"{name}.at", ()), typed.get(f"{name}.share", ()), fillvalue=""))
    return tuple((filled + [("", "")] * MOST_TP_STEPS)[: max(len(filled), MOST_TP_STEPS)])


def typed_of(texts: Mapping[str, Any], before: str = "") -> dict[str, list[str]]:
    """Return stored settings as a form would have posted them."""
    found: dict[str, list[str]] = {}
    for key, value in texts.items():
        name = f"{before}{key}"
        if isinstance(value, Mapping):
            found |= typed_of(value, f"{name}.")
        elif name == "tp_steps":
            for column in ("at", "share"):
                found[f"{name}.{column}"] = [_text(step.get(column)) for step in value or ()]
        elif isinstance(value, list | tuple):
            found[name] = [", ".join(_text(one) for one in value)]
        else:
            found[name] = [_text(value)]
    return found


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
