"""The settings of a strategy to read, section by section; what is empty or the same for everybody is left out."""

from dataclasses import dataclass

from strategies.models import Strategy
from strategies.shown.form import Field, parts, typed_of
from strategies.shown.history import value


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class Facts:
    title: str
    facts: tuple[Fact, ...]


def facts(strategy: Strategy) -> list[Facts]:
    """Return what is set."""
    found = []
    for part in parts(typed_of(strategy.raw()), strategy.quote, ()):
        is_elsewhere = part.markets and part.markets != strategy.market_type
        told = [] if is_elsewhere else [_fact(one) for one in (*part.fields, *part.rare) if _is_told(one)]
        if told:
            found.append(Facts(part.title, tuple(told)))
    return found


def _is_told(field: Field) -> bool:
    return field.name != "name" and (bool(field.value) or any(at for at, _ in field.parts))


def _fact(field: Field) -> Fact:
    if field.kind == "steps":
        steps = [{"at": at, "share": share} for at, share in field.parts if at]
        return Fact(field.label, value(field.name, steps), "")
    if field.kind == "tick":
        return Fact(field.label, value(field.name, field.value == "true"), "")
    if field.kind == "lines":
        return Fact(field.label, value(field.name, field.value.split(", ")), field.unit)
    return Fact(field.label, value(field.name, field.value), field.unit)
