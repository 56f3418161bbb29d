"""A strategy as it is being typed: what stands in the form, what it does, what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from connections.models import Connection
from connections.views.guards import person
from strategies import forms, services, settings
from strategies.models import Strategy
from strategies.preview.gathering import problems_of
from strategies.problems import Problem
from strategies.settings.presets import PRESETS
from strategies.shown import preview as previews
from strategies.shown.form import parts, typed_of
from strategies.shown.waiting import wait


@dataclass
class Draft:
    """One form; `refused` is what a service said no to, all of it is shown then."""

    request: HttpRequest
    connection: Connection
    typed: dict[str, list[str]]
    strategy: Strategy | None = None
    refused: Sequence[Problem] = ()
    is_judged: bool = False
    version: int | None = None  # of the settings that the form began with

    @property
    def raw(self) -> dict[str, Any]:
        """Return the settings as they are read; the connection is never another than the page's."""
        return forms.raw(self.typed) | {"connection": self.connection.pk}

    def fill_level(self) -> None:
        """Put the numbers of the chosen risk level into its fields."""
        level = (self.typed.get("risk_level") or [""])[-1]
        self.typed |= forms.written({name: [value] for name, value in PRESETS.get(level, {}).items()})

    def context(self) -> dict[str, Any]:
        """Return everything a page or a fragment shows."""
        raw = self.raw
        chosen, found = settings.read(raw), services.look(person(self.request), raw)
        known = problems_of(found)
        problems = [*known, *(one for one in self.refused if one not in known)]
        level = str(chosen.texts.get("risk_level") or raw.get("risk_level", ""))
        asked = self.request.POST.get("show") or self.request.POST.get("shown", "")
        exchange = self.connection.exchange_at_site
        return {
            "connection": self.connection,
            "exchange": exchange,
            "strategy": self.strategy,
            "preview": previews.shown(found, chosen, asked),
            "wait": wait(self.request.GET.get("tried", "")),
            "risk_level": level,
            "parts": parts(
                self.typed | {"risk_level": [level]},
                found.quote or exchange.quote,
                self._flaws(problems),
                [str(market) for market in exchange.markets],
            ),
            "is_judged": self.is_judged,
            "version": self.version,
            "summary": [previews.wrong(one) for one in self.refused],
            "action": self.request.path,
        }

    def _flaws(self, problems: Sequence[Problem]) -> list[Problem]:
        """Return what is said at the fields: an empty one is no flaw before somebody wanted to save it."""
        return [one for one in problems if self.is_judged or one.code != "required"]


def posted(request: HttpRequest, connection: Connection, strategy: Strategy | None = None) -> Draft:
    """Return what was sent."""
    version = request.POST.get("version", "")
    return Draft(
        request,
        connection,
        forms.typed(request.POST),
        strategy,
        is_judged="judged" in request.POST,
        version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None,
    )


def stored(request: HttpRequest, connection: Connection, strategy: Strategy) -> Draft:
    """Return what is saved."""
    typed = forms.written(typed_of(strategy.raw()))
    return Draft(request, connection, typed, strategy, version=strategy.version)


def fresh(request: HttpRequest, connection: Connection, name: str) -> Draft:
    """Return what a new strategy begins with: everything that has a default has it."""
    start: Mapping[str, Any] = {
        "name": name,
        "connection": connection.pk,
        "market_type": str(connection.markets[0]) if connection.markets else "spot",
        "risk_level": "balanced",
        "is_returning": True,
    }
    typed = typed_of({**start, **settings.read(start).texts, **start})
    return Draft(request, connection, forms.written(typed))
